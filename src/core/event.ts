import type { JsonObject } from './json.ts'

/** Something that happened in the call center, as a source tells it, before it is accepted. */
export interface SourceEvent {
  /** Key of the event type, such as `call_function`. */
  readonly type: string
  /** The sender's own id: the deduplication key within `source`. Made here when absent. */
  readonly id?: string
  /** When it happened at the source, milliseconds since 1970. The time of acceptance when absent. */
  readonly time?: number
  /** Where it came from, such as `api` or `asterisk`. */
  readonly source: string
  /** What belongs together: the call, else the task, else the user. */
  readonly correlationId?: string
  readonly data: JsonObject
  /** The W3C `traceparent` it came with, read by `readTrace`. */
  readonly trace?: string
}

/** An event that was accepted and is on disk. */
export interface StoredEvent {
  /** Counts events for people. */
  readonly no: number
  readonly id: string
  readonly type: string
  readonly time: number
  readonly receivedAt: number
  readonly source: string
  readonly correlationId: string | null
  readonly data: JsonObject
  /** Ids of the bindings whose actions led here, oldest first. Empty for an event from outside. Its length is the hop. */
  readonly trail: readonly string[]
  /** The W3C `traceparent` it came with; its deliveries carry the trace on. */
  readonly trace?: string
}
