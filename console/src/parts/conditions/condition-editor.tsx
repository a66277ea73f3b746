import type { Condition, Json, Leaf } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Combo, Select } from '../../ui/choose.tsx'
import { TextField } from '../../ui/field.tsx'
import { Segments } from '../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { operatorWords } from './summary.ts'

const deepest = 3

interface EditorProps {
  readonly condition: Condition
  readonly parameters: readonly Parameter[]
  readonly onChange: (condition: Condition | null) => void
  readonly isReadOnly: boolean
  readonly depth?: number
}

/** A rule as rows and groups; one joint word for each group, so that “and” and “or” never stand side by side. */
export function ConditionEditor({ condition, parameters, onChange, isReadOnly, depth = 1 }: EditorProps) {
  const say = useSay()
  if ('not' in condition) {
    return (
      <div className="rounded-lg border border-line p-2">
        <div className="mb-2 flex items-center justify-between gap-2">
          <span className="font-medium">{say('rule.not')}</span>
          {!isReadOnly && (
            <Button size="small" onPress={() => onChange(condition.not)}>
              {say('rule.drop_not')}
            </Button>
          )}
        </div>
        <ConditionEditor
          condition={condition.not}
          parameters={parameters}
          onChange={(inner) => onChange(inner && { not: inner })}
          isReadOnly={isReadOnly}
          depth={depth}
        />
      </div>
    )
  }
  if (!('all' in condition) && !('any' in condition))
    return <LeafRow leaf={condition as Leaf} parameters={parameters} onChange={onChange} isReadOnly={isReadOnly} />
  const kind = 'all' in condition ? 'all' : 'any'
  const inner = 'all' in condition ? condition.all : condition.any
  const group = (next: readonly Condition[], joint: 'all' | 'any' = kind): Condition =>
    joint === 'all' ? { all: next } : { any: next }
  const put = (at: number, next: Condition | null) => {
    const rest =
      next === null ? inner.filter((_, place) => place !== at) : inner.map((one, place) => (place === at ? next : one))
    onChange(rest.length === 0 ? null : group(rest))
  }
  return (
    <div className="flex flex-col gap-2 border-l-2 border-line-strong pl-3">
      <div className="flex flex-wrap items-center gap-2">
        <Segments
          label={say('rule.joint')}
          value={kind}
          isDisabled={isReadOnly}
          choices={[
            { value: 'all', label: say('rule.all') },
            { value: 'any', label: say('rule.any') },
          ]}
          onChange={(joint) => onChange(group(inner, joint))}
        />
        {!isReadOnly && depth > 1 && (
          <IconButton size="small" icon="trash" label={say('rule.remove_group')} onPress={() => onChange(null)} />
        )}
      </div>
      {inner.map((one, at) => (
        <ConditionEditor
          key={at}
          condition={one}
          parameters={parameters}
          onChange={(next) => put(at, next)}
          isReadOnly={isReadOnly}
          depth={depth + 1}
        />
      ))}
      {!isReadOnly && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" icon="plus" onPress={() => onChange(group([...inner, firstLeaf(parameters)]))}>
            {say('rule.add')}
          </Button>
          {depth < deepest && (
            <Button
              size="small"
              look="quiet"
              icon="plus"
              onPress={() =>
                onChange(
                  group([
                    ...inner,
                    kind === 'all' ? { any: [firstLeaf(parameters)] } : { all: [firstLeaf(parameters)] },
                  ]),
                )
              }
            >
              {say('rule.add_group')}
            </Button>
          )}
          {depth > 1 && (
            <Button size="small" look="quiet" onPress={() => onChange({ not: condition })}>
              {say('rule.negate')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** What a new row asks about, until a person says otherwise. */
export function firstLeaf(parameters: readonly Parameter[]): Leaf {
  const parameter = parameters.find(({ operators }) => operators.length > 0)
  return { param: parameter?.name ?? '', op: parameter?.operators[0] ?? 'eq', value: firstValue(parameter) }
}

function firstValue(parameter: Parameter | undefined): Json {
  if (parameter?.type === 'bool') return true
  return (parameter?.enum?.[0]?.value as Json | undefined) ?? ''
}

interface RowProps extends Omit<EditorProps, 'condition' | 'depth'> {
  readonly leaf: Leaf
}

function LeafRow({ leaf, parameters, onChange, isReadOnly }: RowProps) {
  const say = useSay()
  const language = useLanguage()
  const parameter = parameters.find(({ name }) => name === leaf.param)
  const usable = parameters.filter(({ operators }) => operators.length > 0)
  const choose = (name: string) => {
    const next = parameters.find((one) => one.name === name)
    onChange({ param: name, op: next?.operators[0] ?? 'eq', value: firstValue(next) })
  }
  const takesValue = leaf.op !== 'exists' && leaf.op !== 'not_exists'
  return (
    <div className="grid grid-cols-1 items-start gap-1.5 sm:grid-cols-[1.4fr_1fr_1.4fr_auto]">
      <Combo
        label={say('rule.parameter')}
        hideLabel
        value={leaf.param}
        isReadOnly={isReadOnly}
        emptyText={say('common.nothing_found')}
        options={usable.map(({ name, label }) => ({ value: name, label: label[language], note: name }))}
        onChange={choose}
      />
      <Select
        label={say('rule.operator')}
        hideLabel
        value={leaf.op}
        isReadOnly={isReadOnly}
        options={(parameter?.operators ?? [leaf.op]).map((op) => ({ value: op, label: operatorWords(op, language) }))}
        onChange={(op) => onChange({ ...leaf, op })}
      />
      {takesValue ? <Value leaf={leaf} parameter={parameter} onChange={onChange} isReadOnly={isReadOnly} /> : <span />}
      {!isReadOnly && <IconButton icon="trash" label={say('rule.remove')} onPress={() => onChange(null)} />}
    </div>
  )
}

const numeric = new Set(['int', 'number'])

function Value({
  leaf,
  parameter,
  onChange,
  isReadOnly,
}: {
  readonly leaf: Leaf
  readonly parameter: Parameter | undefined
  readonly onChange: (leaf: Leaf) => void
  readonly isReadOnly: boolean
}) {
  const say = useSay()
  const language = useLanguage()
  const isList = leaf.op === 'in' || leaf.op === 'not_in'
  const choices =
    parameter?.type === 'bool'
      ? [
          { value: 'true', label: say('common.yes') },
          { value: 'false', label: say('common.no') },
        ]
      : parameter?.enum?.map((one) => ({ value: String(one.value), label: one.label?.[language] ?? String(one.value) }))
  const read = (text: string): Json => {
    if (parameter?.type === 'bool') return text === 'true'
    return parameter && numeric.has(parameter.type) && text.trim() !== '' && Number.isFinite(Number(text))
      ? Number(text)
      : text
  }
  if (choices?.length && !isList)
    return (
      <Select
        label={say('rule.value')}
        hideLabel
        value={String(leaf.value ?? '')}
        isReadOnly={isReadOnly}
        options={choices}
        onChange={(text) => onChange({ ...leaf, value: read(text) })}
      />
    )
  const text = Array.isArray(leaf.value) ? leaf.value.join(', ') : String(leaf.value ?? '')
  return (
    <TextField
      label={say('rule.value')}
      hideLabel
      value={text}
      isReadOnly={isReadOnly}
      placeholder={isList ? say('rule.list_hint') : ''}
      onChange={(typed) =>
        onChange({ ...leaf, value: isList ? typed.split(',').map((one) => read(one.trim())) : read(typed) })
      }
    />
  )
}
