import type { Json, JsonObject } from '../../api/bindings.ts'
import type { FieldSpec } from '../../api/catalogue.ts'
import { ApiProblem } from '../../api/client.ts'
import { FieldInput } from './field-input.tsx'

interface FieldsFormProps {
  readonly fields: readonly FieldSpec[]
  readonly values: JsonObject
  readonly onChange: (values: JsonObject) => void
  /** Where the values stand in what is sent: `settings` or `parameters`; faults of the server begin with it. */
  readonly path: string
  readonly error?: unknown
  /** What is wrong at a path, where somebody else than an answer of the server says it. */
  readonly faultOf?: (path: string) => string | null
  readonly isReadOnly?: boolean
}

/** A form as a kind of integration or source describes it. The console knows no kind by name. */
export function FieldsForm({ fields, values, onChange, path, error, faultOf, isReadOnly = false }: FieldsFormProps) {
  const change = (name: string, value: Json | undefined) => {
    if (value !== undefined) return onChange({ ...values, [name]: value })
    const { [name]: _before, ...others } = values
    onChange(others)
  }
  return (
    <div className="flex flex-col gap-4">
      {fields
        .filter((field) => isMeant(field, fields, values))
        .map((field) => (
          <FieldInput
            key={field.name}
            field={field}
            value={values[field.name]}
            onChange={(value) => change(field.name, value)}
            fault={(faultOf ?? ((at) => faultAt(error, at)))(`${path}.${field.name}`)}
            isReadOnly={isReadOnly}
            path={`${path}.${field.name}`}
          />
        ))}
    </div>
  )
}

/** The fault of the server about this field or something inside it. */
export function faultAt(error: unknown, path: string): string | null {
  if (!(error instanceof ApiProblem)) return null
  const fault = error.faults.find(
    (one) => one.path === path || one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[`),
  )
  return fault?.message ?? null
}

function isMeant(field: FieldSpec, fields: readonly FieldSpec[], values: JsonObject): boolean {
  const when = field['when'] as { readonly field: string; readonly equals: Json } | undefined
  if (!when) return true
  return (values[when.field] ?? fields.find(({ name }) => name === when.field)?.default) === when.equals
}
