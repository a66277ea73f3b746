import { type Field, hiddenSecret } from './field.ts'
import { fieldsInvalid } from './form.ts'
import { isJsonObject, type Json, type JsonObject, own } from './json.ts'
import type { FieldError } from './problem.ts'

/** How to read a value that came from outside. */
export interface CheckOptions {
  /** Where the value stands in the request, such as `settings`: errors begin with it. */
  readonly path: string
  /** Keys that are no field are kept as they are, as in the parameters of a webhook. Otherwise they are refused. */
  readonly anyOther?: boolean
  /** Texts may hold `{{…}}` or `{% … %}`; one that does is not checked further, because nobody knows yet what it will be. */
  readonly templates?: boolean
}

/**
 * The value as its fields describe it, defaults filled in; null and an empty text count as not given. A text or number is
 * taken where a text is wanted, one text where a list is, and for an object whose first field is a choice, the choice
 * alone (`"auth": "none"`). Throws `Problem` `fields-invalid` with everything that is wrong.
 */
export function checkFields(fields: readonly Field[], value: unknown, options: CheckOptions): JsonObject {
  const errors: FieldError[] = []
  const checked = checkObject(fields, value, { ...options, errors })
  if (errors.length > 0) throw fieldsInvalid(errors)
  return checked
}

/** Dotted paths of the fields that hold a secret, those inside objects included: `token`, `auth.password`. */
export function secretFields(fields: readonly Field[]): readonly string[] {
  return fields.flatMap((field) => {
    if (field.type === 'secret' || field.secret === true) return [field.name]
    return secretFields(field.fields ?? []).map((path) => `${field.name}.${path}`)
  })
}

interface Check extends CheckOptions {
  readonly errors: FieldError[]
}

function checkObject(fields: readonly Field[], value: unknown, check: Check): JsonObject {
  if (!isJsonObject(value)) {
    fault(check, 'must be an object')
    return {}
  }
  const entries: [string, Json][] = []
  const known = new Set(fields.map((field) => field.name))
  for (const field of fields) {
    const found = own(value, field.name)
    const inner = { ...check, path: join(check.path, field.name), anyOther: false }
    const given = isGiven(found) ? checkValue(field, found, inner) : absent(field, value, fields, inner)
    if (given !== undefined) entries.push([field.name, given])
  }
  for (const [name, found] of Object.entries(value)) {
    if (known.has(name)) continue
    if (check.anyOther === true && found !== undefined) entries.push([name, found])
    else fault({ ...check, path: join(check.path, name) }, `is not known here; known are: ${[...known].join(', ')}`)
  }
  return Object.fromEntries(entries)
}

function isGiven(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && value !== ''
}

function absent(field: Field, owner: JsonObject, siblings: readonly Field[], check: Check): Json | undefined {
  if (!isShown(field, owner, siblings)) return undefined
  if (field.default !== undefined) return field.default
  if (field.required === true) fault(check, 'is required')
  return undefined
}

/** A field that another field's value has hidden is neither required nor filled in. */
function isShown({ when }: Field, owner: JsonObject, siblings: readonly Field[]): boolean {
  if (when === undefined) return true
  const value = own(owner, when.field)
  const decisive = isGiven(value) ? value : siblings.find(({ name }) => name === when.field)?.default
  return decisive === when.equals
}

function checkValue(field: Field, value: Json, check: Check): Json | undefined {
  if (field.type === 'json' || field.type === 'files') return checkJson(value, check)
  if (check.templates === true && typeof value === 'string' && isTemplate(value)) return value
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'secret':
      return checkText(field, value, check)
    case 'url':
      return checkUrl(field, value, check)
    case 'number':
    case 'integer':
      return checkNumber(field, value, check)
    case 'boolean':
      return typeof value === 'boolean' ? value : fault(check, 'must be true or false')
    case 'choice':
      return checkChoice(field, value, check)
    case 'list':
      return checkList(field, value, check)
    case 'pairs':
      return checkPairs(value, check)
    case 'object':
      return checkInner(field, value, check)
  }
}

/**
 * An object or list written as JSON text is taken as what it says. A template in it is then filled in the texts inside, so
 * that no value can break out of its quotes; a text that is JSON only once it is filled would allow that, and is refused.
 */
function checkJson(value: Json, check: Check): Json | undefined {
  if (typeof value !== 'string' || !/^\s*(?:\[|\{(?![{%]))/.test(value)) return value
  try {
    return JSON.parse(value) as Json
  } catch {
    return check.templates === true ? fault(check, 'is not valid JSON; put every {{…}} inside quotes') : value
  }
}

function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%')
}

function checkText(field: Field, value: Json, check: Check): Json | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return fault(check, 'must be a text')
  if (field.type === 'secret' && text === hiddenSecret) return fault(check, 'is hidden; give the secret itself')
  if (field.type === 'text' && check.templates !== true && /[\r\n]/.test(text)) return fault(check, 'must be one line')
  if (field.maxLength !== undefined && text.length > field.maxLength) {
    return fault(check, `must not be longer than ${field.maxLength} characters`)
  }
  return text
}

function checkUrl(field: Field, value: Json, check: Check): Json | undefined {
  const text = checkText(field, value, check)
  if (typeof text !== 'string') return undefined
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return fault(check, 'must be an address that begins with http:// or https://')
  }
  if (url.username !== '' || url.password !== '') return fault(check, 'must not hold a user name or password')
  return text
}

function checkNumber({ type, min, max }: Field, value: Json, check: Check): Json | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return fault(check, 'must be a number')
  if (type === 'integer' && !Number.isSafeInteger(value)) return fault(check, 'must be a whole number')
  if (min !== undefined && value < min) return fault(check, `must be at least ${min}`)
  if (max !== undefined && value > max) return fault(check, `must be at most ${max}`)
  return value
}

function checkChoice({ choices = [] }: Field, value: Json, check: Check): Json | undefined {
  const values = choices.map((choice) => choice.value)
  return typeof value === 'string' && values.includes(value)
    ? value
    : fault(check, `must be one of: ${values.join(', ')}`)
}

function checkList(field: Field, value: Json, check: Check): Json | undefined {
  const items: readonly Json[] = Array.isArray(value) ? value : [value]
  const item: Field = { ...field, type: field.choices ? 'choice' : 'text' }
  const checked = items.map((each, at) => checkValue(item, each, { ...check, path: `${check.path}[${at}]` }))
  return checked.filter((each) => each !== undefined)
}

function checkPairs(value: Json, check: Check): Json | undefined {
  if (!isJsonObject(value)) return fault(check, 'must be an object of texts')
  const entries = Object.entries(value).flatMap(([name, item]): [string, string][] => {
    const isPlain = typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean'
    if (isPlain) return [[name, String(item)]]
    if (item !== null && item !== undefined) fault({ ...check, path: join(check.path, name) }, 'must be a text')
    return []
  })
  return Object.fromEntries(entries)
}

function checkInner(field: Field, value: Json, check: Check): Json | undefined {
  if (field.fields === undefined) return isJsonObject(value) ? value : fault(check, 'must be an object')
  const [first] = field.fields
  const isChoiceAlone = typeof value === 'string' && first?.type === 'choice'
  return checkObject(field.fields, isChoiceAlone ? { [first.name]: value } : value, check)
}

function fault({ errors, path }: Check, message: string): undefined {
  errors.push({ path, message })
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
