import type { BindingForm, Json, JsonObject } from '../../../api/bindings.ts'
import { isSame } from './draft.ts'

/** One field that differs between two versions, such as `parameters.text`. */
export interface Change {
  readonly path: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** Fields that are compared as one: half a tree of conditions means nothing. */
const whole = ['name', 'enabled', 'event_type', 'integration_id', 'conditions'] as const
const byName = ['parameters', 'options'] as const

/** What differs, field by field. */
export function changesBetween(before: BindingForm, after: BindingForm): readonly Change[] {
  const fields = [...new Set([...pathsOf(before), ...pathsOf(after)])]
  return fields
    .map((path) => ({ path, before: valueAt(before, path), after: valueAt(after, path) }))
    .filter((change) => !isSame(meant(change.before), meant(change.after)))
}

/** An option that is off, null or zero is no option: the server tells them all, a form only those that are on. */
function meant(value: Json | undefined): Json {
  return value === undefined || value === 0 ? null : value
}

/** What two people made of one version. */
export interface Merge {
  /** Fields that both changed, differently: somebody has to choose. */
  readonly disputed: readonly {
    readonly path: string
    readonly mine: Json | undefined
    readonly theirs: Json | undefined
  }[]
  /** Fields that only they changed. */
  readonly taken: readonly Change[]
  /** The form with everything that is not disputed, and with mine where it is. */
  readonly merged: BindingForm
}

/** Puts two changed copies of one form together. */
export function merge(base: BindingForm, mine: BindingForm, theirs: BindingForm): Merge {
  const ours = new Map(changesBetween(base, mine).map((change) => [change.path, change]))
  const foreign = changesBetween(base, theirs)
  const disputed = foreign
    .filter(({ path, after }) => ours.has(path) && !isSame(meant(ours.get(path)!.after), meant(after)))
    .map(({ path, after }) => ({ path, mine: ours.get(path)!.after, theirs: after }))
  const taken = foreign.filter(({ path }) => !ours.has(path))
  const merged = taken.reduce((form, { path, after }) => withValue(form, path, after), mine)
  return { disputed, taken, merged }
}

/** The form with another value at the path; undefined takes it away. */
export function withValue(form: BindingForm, path: string, value: Json | undefined): BindingForm {
  const [group, name] = splitPath(path)
  if (name === null) return { ...form, [group]: value ?? (group === 'conditions' ? null : '') } as BindingForm
  const before = form[group as 'parameters' | 'options']
  const entries = Object.entries(before).filter(([key]) => key !== name)
  if (value === undefined) return { ...form, [group]: Object.fromEntries(entries) }
  const isNew = !Object.hasOwn(before, name)
  const kept = isNew
    ? [...entries, [name, value] as const]
    : Object.entries(before).map(([key, old]) => [key, key === name ? value : old] as const)
  return { ...form, [group]: Object.fromEntries(kept) }
}

function pathsOf(form: BindingForm): readonly string[] {
  return [...whole, ...byName.flatMap((group) => Object.keys(form[group]).map((name) => `${group}.${name}`))]
}

function valueAt(form: BindingForm, path: string): Json | undefined {
  const [group, name] = splitPath(path)
  if (name === null) return form[group as 'name'] as Json
  const object: JsonObject = form[group as 'parameters']
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** The name of a parameter may hold dots itself. */
function splitPath(path: string): readonly [group: string, name: string | null] {
  const dot = path.indexOf('.')
  return dot === -1 ? [path, null] : [path.slice(0, dot), path.slice(dot + 1)]
}
