import { useState } from 'react'
import type { Json, JsonObject } from '../../api/bindings.ts'
import type { FieldSpec } from '../../api/catalogue.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choose.tsx'
import { Labeled, TextField } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { Pairs } from './pairs.tsx'

/** What the API shows in place of a secret; sent back, it means “keep the one you have”. */
const hiddenSecret = '•••'

interface FieldInputProps {
  readonly field: FieldSpec
  readonly value: Json | undefined
  readonly onChange: (value: Json | undefined) => void
  readonly fault: string | null
  readonly isReadOnly?: boolean
}

/** One field of a form that a kind describes: the input follows from its type. */
export function FieldInput({ field, value, onChange, fault, isReadOnly = false }: FieldInputProps) {
  const language = useLanguage()
  const common = {
    label: field.label[language],
    help: field.help?.[language],
    fault,
    isRequired: field.required ?? false,
    isReadOnly,
  }
  switch (field.type) {
    case 'boolean':
      return (
        <Switch
          label={common.label}
          isOn={value === true}
          isDisabled={isReadOnly}
          onChange={onChange}
          {...(common.help && { help: common.help })}
        />
      )
    case 'number':
    case 'integer':
      return (
        <NumberField
          {...common}
          value={typeof value === 'number' ? value : Number.NaN}
          onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
          formatOptions={{ useGrouping: false, maximumFractionDigits: field.type === 'integer' ? 0 : 6 }}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          value={String(value ?? field.default ?? '')}
          options={(field.choices ?? []).map((choice) => ({ value: choice.value, label: choice.label[language] }))}
          onChange={onChange}
        />
      )
    case 'secret':
      return <Secret {...common} value={textOf(value)} onChange={onChange} />
    case 'pairs':
      return (
        <Labeled {...common}>
          <Pairs label={common.label} value={objectOf(value)} onChange={onChange} isReadOnly={isReadOnly} />
        </Labeled>
      )
    case 'list':
      return (
        <TextField
          {...common}
          lines={2}
          value={Array.isArray(value) ? value.join('\n') : textOf(value)}
          onChange={(text) => onChange(text === '' ? undefined : text.split('\n'))}
        />
      )
    case 'object':
    case 'json':
      return <JsonText {...common} value={value} onChange={onChange} />
    default:
      return (
        <TextField
          {...common}
          value={textOf(value)}
          onChange={(text) => onChange(text === '' ? undefined : text)}
          lines={field.type === 'long_text' ? 4 : 1}
          type={field.type === 'url' ? 'url' : 'text'}
          {...(field.default !== undefined && { placeholder: textOf(field.default as Json) })}
        />
      )
  }
}

type Named = {
  readonly label: string
  readonly help: string | undefined
  readonly fault: string | null
  readonly isRequired: boolean
  readonly isReadOnly: boolean
}

/** Never shown again once saved: a person can only put another one in its place. */
function Secret({
  value,
  onChange,
  ...common
}: Named & { readonly value: string; readonly onChange: (value: Json | undefined) => void }) {
  const say = useSay()
  if (value === hiddenSecret) {
    return (
      <Labeled {...common}>
        <span className="flex items-center gap-2">
          <span className="font-mono">{hiddenSecret}</span>
          {!common.isReadOnly && (
            <Button size="small" onPress={() => onChange('')}>
              {say('fields.replace_secret')}
            </Button>
          )}
        </span>
      </Labeled>
    )
  }
  return (
    <TextField
      {...common}
      type="password"
      autoComplete="off"
      isCode
      value={value}
      onChange={(text) => onChange(text)}
    />
  )
}

/** Anything, as JSON; what is not JSON yet stays as it was typed. */
function JsonText({
  value,
  onChange,
  ...common
}: Named & { readonly value: Json | undefined; readonly onChange: (value: Json | undefined) => void }) {
  const say = useSay()
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2))
  const [isWrong, setWrong] = useState(false)
  const change = (typed: string) => {
    setText(typed)
    try {
      onChange(typed.trim() === '' ? undefined : (JSON.parse(typed) as Json))
      setWrong(false)
    } catch {
      setWrong(true)
    }
  }
  return (
    <TextField
      {...common}
      isCode
      lines={4}
      value={text}
      onChange={change}
      fault={isWrong ? say('fields.not_json') : common.fault}
    />
  )
}

function textOf(value: Json | undefined): string {
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
