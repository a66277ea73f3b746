import type { SourceEvent } from '../../core/event.ts'
import type { Json, JsonObject } from '../../core/json.ts'

/** One thing that happened, before it gets its full id. */
export interface Entry {
  readonly type: string
  readonly time: number
  /** Unique within the day; the same in every telling of the same day. */
  readonly key: string
  readonly correlationId: string
  readonly data: JsonObject
}

/** Collects what happened in any order and gives it back in the order of time. */
export interface Diary {
  readonly tell: (entry: Entry) => void
  readonly inOrder: () => SourceEvent[]
}

export const sourceName = 'synthetic-day'

/** `day` stands before every id: it tells one day, seed and size from another. */
export function openDiary(day: string): Diary {
  const events: SourceEvent[] = []
  return {
    tell({ type, time, key, correlationId, data }) {
      events.push({ type, id: `${day}:${key}`, time, source: sourceName, correlationId, data: known(data) })
    },
    // Sorting keeps what happened at the same moment in the order told, which is cause before effect.
    inOrder: () => events.toSorted((a, b) => a.time! - b.time!),
  }
}

/** Parameters that have no value yet are left out, as real senders do. */
function known(data: JsonObject): JsonObject {
  const result: Record<string, Json> = {}
  for (const name in data) if (data[name] !== undefined) result[name] = data[name]
  return result
}
