import type { Condition } from './condition.ts'
import type { JsonObject } from './json.ts'

/** A rule: when an event of this type meets these conditions, send these parameters to that integration. */
export interface Binding {
  readonly id: string
  /** Counts changes; a delivery keeps the version that made it. */
  readonly version: number
  readonly name: string
  readonly enabled: boolean
  readonly eventType: string
  readonly integrationId: string
  /** `null`: every event of the type. */
  readonly conditions: Condition | null
  /** Strings or JSON with templates in any string. */
  readonly parameters: JsonObject
  readonly options: BindingOptions
  readonly createdAt: number
  readonly updatedAt: number
}

/** Every option is off (null) unless set. */
export interface BindingOptions {
  /** Seconds to wait before the first attempt. */
  readonly delayS: number
  /** At most `count` deliveries per `perS` seconds for one value of the parameter `key` (all together when null). */
  readonly throttle: { readonly count: number; readonly perS: number; readonly key: string | null } | null
  readonly quietHours: QuietHours | null
  /** One message for all events of a window. */
  readonly digest: Digest | null
  /** Seconds before each attempt; replaces the default schedule. `[0, 5]` is two attempts. */
  readonly retry: { readonly scheduleS: readonly number[] } | null
  /** Seconds after the event when its message is no longer useful: then it is skipped. */
  readonly expireS: number | null
}

/** The first event opens a window of `windowS` seconds; at its end one message tells all events with the same value of `key`. */
export interface Digest {
  readonly windowS: number
  readonly key: string | null
}

/** Hours of the day when nothing is sent. `from` after `to` goes over midnight. */
export interface QuietHours {
  /** `HH:MM` */
  readonly from: string
  readonly to: string
  /** IANA zone; the server's own when null. */
  readonly timeZone: string | null
  /** ISO weekdays (1 = Monday) on which the quiet time begins; every day when null. */
  readonly days: readonly number[] | null
  /** `skip`: the message is dropped, with the reason. `wait`: it is sent when the quiet time ends. */
  readonly action: 'skip' | 'wait'
}
