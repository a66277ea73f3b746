import type { Json, JsonObject } from './json.ts'
import type { OutcomeKind } from './outcome.ts'

/** Where a delivery stands. The console shows the first two as "in progress". */
export const deliveryStatuses = ['pending', 'retrying', 'delivered', 'failed', 'canceled', 'skipped'] as const

export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** What made an attempt happen. */
export const triggers = ['auto', 'manual', 'bulk', 'test'] as const

export type Trigger = (typeof triggers)[number]

/** One event on its way through one binding, as the journal lists it. Times in milliseconds since 1970. */
export interface Delivery {
  readonly id: string
  readonly eventNo: number
  readonly eventType: string
  readonly eventTime: number
  readonly bindingId: string
  readonly bindingVersion: number
  readonly integrationId: string
  readonly status: DeliveryStatus
  /** Why it was skipped, canceled or failed, or what the last attempt said; null while there is nothing to say. */
  readonly reason: string | null
  readonly outcome: OutcomeKind | null
  readonly statusCode: number | null
  readonly attemptsCount: number
  readonly nextAttemptAt: number | null
  readonly createdAt: number
  readonly finishedAt: number | null
  /** How long the last attempt took. */
  readonly durationMs: number | null
}

/** One try, as the journal keeps it. Secrets are hidden before it gets here. */
export interface Attempt {
  readonly no: number
  readonly at: number
  readonly trigger: Trigger
  readonly durationMs: number
  readonly outcome: OutcomeKind
  readonly statusCode: number | null
  readonly request: RecordedRequest | null
  readonly response: RecordedResponse | null
  readonly error: string | null
  /** The parameters as rendered for this attempt, sec.* values masked. */
  readonly parameters: JsonObject
  /** Variables of the templates that were empty. */
  readonly emptyVariables: readonly string[]
}

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
}

export interface RecordedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
  readonly truncated?: boolean
}
