import type { StoredEvent } from '../core/event.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { type Matchable, readParameter } from '../core/read-parameter.ts'
import type { View } from './view.ts'

const mostValues = 50

/** What a parameter held in some events: for a person who has to name a value in a condition. */
export interface SeenValues {
  /** Events looked at. */
  readonly scanned: number
  /** Those that carry the parameter. */
  readonly present: number
  /** Most frequent first, at most 50. Elements of lists count one by one; maps have no value of their own. */
  readonly items: readonly { readonly value: Json; readonly count: number }[]
}

/**
 * The values of a parameter as the viewer may see them, and of these the ones that contain `wanted`, whatever the case. What
 * is masked is also looked for by its mask only, so that nobody finds out a number by asking for its digits.
 */
export function seenValues(
  events: readonly StoredEvent[],
  { param, wanted, view }: { readonly param: string; readonly wanted: string; readonly view: View },
): SeenValues {
  const counts = new Map<string, { value: Json; count: number }>()
  const part = wanted.toLowerCase()
  let present = 0
  for (const event of events) {
    if (isMissing(readParameter(event, param))) continue
    present += 1
    for (const value of singlesOf(readParameter(asSeen(event, view), param))) {
      const text = String(value)
      if (!text.toLowerCase().includes(part)) continue
      const known = counts.get(text)
      if (known) known.count += 1
      else counts.set(text, { value, count: 1 })
    }
  }
  const items = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, mostValues)
  return { scanned: events.length, present, items }
}

/** The event with everything masked that the viewer may not see. */
function asSeen(event: StoredEvent, view: View): Matchable {
  if (view.isClear) return event
  const { event_id, source, correlation_id, data } = view.event(event)
  return {
    ...event,
    id: String(event_id),
    source: String(source),
    correlationId: correlation_id === null ? null : String(correlation_id),
    data: data as JsonObject,
  }
}

function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null
}

function singlesOf(value: Json | undefined): readonly Json[] {
  const all = Array.isArray(value) ? new Set(value as Json[]) : [value]
  return [...all].filter(
    (one): one is Json => one !== undefined && one !== null && !Array.isArray(one) && !isJsonObject(one),
  )
}
