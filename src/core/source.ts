import type { Clock } from './clock.ts'
import type { SourceEvent } from './event.ts'
import type { Field } from './field.ts'
import type { Json } from './json.ts'
import type { Log } from './log.ts'
import type { Sentence } from './sentence.ts'

/**
 * One way events arrive. A kind may be live (`start`), read recordings (`read`), or both;
 * one with neither (`http`) is served by the API and is described here for the catalogue.
 */
export interface SourceKind<Settings = Record<string, Json>> {
  /** The folder's name, for ever: it is stored in people's databases. */
  readonly kind: string
  readonly title: Sentence
  readonly summary: Sentence
  readonly settings: readonly Field[]
  /** Keys of the event types it can tell. */
  readonly eventTypes: readonly string[]
  /** The Russian of what it reports and throws, by its English; written as that of an `IntegrationKind`. */
  readonly russian?: Readonly<Record<string, string>>
  /**
   * Connects and tells events until `signal` aborts; resolves when everything told was taken.
   * `emit` resolves once the events are on disk; a source that can re-read must not move on before that.
   * Reconnects by itself; rejects only when the settings can never work.
   */
  readonly start?: (settings: Settings, tools: SourceTools) => Promise<void>
  /** Turns a recording into events. The same recording read twice gives the same ids. */
  readonly read?: (recording: AsyncIterable<Uint8Array>, settings: Partial<Settings>) => AsyncIterable<SourceEvent>
}

/** What the machine hands to a live source. */
export interface SourceTools {
  readonly emit: (events: readonly SourceEvent[]) => Promise<void>
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  /** Opens a TCP or TLS connection through the same address guard as every outbound request. */
  readonly connect: (address: { host: string; port: number; tls?: boolean; timeoutMs?: number }) => Promise<Connection>
  /** Says how the source fares, for its health: shown to people, so no secret in it. */
  readonly report: (health: { readonly connected: boolean; readonly message?: string }) => void
}

/** A byte stream to another machine. */
export interface Connection {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly write: (text: string) => Promise<void>
  readonly close: () => void
}
