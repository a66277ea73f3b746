import type { Json, JsonObject } from '../../api/bindings.ts'
import type { FieldSpec } from '../../api/catalogue.ts'
import { Labeled, TextField } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useLanguage } from '../../words/words.tsx'
import { TemplateField } from '../variables/template-field.tsx'
import { useVariables } from '../variables/variable-tools.tsx'
import { FilesInput } from './files-input.tsx'
import { JsonText } from './json-text.tsx'
import { Pairs } from './pairs.tsx'
import { SecretInput } from './secret-input.tsx'

interface FieldInputProps {
  readonly field: FieldSpec
  readonly value: Json | undefined
  readonly onChange: (value: Json | undefined) => void
  readonly fault: string | null
  readonly isReadOnly?: boolean
  /** Where it stands in what is sent, such as `parameters.text`. */
  readonly path?: string
}

/** One field of a form that a kind describes: the input follows from its type. */
export function FieldInput(props: FieldInputProps) {
  return (
    <div data-path={props.path}>
      <Input {...props} />
    </div>
  )
}

const oneLine = new Set(['text', 'long_text', 'url'])

function Input({ field, value, onChange, fault, isReadOnly = false, path = field.name }: FieldInputProps) {
  const language = useLanguage()
  const hasVariables = useVariables() !== null
  const common = {
    label: field.label[language],
    help: field.help?.[language],
    fault,
    isRequired: field.required ?? false,
    isReadOnly,
  }
  const write = (text: string) => onChange(text === '' ? undefined : text)
  // A variable may stand where a form has a switch or a number, and an object where it has a text: shown as what it is.
  if (hasVariables && !oneLine.has(field.type) && field.type !== 'pairs' && isTemplate(value))
    return <TemplateField {...common} path={path} value={value} onChange={write} />
  if (oneLine.has(field.type) && isDeep(value)) return <JsonText {...common} value={value} onChange={onChange} />
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
      return <SecretInput {...common} value={textOf(value)} onChange={onChange} />
    case 'pairs':
      return (
        <Labeled {...common}>
          <Pairs label={common.label} value={objectOf(value)} onChange={onChange} isReadOnly={isReadOnly} path={path} />
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
    case 'files':
      return <FilesInput {...common} path={path} value={value} onChange={onChange} />
    case 'object':
    case 'json':
      return <JsonText {...common} value={value} onChange={onChange} />
    default:
      return (
        <TemplateField
          {...common}
          path={path}
          value={textOf(value)}
          onChange={write}
          lines={field.type === 'long_text' ? 4 : 1}
          type={field.type === 'url' ? 'url' : 'text'}
          {...(field.default !== undefined && { placeholder: textOf(field.default as Json) })}
        />
      )
  }
}

function isTemplate(value: Json | undefined): value is string {
  return typeof value === 'string' && /\{\{|\{%/.test(value)
}

/** What a line of text cannot hold without losing what it is. */
function isDeep(value: Json | undefined): boolean {
  return typeof value === 'boolean' || (typeof value === 'object' && value !== null)
}

function textOf(value: Json | undefined): string {
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
