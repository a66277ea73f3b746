import type { Clock } from '../core/clock.ts'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import type { OldBefore, RemovalStore } from '../core/store/removal-store.ts'

const collection = 'settings'
const id = 'retention'
const dayMs = 24 * 3600 * 1000
const hourMs = 3600 * 1000
const mostDays = 3650
/** Few enough that a new event waits for a slice no longer than for a group of other events. */
const sliceRows = 500
const pauseMs = 50

const names = ['successes_days', 'failures_days', 'events_days'] as const

/** How many days each part of the journal is kept, counted from the moment when the event was accepted. */
export type RetentionDays = Readonly<Record<(typeof names)[number], number>>

interface Tools {
  readonly store: RecordStore & RemovalStore
  readonly clock: Clock
  readonly log: Log
  /** What holds for everything that nobody set: `HOOKSWITCH_RETENTION_DAYS`. */
  readonly days: number
  /** Other things that grow old and are swept with the journal. */
  readonly sweepToo: () => Promise<void>
}

/** How the latest walk went and when the next one begins, in the API's form. */
export interface SweepNote {
  readonly last_sweep_at: string | null
  readonly next_sweep_at: string | null
  readonly removed: { readonly deliveries: number; readonly events: number } | null
}

/** Removes what is old: at the start and every hour, a little at a time. Open deliveries are never old. */
export class Retention {
  readonly #tools: Tools
  #set: Partial<RetentionDays>
  #callOff: () => void = () => {}
  #sweeping: Promise<void> | null = null
  #stopped = false
  #swept: SweepNote = { last_sweep_at: null, next_sweep_at: null, removed: null }

  static async open(tools: Tools): Promise<Retention> {
    const kept = await tools.store.record(collection, id)
    return new Retention(tools, kept === null ? {} : (JSON.parse(kept) as Partial<RetentionDays>))
  }

  private constructor(tools: Tools, set: Partial<RetentionDays>) {
    this.#tools = tools
    this.#set = set
  }

  get days(): RetentionDays {
    const { days } = this.#tools
    return { successes_days: days, failures_days: days, events_days: days, ...this.#set }
  }

  /** How the latest sweep went. */
  get swept(): SweepNote {
    return this.#swept
  }

  /** Takes what shall change; null goes back to the setting of the server. The next sweep obeys it. */
  async change(body: unknown): Promise<RetentionDays> {
    const form = new Form(body)
    const set: Partial<Record<(typeof names)[number], number>> = { ...this.#set }
    for (const name of names) {
      const given = form.take(name)
      if (given === undefined) continue
      const days = form.number(name, { min: 1, max: mostDays, whole: true, fallback: null })
      if (days === null) delete set[name]
      else set[name] = days
    }
    form.finish()
    await this.#tools.store.saveRecords([{ collection, id, body: JSON.stringify(set) }])
    this.#set = set
    return this.days
  }

  start(): void {
    void this.#run()
  }

  /** Ends after the slice that is being removed. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#callOff()
    await this.#sweeping
  }

  async #run(): Promise<void> {
    this.#sweeping = this.sweep().catch((error: unknown) =>
      this.#tools.log.error(
        { err: error },
        'old rows of the journal could not be removed; the next sweep is in an hour',
      ),
    )
    await this.#sweeping
    if (this.#stopped) return
    const nextAt = this.#tools.clock.now() + hourMs
    this.#swept = { ...this.#swept, next_sweep_at: new Date(nextAt).toISOString() }
    this.#callOff = this.#tools.clock.after(hourMs, () => void this.#run())
  }

  /** One walk over everything that can be old. */
  async sweep(): Promise<void> {
    const { store, log, sweepToo } = this.#tools
    const before = this.#oldBefore()
    const total = { deliveries: 0, events: 0 }
    let cursor: string | null = null
    do {
      const slice = { limit: sliceRows, ...(cursor === null ? {} : { cursor }) }
      const removed: Awaited<ReturnType<RemovalStore['removeOld']>> = await store.removeOld(before, slice)
      total.deliveries += removed.deliveries
      total.events += removed.events
      cursor = removed.nextCursor
      if (cursor !== null) await this.#pause()
    } while (cursor !== null && !this.#stopped)
    if (!this.#stopped) await sweepToo()
    const sweptAt = new Date(this.#tools.clock.now()).toISOString()
    this.#swept = { ...this.#swept, last_sweep_at: sweptAt, removed: { ...total } }
    if (total.deliveries + total.events > 0) log.info(total, 'old rows of the journal were removed')
  }

  #oldBefore(): OldBefore {
    const now = this.#tools.clock.now()
    const { successes_days, failures_days, events_days } = this.days
    return {
      successes: now - successes_days * dayMs,
      failures: now - failures_days * dayMs,
      events: now - events_days * dayMs,
    }
  }

  /** Lets everybody else have the writer. A stop ends it. */
  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.#tools.clock.after(pauseMs, resolve)
      this.#callOff = () => {
        callOff()
        resolve()
      }
    })
  }
}

/** The API's form: what holds now. */
export function showRetention({ days }: Retention): JsonObject {
  return { ...days }
}
