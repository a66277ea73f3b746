import type { DeliveryStatus } from '../core/delivery.ts'
import type { JsonObject } from '../core/json.ts'
import type { JournalFilter } from '../core/store/journal-filter.ts'

/** What a person may have sent again. A delivered message is not repeated: its receiver has it. */
export const repeatable: readonly DeliveryStatus[] = ['failed', 'canceled', 'skipped']

/** A person or a key. */
export interface Who {
  readonly id: string
  readonly name: string
}

/** With which version of its binding a delivery is made again. */
export type RetryVersion = 'as_fired' | 'current'

/** Sending many deliveries again, at a tempo, as a piece of work that can be watched and stopped, and outlives a restart. */
export interface RetryJob {
  readonly id: string
  readonly status: 'running' | 'done' | 'stopped'
  /** What was asked for, as a person wrote it, in the API's form. */
  readonly filter: JsonObject
  /** The same as it was read then: what is found later under the same words is not part of the job. */
  readonly which: JournalFilter
  readonly binding: RetryVersion
  /** Deliveries a second; null: as fast as the integrations take them. */
  readonly perSecond: number | null
  /** How many were found at the start, in all and for each integration. */
  readonly matched: number
  readonly integrations: readonly { readonly id: string; readonly count: number }[]
  readonly retried: number
  /** No longer in a state to be sent again when their turn came, or they could not be made with the current binding. */
  readonly leftOut: number
  readonly createdAt: number
  readonly createdBy: Who
  readonly finishedAt: number | null
  readonly stoppedBy: Who | null
  /** How far the walk is: the page after this one, or the first. */
  readonly cursor: string | null
  /** How many pages were taken down so far. */
  readonly pages: number
  /** True from the moment when a page was taken down until its deliveries are due: a crash may have come between. */
  readonly inHand: boolean
}

/** What a person asks for. */
export type RetryWish = Pick<RetryJob, 'filter' | 'which' | 'binding' | 'perSecond'>
