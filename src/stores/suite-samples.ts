import type { Attempt, DeliveryStatus } from '../core/delivery.ts'
import type { OutcomeKind } from '../core/outcome.ts'
import type { AttemptRecord } from '../core/store/delivery-store.ts'
import type { NewDelivery, NewEvent } from '../core/store/event-store.ts'
import type { Store } from '../core/store.ts'

/** What a case of the suite stands on: an open store, and ways to open more. */
export interface Ground {
  readonly store: Store
  /** Closes the store and opens the same one again. */
  readonly reopen: () => Promise<Store>
  /** Opens the same store once more, beside the first. */
  readonly openAgain: () => Promise<Store>
  /** Opens a file that `backup` wrote. */
  readonly openFile: (file: string) => Promise<Store>
  /** A fresh, empty store in addition. Closed and removed at the end of the case. */
  readonly another: () => Promise<Store>
  /** A path for a file that is not there yet. */
  readonly path: (name: string) => string
}

/** One promise of a store. The name is a sentence about what people get. */
export interface Case {
  readonly name: string
  readonly run: (ground: Ground) => Promise<void>
}

/** 2026-03-02 09:00 in Greenwich. */
export const nine = Date.UTC(2026, 2, 2, 9)

let lastSample = 0

/** An event of a call, accepted at nine; every one has an id of its own. */
export function sampleEvent(changes: Partial<NewEvent> = {}): NewEvent {
  lastSample++
  return {
    id: `call-${lastSample}`,
    type: 'call_function',
    time: nine - 1000,
    receivedAt: nine,
    source: 'api',
    correlationId: null,
    data: '{"phone":"+15550100"}',
    trail: [],
    searchKeys: [],
    deliveries: [],
    ...changes,
  }
}

/** A delivery through the binding "missed" to the integration "telegram", due at once. */
export function sampleDelivery(changes: Partial<NewDelivery> = {}): NewDelivery {
  return {
    bindingId: 'missed',
    bindingVersion: 1,
    integrationId: 'telegram',
    status: 'pending',
    reason: null,
    dueAt: nine,
    expiresAt: null,
    ...changes,
  }
}

/** An attempt that took 120 ms. */
export function sampleAttempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    no: 1,
    at: nine + 1000,
    trigger: 'auto',
    durationMs: 120,
    outcome: 'ok',
    statusCode: 200,
    request: { method: 'POST', url: 'https://example.com/hook', headers: { accept: '*/*' }, body: { text: 'Missed' } },
    response: { status: 200, headers: {}, body: { ok: true } },
    error: null,
    parameters: { text: 'Missed' },
    emptyVariables: ['name'],
    ...changes,
  }
}

/** The record of a delivery that ended with its first attempt. */
export function delivered(deliveryId: string, changes: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    deliveryId,
    attempt: sampleAttempt(),
    status: 'delivered',
    reason: null,
    outcome: 'ok',
    statusCode: 200,
    attemptsCount: 1,
    tries: 1,
    nextAttemptAt: null,
    finishedAt: nine + 1120,
    durationMs: 120,
    ...changes,
  }
}

/** The record of a delivery that will be tried again. */
export function toRetry(
  deliveryId: string,
  nextAttemptAt: number,
  changes: Partial<AttemptRecord> = {},
): AttemptRecord {
  return delivered(deliveryId, {
    attempt: sampleAttempt({ outcome: 'retry', statusCode: 503, error: 'answered 503' }),
    status: 'retrying',
    reason: 'answered 503',
    outcome: 'retry',
    statusCode: 503,
    nextAttemptAt,
    finishedAt: null,
    ...changes,
  })
}

/** Saves one event with these deliveries and returns its number and their ids. */
export async function saveOne(
  store: Store,
  deliveries: readonly NewDelivery[],
  changes: Partial<NewEvent> = {},
): Promise<{ no: number; ids: readonly string[] }> {
  const [saved] = await store.saveEvents([sampleEvent({ ...changes, deliveries })])
  if (saved === undefined) throw new Error('saveEvents gave no answer')
  return { no: saved.no, ids: saved.deliveryIds }
}

/** The first of a list that must have one. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items
  if (item === undefined) throw new Error('the list is empty')
  return item
}

/** Everything due at an integration at `now`, a hundred of each binding. */
export async function dueIds(
  store: Store,
  integrationId: string,
  now: number,
  changes: { limit?: number; perBinding?: number; except?: readonly string[] } = {},
): Promise<string[]> {
  const due = await store.dueDeliveries({ integrationId, now, limit: 1000, perBinding: 100, except: [], ...changes })
  return due.map(({ id }) => id)
}

/** Lanes in the order of their integrations' names. */
export function lanesByName<Lane extends { readonly integrationId: string }>(lanes: readonly Lane[]): Lane[] {
  return lanes.toSorted((one, other) => (one.integrationId < other.integrationId ? -1 : 1))
}

/** What an attempt can end in, with the outcome that leads there. */
export const endings: readonly { readonly status: DeliveryStatus; readonly outcome: OutcomeKind }[] = [
  { status: 'delivered', outcome: 'ok' },
  { status: 'delivered', outcome: 'accepted' },
  { status: 'failed', outcome: 'permanent' },
  { status: 'failed', outcome: 'gone' },
  { status: 'retrying', outcome: 'rate' },
]
