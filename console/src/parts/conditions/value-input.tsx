import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Json, Leaf } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'
import { seenValuesQuery } from '../../api/rule-building.ts'
import { Combo } from '../../ui/combo.tsx'
import { TextField } from '../../ui/field.tsx'
import type { Option } from '../../ui/options.tsx'
import { Select } from '../../ui/select.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { useFormats } from '../formats.ts'
import { useTree } from './condition-editor.tsx'
import { readDuration, sayDuration } from './duration.ts'
import { takesList } from './first-leaf.ts'
import { ListInput } from './list-input.tsx'

export interface ValueProps {
  readonly leaf: Leaf
  readonly parameter: Parameter | undefined
  readonly onChange: (leaf: Leaf) => void
}

/** The value of a comparison, in the way that suits its type. */
export function ValueInput(props: ValueProps) {
  const { leaf, parameter } = props
  if (takesList(leaf.op)) return <ListInput {...props} />
  if (parameter?.type === 'bool') return <YesNo {...props} />
  if (parameter?.enum) return <ChoiceInput {...props} />
  if (parameter?.type === 'timestamp') return <MomentInput {...props} />
  if (parameter?.unit === 's') return <DurationInput {...props} />
  if (parameter && numeric.has(parameter.type)) return <NumberInput {...props} />
  return <SeenInput {...props} />
}

const numeric = new Set(['int', 'number'])

/** What a person typed, as the parameter has it: a number stays a text until it is one. */
export function readTyped(text: string, parameter: Parameter | undefined): Json {
  const typed = text.trim()
  if (parameter?.type === 'bool') return typed === 'true'
  const isNumber = /^-?\d+(?:[.,]\d+)?$/.test(typed)
  if (parameter && numeric.has(parameter.type) && isNumber) return Number(typed.replace(',', '.'))
  return text
}

function YesNo({ leaf, onChange }: ValueProps) {
  const say = useSay()
  const { isReadOnly } = useTree()
  return (
    <Select
      label={say('rule.value')}
      hideLabel
      value={String(leaf.value ?? '')}
      isReadOnly={isReadOnly}
      options={[
        { value: 'true', label: say('common.yes') },
        { value: 'false', label: say('common.no') },
      ]}
      onChange={(text) => onChange({ ...leaf, value: text === 'true' })}
    />
  )
}

function ChoiceInput({ leaf, parameter, onChange }: ValueProps) {
  const say = useSay()
  const { isReadOnly } = useTree()
  const options = useChoices(parameter)
  const value = String(leaf.value ?? '')
  const isKnown = options.some((option) => option.value === value)
  return (
    <Combo
      label={say('rule.value')}
      hideLabel
      value={value}
      isReadOnly={isReadOnly}
      emptyText={say('common.nothing_found')}
      options={isKnown || value === '' ? options : [...options, { value, label: value }]}
      onChange={(text) => onChange({ ...leaf, value: text })}
    />
  )
}

/** The values of a parameter with a fixed list of them. */
export function useChoices(parameter: Parameter | undefined): readonly Option[] {
  const language = useLanguage()
  return (parameter?.enum ?? []).map((one) => ({
    value: String(one.value),
    label: one.label?.[language] ?? String(one.value),
  }))
}

/** Values that the latest events had, the most frequent first; masks of personal data are no values to choose. */
export function useSeen(param: string, isWanted: boolean): readonly Option[] {
  const say = useSay()
  const { number } = useFormats()
  const { eventType } = useTree()
  const { data } = useQuery({ ...seenValuesQuery(eventType, param), enabled: isWanted && param !== '' })
  return (data?.items ?? [])
    .filter(({ value }) => !String(value).includes('***'))
    .map(({ value, count }) => ({
      value: String(value),
      label: String(value),
      note: say('rule.seen', { count: number(count), of: number(data?.scanned ?? 0) }),
    }))
}

/** A text or an id: chosen from what has been seen, or typed. */
function SeenInput({ leaf, parameter, onChange }: ValueProps) {
  const say = useSay()
  const { isReadOnly } = useTree()
  const [isAsked, ask] = useState(false)
  const options = useSeen(leaf.param, isAsked && !isReadOnly)
  return (
    <div onFocusCapture={() => ask(true)}>
      <Combo
        label={say('rule.value')}
        hideLabel
        allowsOther
        value={leaf.value === undefined ? '' : String(leaf.value)}
        isReadOnly={isReadOnly}
        emptyText={say('rule.never_seen')}
        options={options}
        onChange={(text) => onChange({ ...leaf, value: readTyped(text, parameter) })}
      />
    </div>
  )
}

function NumberInput({ leaf, parameter, onChange }: ValueProps) {
  const unit = parameter?.unit === 'percent' ? '%' : null
  return (
    <Typed
      leaf={leaf}
      onChange={onChange}
      show={(value) => String(value)}
      read={(text) => readTyped(text, parameter)}
      {...(unit && { unit })}
    />
  )
}

function DurationInput({ leaf, onChange }: ValueProps) {
  const say = useSay()
  const language = useLanguage()
  return (
    <Typed
      leaf={leaf}
      onChange={onChange}
      placeholder={say('rule.duration_hint')}
      show={(value) => (typeof value === 'number' && value > 0 ? sayDuration(value, language) : String(value))}
      read={(text) => readDuration(text) ?? text}
    />
  )
}

interface TypedProps extends Omit<ValueProps, 'parameter'> {
  readonly show: (value: Json) => string
  readonly read: (text: string) => Json
  readonly placeholder?: string
  readonly unit?: string
}

/** A line that stays as it was typed while it is being typed, and is tidied up when it is left. */
function Typed({ leaf, onChange, show, read, placeholder, unit }: TypedProps) {
  const say = useSay()
  const { isReadOnly } = useTree()
  const [text, setText] = useState<string | null>(null)
  const value = leaf.value ?? ''
  const isOurs = text !== null && read(text) === value
  return (
    <span className="flex items-center gap-1.5">
      <TextField
        className="flex-1"
        label={say('rule.value')}
        hideLabel
        value={isOurs ? text : value === '' ? '' : show(value)}
        isReadOnly={isReadOnly}
        {...(placeholder && { placeholder })}
        onBlur={() => setText(null)}
        onChange={(typed) => {
          setText(typed)
          onChange({ ...leaf, value: read(typed) })
        }}
      />
      {unit && <span className="text-sm text-ink-soft">{unit}</span>}
    </span>
  )
}

/** A moment on the clock of this browser; kept with its zone. */
function MomentInput({ leaf, onChange }: ValueProps) {
  const say = useSay()
  const { isReadOnly } = useTree()
  const time = Date.parse(String(leaf.value ?? ''))
  return (
    <TextField
      label={say('rule.value')}
      hideLabel
      type="datetime-local"
      value={Number.isNaN(time) ? '' : localMinute(time)}
      isReadOnly={isReadOnly}
      onChange={(text) => onChange({ ...leaf, value: text === '' ? '' : new Date(text).toISOString() })}
    />
  )
}

function localMinute(time: number): string {
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
