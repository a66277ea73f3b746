import type { Catalogue } from '../core/catalogue.ts'
import type { Condition, Leaf } from '../core/condition.ts'
import type { StoredEvent } from '../core/event.ts'
import type { Json } from '../core/json.ts'
import { Matcher } from '../core/match.ts'
import { NearMisses } from '../core/near-miss.ts'
import type { JournalStore } from '../core/store/journal-store.ts'
import { localDate } from '../core/template/local-time.ts'

const pageSize = 500
const mostSamples = 20
/** Of each comparison that alone was missing, and of the difference to the saved rule. */
const mostOtherSamples = 10
const dayMs = 24 * 3600 * 1000
/** No day of any zone begins or ends between two of these. */
const partOfDayMs = 15 * 60_000
const mostDays = 400

/** The rule to try on history: nothing else of a binding matters for it. */
export interface TriedRule {
  readonly eventType: string
  readonly conditions: Condition | null
}

export interface Backtest {
  /** Events of the type in the period. */
  readonly scanned: number
  /** Those for which the rule would have fired. */
  readonly matched: number
  /** The share of the events of the period that was looked at: always all of them. */
  readonly sampled: 1
  /** The latest that matched, with the message as it would have been. */
  readonly samples: readonly { readonly event_no: number; readonly event_time: string; readonly rendered: Json }[]
  /** Every day of the period on the server’s clock, oldest first, by the moment of acceptance; at most the latest 400. */
  readonly days: readonly { readonly day: string; readonly matched: number }[]
  readonly near_misses: NearMissCount
  /** Against the rule as it is saved; null when none is saved, or it is for events of another type. */
  readonly against_saved: Difference | null
}

/** Events for which one comparison alone was missing: see `NearMisses`. */
export interface NearMissCount {
  /** Each event once. */
  readonly count: number
  /** Most frequent first. An event stands under each comparison that alone would have been enough. */
  readonly by_condition: readonly {
    readonly path: string
    readonly condition: Leaf
    readonly count: number
    /** The latest of them. */
    readonly samples: readonly number[]
  }[]
}

export interface Difference {
  /** Events that only the tried rule answers. */
  readonly added: number
  /** Events that only the saved rule answers. */
  readonly removed: number
  readonly added_samples: readonly number[]
  readonly removed_samples: readonly number[]
}

export interface BacktestTools {
  readonly store: Pick<JournalStore, 'findEvents'>
  readonly catalogue: Catalogue
  /** IANA zone in which days begin and end. */
  readonly timeZone: string
  /** Fills the message; it has no way to send it. */
  readonly render: (event: StoredEvent) => Promise<Json>
}

/**
 * How often a rule would have fired between `from` and `to` (milliseconds since 1970), newest events first. One walk over the
 * events answers for the rule, for the saved one and for what was nearly there.
 * Nothing that can send is within reach here: this room knows no integration.
 */
