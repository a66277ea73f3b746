import { isJsonObject, type Json, type JsonObject, own } from './json.ts'

/** As much of an event as a condition or a template may look at. */
export interface Matchable {
  readonly id: string
  /** Key of the event type. */
  readonly type: string
  /** When it happened, milliseconds since 1970. */
  readonly time: number
  readonly source: string
  readonly correlationId: string | null
  readonly data: JsonObject
}

/**
 * The value of a parameter, or undefined when the event does not carry it. `event_id`, `event_type`, `event_time`
 * (as RFC 3339, UTC), `source` and `correlation_id` stand on the event itself and cannot be replaced by its data;
 * everything else is read from `data`. A dotted path reads into maps (`answers.city`) by own fields only; a field
 * whose very name holds the dot wins over the map. Lists are not entered.
 */
export function readParameter(event: Matchable, path: string): Json | undefined {
  if (isEnvelopeParameter(path)) return envelope[path](event)
  return readPath(event.data, path)
}

/** True for the parameters that stand on the event rather than in its data. */
export function isEnvelopeParameter(path: string): path is keyof typeof envelope {
  return Object.hasOwn(envelope, path)
}

const envelope = {
  event_id: (event: Matchable) => event.id,
  event_type: (event: Matchable) => event.type,
  event_time: (event: Matchable) => dateTimeOf(event.time),
  source: (event: Matchable) => event.source,
  correlation_id: (event: Matchable) => event.correlationId,
} satisfies Record<string, (event: Matchable) => Json | undefined>

function readPath(map: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(map, path)) return own(map, path)
  const dot = path.indexOf('.')
  if (dot < 0) return undefined
  const inner = own(map, path.slice(0, dot))
  return isJsonObject(inner) ? readPath(inner, path.slice(dot + 1)) : undefined
}

/** Undefined for a time that no calendar has, so that a broken event is only "missing" its time. */
function dateTimeOf(time: number): string | undefined {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
