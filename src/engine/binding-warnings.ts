import { closestName } from '../core/closest-name.ts'
import type { Condition, Operator } from '../core/condition.ts'
import type { StoredEvent } from '../core/event.ts'
import type { EventType, Parameter } from '../core/event-type.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { Matcher } from '../core/match.ts'
import { leavesOf, type PlacedLeaf } from '../core/near-miss.ts'
import { isEnvelopeParameter, readParameter } from '../core/read-parameter.ts'
import { envelopeNames } from '../core/scope.ts'
import { secVariables } from '../core/sec-variables.ts'
import { compileTemplate } from '../core/template.ts'
import { verdictsOn } from '../core/verdict.ts'

/** What is legal and still most often a mistake. Programs rely on the codes. */
export type Warning = { readonly path: string } & (
  | { readonly code: 'no-conditions'; readonly per_day: number }
  /** `param` asks for the stage, `value` is the one that is mostly meant. */
  | { readonly code: 'function-without-state'; readonly param: string; readonly value: string }
  | { readonly code: 'unknown-variable'; readonly name: string; readonly suggestion: string | null }
  | { readonly code: 'never-holds' | 'always-holds' }
  | {
      readonly code: 'parameter-not-seen'
      readonly param: string
      readonly scanned: number
      readonly suggestion: string | null
    }
  | { readonly code: 'integration-paused'; readonly by: 'person' | 'auth' | 'gone' | 'off' }
  | { readonly code: 'integration-failing'; readonly failed: number; readonly total: number }
  | { readonly code: 'typographic-quotes' }
)

/** As much of a binding as could be read: a person is still writing it. */
export interface UnfinishedBinding {
  readonly eventType: EventType
  /** Null: every event. Undefined: they cannot be read yet. */
  readonly conditions: Condition | null | undefined
  readonly parameters: JsonObject
  /** Parameters by which messages are told apart; null without the option, `key` null for all together. */
  readonly throttle: { readonly key: string | null } | null
  readonly digest: { readonly key: string | null } | null
}

/** What is known of the event type from its latest events. */
export interface Seen {
  /** Newest first, without tests. */
  readonly events: readonly StoredEvent[]
  readonly perDay: number
}

/** So many events of a type must have been seen before a parameter counts as never seen. */
const enoughSeen = 20
/** So many events must match before they say at which stages a rule fires. */
const enoughMatched = 3

/** Everything about a rule that is most often a mistake, in the order of the form. Pure: looks at nothing else. */
export function warningsOn(binding: UnfinishedBinding, seen: Seen): Warning[] {
  return [...aboutConditions(binding, seen), ...aboutVariables(binding, seen), ...aboutQuotes(binding.parameters)]
}

// ── conditions ────────────────────────────────────────────────────────────────

function aboutConditions({ eventType, conditions }: UnfinishedBinding, seen: Seen): Warning[] {
  if (conditions === undefined) return []
  if (conditions === null) return [{ code: 'no-conditions', path: 'conditions', per_day: seen.perDay }]
  const parameters = parametersOf(eventType)
  const leaves = leavesOf(conditions)
  return [
    ...verdictsOn(conditions, parameters).map(({ path, verdict }): Warning => ({ code: verdict, path })),
    ...aboutStages(eventType, conditions, leaves, seen),
    ...leaves.flatMap((leaf) => aboutParameter(leaf, parameters, seen)),
  ]
}

/** "The queue was lost", said at the start, the connect, the stop and the finish of the queue. */
function aboutStages(type: EventType, conditions: Condition, leaves: readonly PlacedLeaf[], seen: Seen): Warning[] {
  const { stages } = type
  if (!stages || leaves.some(({ leaf }) => leaf.param === stages.param)) return []
  const matcher = new Matcher(() => parametersOf(type))
  matcher.set({ id: 'rule', eventType: type.key, conditions })
  const matched = seen.events.filter((event) => matcher.match(event).length > 0)
  const told = new Set(matched.map((event) => readParameter(event, stages.param)))
  const asksForLast = leaves.some(({ leaf }) => stages.knownAtLast.includes(leaf.param) && needsValue(leaf.op))
  const isFine = matched.length < enoughMatched ? asksForLast : told.size < 2
  if (isFine) return []
  return [{ code: 'function-without-state', path: 'conditions', param: stages.param, value: stages.last }]
}

