import type { Leaf } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'
import { IconButton } from '../../ui/button.tsx'
import { Combo } from '../../ui/combo.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { Option } from '../../ui/options.tsx'
import { Select } from '../../ui/select.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { useTree } from './condition-editor.tsx'
import { leafFor, takesNoValue, withOperator } from './first-leaf.ts'
import { useRowActions } from './row-actions.ts'
import { sayValue } from './say-value.ts'
import { operatorWords, parameterOf } from './summary.ts'
import { judgedAt, type Path, placeOf } from './tree.ts'
import { ValueInput } from './value-input.tsx'
import { Verdict } from './verdict.tsx'

/** One comparison: parameter, operator, value, and what the event at hand held. */
export function LeafRow({ leaf, path }: { readonly leaf: Leaf; readonly path: Path }) {
  const say = useSay()
  const language = useLanguage()
  const { root, parameters, isReadOnly, change, noteAt } = useTree()
  const { entries, onKeyDown } = useRowActions(path, 'row')
  const parameter = parameterOf(leaf.param, parameters)
  const place = placeOf(root, path)
  const put = (next: Leaf) => change(path, next)
  return (
    <div data-place={place} className="flex min-w-0 flex-col gap-1" onKeyDownCapture={onKeyDown}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1.5 @lg:grid-cols-[minmax(0,1.2fr)_minmax(8.25rem,.8fr)_minmax(0,1.3fr)_auto]">
        <ParameterChoice leaf={leaf} onChoose={(name) => put(leafFor(name, parameterOf(name, parameters)))} />
        <Select
          label={say('rule.operator')}
          hideLabel
          className="@max-lg:col-start-1"
          value={leaf.op}
          isReadOnly={isReadOnly}
          options={operatorsFor(leaf, parameter).map((op) => ({
            value: op,
            label: operatorWords(op, language, parameter),
          }))}
          onChange={(op) => put(withOperator(leaf, op))}
        />
        <div className="min-w-0 @max-lg:col-start-1 @max-lg:empty:hidden">
          {!takesNoValue(leaf.op) && <ValueInput leaf={leaf} parameter={parameter} onChange={put} />}
        </div>
        {!isReadOnly && (
          <Menu
            label={say('rule.row_actions')}
            trigger={
              <IconButton
                icon="more"
                label={say('rule.row_actions')}
                data-part="menu"
                className="@max-lg:col-start-2 @max-lg:row-start-1"
              />
            }
            entries={entries}
          />
        )}
      </div>
      <Actual path={path} parameter={parameter} />
      {noteAt(place)}
    </div>
  )
}

/** An operator that a program wrote and the parameter does not offer is shown all the same. */
function operatorsFor({ op, param }: Leaf, parameter: Parameter | undefined): readonly string[] {
  const isWholeMap = parameter?.type === 'map' && parameter.name === param
  const known = parameter ? parameter.operators.filter((one) => !isWholeMap || takesNoValue(one)) : everyOperator
  return known.includes(op) ? known : [...known, op]
}

const everyOperator = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'not_in',
  'contains',
  'starts_with',
  'exists',
  'not_exists',
]

/** Every parameter that may be compared, with what the event at hand holds; other names may be typed, such as `answers.city`. */
function ParameterChoice({ leaf, onChoose }: { readonly leaf: Leaf; readonly onChoose: (name: string) => void }) {
  const say = useSay()
  const language = useLanguage()
  const { parameters, isReadOnly, example } = useTree()
  const options = parameters
    .filter(({ operators }) => operators.length > 0)
    .map(
      (parameter): Option => ({
        value: parameter.name,
        label: parameter.label[language],
        note: noteOn(parameter, example[parameter.name]),
        ...(parameter.envelope && { group: say('rule.of_event') }),
      }),
    )
  const isKnown = options.some(({ value }) => value === leaf.param)
  return (
    <Combo
      label={say('rule.parameter')}
      hideLabel
      isReadOnly={isReadOnly}
      emptyText={say('common.nothing_found')}
      value={leaf.param}
      options={isKnown || leaf.param === '' ? options : [{ value: leaf.param, label: leaf.param }, ...options]}
      allowsTyped={say('rule.other_parameter')}
      onChange={onChoose}
    />
  )

  function noteOn(parameter: Parameter, value: unknown): string {
    if (value === undefined || value === null || typeof value === 'object') return parameter.name
    return `${parameter.name} · ${sayValue(value as string, { parameter, language })}`
  }
}

/** What the event at hand held, beside a comparison that failed: the answer to “why not?”. */
function Actual({ path, parameter }: { readonly path: Path; readonly parameter: Parameter | undefined }) {
  const say = useSay()
  const language = useLanguage()
  const { judged } = useTree()
  const here = judgedAt(judged, path)
  if (!here) return null
  const { actual } = here
  const text =
    actual === undefined || actual === null || actual === ''
      ? say('rule.was_empty')
      : say('rule.was', { value: sayValue(actual, { parameter, language }) })
  return (
    <p className={`flex items-center gap-1.5 text-sm ${here.holds ? 'text-good' : 'text-bad'}`}>
      <Verdict path={path} />
      <span>{text}</span>
    </p>
  )
}
