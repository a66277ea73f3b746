import { isJsonObject, type Json, type JsonObject, own } from './json.ts'
import { type FieldError, Problem } from './problem.ts'

/**
 * Reads a JSON object that came from outside, field by field, and gathers everything that is wrong with it, so that
 * a person mends all of it at once. Call `finish` at the end: it throws when something was wrong.
 */
export class Form {
  readonly errors: FieldError[] = []
  readonly #object: JsonObject
  readonly #path: string
  readonly #read = new Set<string>()

  constructor(value: unknown, path = '') {
    this.#path = path
    this.#object = isJsonObject(value) ? value : {}
    if (!isJsonObject(value)) this.errors.push({ path, message: 'must be an object' })
  }

  /** The raw value; undefined when absent. */
  take(name: string): Json | undefined {
    this.#read.add(name)
    return own(this.#object, name)
  }

  has(name: string): boolean {
    return own(this.#object, name) !== undefined
  }

  text(name: string, rules: { required?: boolean; maxLength?: number; fallback?: string } = {}): string {
    const value = this.take(name)
    if (value === undefined || value === null) {
      if (rules.required) this.fault(name, 'is required')
      return rules.fallback ?? ''
    }
    if (typeof value !== 'string') return this.fault(name, 'must be a text') ?? ''
    if (rules.required && value.trim() === '') this.fault(name, 'must not be empty')
    if (value.length > (rules.maxLength ?? 1000))
      this.fault(name, `is longer than ${rules.maxLength ?? 1000} characters`)
    return value
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.take(name)
    if (value === undefined || value === null) return fallback
    if (typeof value !== 'boolean') return this.fault(name, 'must be true or false') ?? fallback
    return value
  }

  /** A number within bounds, or the fallback when absent or null. */
  number<Fallback>(
    name: string,
    rules: { min: number; max: number; whole?: boolean; fallback: Fallback },
  ): number | Fallback {
    const value = this.take(name)
    if (value === undefined || value === null) return rules.fallback
    const legal = typeof value === 'number' && value >= rules.min && value <= rules.max
    if (!legal || (rules.whole && !Number.isInteger(value))) {
      if (rules.whole) this.fault(name, `must be a whole number from ${rules.min} to ${rules.max}`)
      else this.fault(name, `must be a number from ${rules.min} to ${rules.max}`)
      return rules.fallback
    }
    return value
  }

  choice<Value extends string, Fallback extends string | null>(
    name: string,
    values: readonly Value[],
    fallback: Fallback,
  ): Value | Fallback {
    const value = this.take(name)
    if (value === undefined || value === null) return fallback
    if (!values.includes(value as Value)) return this.fault(name, `must be one of: ${values.join(', ')}`) ?? fallback
    return value as Value
  }

  /** The form of a nested object, or null when it is absent or null. Its errors are gathered here. */
  inner(name: string): Form | null {
    const value = this.take(name)
    if (value === undefined || value === null) return null
    const inner = new Form(value, this.pathOf(name))
    this.errors.push(...inner.errors)
    inner.errors.length = 0
    return inner
  }

  /** Notes what is wrong with a field. Returns undefined, so that a reader can go on with a fallback. */
  fault(name: string, message: string): undefined {
    this.errors.push({ path: this.pathOf(name), message })
    return undefined
  }

  /** Runs a check that throws field errors itself, and gathers them. */
  gather<Value>(check: () => Value, fallback: Value): Value {
    try {
      return check()
    } catch (error) {
      if (!(error instanceof Problem) || error.errors.length === 0) throw error
      this.errors.push(...error.errors)
      return fallback
    }
  }

  /** Refuses fields that nobody asked for: most often a typing mistake. */
  refuseOthers(): void {
    for (const name of Object.keys(this.#object)) if (!this.#read.has(name)) this.fault(name, 'is not a field here')
  }

  /** Takes over the errors of an inner form. */
  close(inner: Form | null): void {
    if (!inner) return
    inner.refuseOthers()
    this.errors.push(...inner.errors)
  }

  finish(): void {
    this.refuseOthers()
    if (this.errors.length > 0) throw fieldsInvalid(this.errors)
  }

  pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`
  }
}

/** The problem that lists wrong fields; its sentence names the first. */
export function fieldsInvalid(errors: readonly FieldError[]): Problem {
  const [first] = errors
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return new Problem('fields-invalid', first ? `${first.path || 'The body'} ${first.message}${more}` : '', { errors })
}

/** JSON merge patch (RFC 7396): null removes, objects merge, anything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = Object.assign(Object.create(null), target)
  for (const [key, value] of Object.entries(patch)) {
    const kept = merged[key]
    if (value === null) delete merged[key]
    else merged[key] = isJsonObject(value) ? mergePatch(isJsonObject(kept) ? kept : {}, value) : (value as Json)
  }
  return merged
}