/** The other operators also hold for a value that is missing. */
function needsValue(op: Operator): boolean {
  return op !== 'ne' && op !== 'not_in' && op !== 'not_exists'
}

function aboutParameter(
  { path, leaf: { param, op } }: PlacedLeaf,
  parameters: ReadonlyMap<string, Parameter>,
  { events }: Seen,
): Warning[] {
  if (op === 'not_exists' || isEnvelopeParameter(param) || events.length < enoughSeen) return []
  if (events.some((event) => (readParameter(event, param) ?? null) !== null)) return []
  const isKnown = parameters.has(param.split('.')[0]!)
  const suggestion = isKnown ? null : closestName(param, [...parameters.keys(), ...namesIn(events)])
  return [{ code: 'parameter-not-seen', path, param, scanned: events.length, suggestion }]
}

// ── variables ─────────────────────────────────────────────────────────────────

function aboutVariables(binding: UnfinishedBinding, seen: Seen): Warning[] {
  const known = knownNames(binding, seen)
  const warn = (path: string, name: string): Warning => ({
    code: 'unknown-variable',
    path,
    name,
    suggestion: meantBy(name, known),
  })
  const isUnknown = (name: string) => !known.has(rootOf(name)) && !known.has(name)
  const inTexts = textsIn(binding.parameters, 'parameters').flatMap(({ path, text }) =>
    variablesIn(text)
      .filter((name) => rootOf(name) !== 'sec' && isUnknown(name))
      .map((name) => warn(path, name)),
  )
  const { throttle, digest } = binding
  const inKeys = Object.entries({ throttle: throttle?.key, digest: digest?.key }).flatMap(([option, key]) =>
    key && isUnknown(key) ? [warn(`options.${option}.key`, key)] : [],
  )
  return [...inTexts, ...inKeys]
}

function knownNames({ eventType, digest }: UnfinishedBinding, { events }: Seen): ReadonlySet<string> {
  return new Set([
    ...eventType.parameters.map(({ name }) => name),
    ...envelopeNames,
    ...secVariables.map(({ name }) => `sec.${name}`),
    ...(digest ? ['count', 'events'] : []),
    ...namesIn(events),
  ])
}

/** Names that the events carry. Only what looks like one: a client’s number may stand as a name, too. */
function namesIn(events: readonly StoredEvent[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { data } of events) for (const name in data) names.add(name)
  return new Set([...names].filter((name) => /^[\p{L}_][\p{L}_]*\d{0,2}$/u.test(name)))
}

/** A name of the directory without its `sec.` is the most frequent slip of all. */
function meantBy(name: string, known: ReadonlySet<string>): string | null {
  if (known.has(`sec.${name}`)) return `sec.${name}`
  const root = rootOf(name)
  const meant = closestName(root, known)
  return meant === null ? null : meant + name.slice(root.length)
}

function rootOf(name: string): string {
  return name.split('.')[0]!
}

/** Those of one text; none while it cannot be read, which is an error of its own. */
function variablesIn(text: string): readonly string[] {
  try {
    return compileTemplate(text).variables
  } catch {
    return []
  }
}

// ── quotes ────────────────────────────────────────────────────────────────────

/** JSON written with “quotes” of an office program or «ёлочки», which straight quotes would mend. */
function aboutQuotes(parameters: JsonObject): Warning[] {
  return textsIn(parameters, 'parameters')
    .filter(({ text }) => /^\s*[[{]/.test(text) && !isJson(text) && isJson(text.replace(/[“”„‟«»]/g, '"')))
    .map(({ path }) => ({ code: 'typographic-quotes', path }))
}

/** Whether a text is JSON once its templates are filled in. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/\{\{.*?\}\}/gs, '0').replace(/\{%.*?%\}/gs, ''))
    return true
  } catch {
    return false
  }
}

// ── helpers of several ────────────────────────────────────────────────────────

function parametersOf({ parameters }: EventType): ReadonlyMap<string, Parameter> {
  return new Map(parameters.map((parameter) => [parameter.name, parameter]))
}

function textsIn(value: Json, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((item: Json, at) => textsIn(item, `${path}[${at}]`))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, item]) => textsIn(item ?? null, `${path}.${name}`))
}
