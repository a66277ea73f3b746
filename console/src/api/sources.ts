import type { JsonObject } from './bindings.ts'

/** A way events arrive besides the API. */
export interface Source {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly enabled: boolean
  readonly settings: JsonObject
  readonly updated_at: string
  readonly health: {
    readonly connected: boolean
    readonly message: string | null
    readonly events: number
    readonly rejected: number
    readonly last_event_at: string | null
  }
}