export async function backtest(
  rule: TriedRule,
  { from, to, saved }: { readonly from: number; readonly to: number; readonly saved: TriedRule | null },
  tools: BacktestTools,
): Promise<Backtest> {
  const walk = new Walk(rule, saved?.eventType === rule.eventType ? saved : null, tools)
  let cursor: string | undefined
  do {
    const page = await tools.store.findEvents(
      { eventType: rule.eventType, from, to },
      { limit: pageSize, ...(cursor ? { cursor } : {}) },
    )
    for (const event of page.items) if (event.data.is_test !== true) walk.take(event)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return walk.result(from, to)
}

/** A count and the first numbers that came, which are the latest events. */
interface Tally {
  count: number
  readonly samples: number[]
}

class Walk {
  readonly #tools: BacktestTools
  readonly #matcher: Matcher
  readonly #near: NearMisses
  readonly #hasSaved: boolean
  readonly #days: DayCount
  readonly #samples: StoredEvent[] = []
  readonly #nearBy = new Map<number, Tally>()
  readonly #added = newTally()
  readonly #removed = newTally()
  #scanned = 0
  #matched = 0
  #nearCount = 0

  constructor(rule: TriedRule, saved: TriedRule | null, tools: BacktestTools) {
    this.#tools = tools
    this.#hasSaved = saved !== null
    this.#days = new DayCount(tools.timeZone)
    this.#near = new NearMisses(rule, tools.catalogue.parametersOf)
    this.#matcher = new Matcher(tools.catalogue.parametersOf)
    this.#matcher.set({ ...rule, id: 'tried' })
    if (saved) this.#matcher.set({ ...saved, id: 'saved' })
  }

  take(event: StoredEvent): void {
    const rules = this.#matcher.match(event)
    const fires = rules.includes('tried')
    this.#scanned += 1
    if (fires) this.#note(event)
    else this.#noteNear(event)
    if (!this.#hasSaved || fires === rules.includes('saved')) return
    count(event, fires ? this.#added : this.#removed)
  }

  async result(from: number, to: number): Promise<Backtest> {
    return {
      scanned: this.#scanned,
      matched: this.#matched,
      sampled: 1,
      samples: await Promise.all(this.#samples.map((event) => sample(event, this.#tools))),
      days: this.#days.between(Math.max(from, to - mostDays * dayMs), to),
      near_misses: { count: this.#nearCount, by_condition: this.#nearByCondition() },
      against_saved: this.#hasSaved ? difference(this.#added, this.#removed) : null,
    }
  }

  #note(event: StoredEvent): void {
    this.#matched += 1
    this.#days.note(event.receivedAt)
    if (this.#samples.length < mostSamples) this.#samples.push(event)
  }

  #noteNear(event: StoredEvent): void {
    const missing = this.#near.missing(event)
    if (missing.length === 0) return
    this.#nearCount += 1
    for (const at of missing) {
      const tally = this.#nearBy.get(at) ?? newTally()
      this.#nearBy.set(at, tally)
      count(event, tally)
    }
  }

  #nearByCondition(): NearMissCount['by_condition'] {
    const found = [...this.#nearBy].map(([at, tally]) => {
      const { path, leaf } = this.#near.leaves[at]!
      return { path, condition: leaf, ...tally }
    })
    return found.sort((a, b) => b.count - a.count)
  }
}

/** Matches by day of a zone. Asking the calendar is dear, so it is asked once for each quarter of an hour. */
class DayCount {
  readonly #timeZone: string
  readonly #counts = new Map<number, number>()

  constructor(timeZone: string) {
    this.#timeZone = timeZone
  }

  note(moment: number): void {
    const part = Math.floor(moment / partOfDayMs)
    this.#counts.set(part, (this.#counts.get(part) ?? 0) + 1)
  }

  /** Every day between, also those without a match. */
  between(from: number, to: number): Backtest['days'] {
    const days = new Map<string, number>()
    // Half a day leaves out no day, also where the clocks are changed.
    for (let at = from; at < to; at += dayMs / 2) days.set(this.#dayOf(at), 0)
    if (to > from) days.set(this.#dayOf(to - 1), 0)
    for (const [part, matched] of this.#counts) {
      const day = this.#dayOf(part * partOfDayMs)
      const before = days.get(day)
      if (before !== undefined) days.set(day, before + matched)
    }
    return [...days].map(([day, matched]) => ({ day, matched }))
  }

  #dayOf(moment: number): string {
    return localDate(moment, this.#timeZone) ?? new Date(moment).toISOString().slice(0, 10)
  }
}

function newTally(): Tally {
  return { count: 0, samples: [] }
}

function count({ no }: StoredEvent, tally: Tally): void {
  tally.count += 1
  if (tally.samples.length < mostOtherSamples) tally.samples.push(no)
}

function difference(added: Tally, removed: Tally): Difference {
  return {
    added: added.count,
    removed: removed.count,
    added_samples: added.samples,
    removed_samples: removed.samples,
  }
}

async function sample(event: StoredEvent, { render }: BacktestTools): Promise<Backtest['samples'][number]> {
  return { event_no: event.no, event_time: new Date(event.time).toISOString(), rendered: await render(event) }
}
