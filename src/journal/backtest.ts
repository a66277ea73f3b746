import type { Catalogue } from '../core/catalogue.ts'
import type { Condition } from '../core/condition.ts'
import type { StoredEvent } from '../core/event.ts'
import type { Json } from '../core/json.ts'
import { Matcher } from '../core/match.ts'
import type { JournalStore } from '../core/store.ts'

const pageSize = 500
const mostSamples = 20

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
  /** The latest of them, with the message as it would have been. */
  readonly samples: readonly { readonly event_no: number; readonly event_time: string; readonly rendered: Json }[]
}

export interface BacktestTools {
  readonly store: Pick<JournalStore, 'findEvents'>
  readonly catalogue: Catalogue
  /** Fills the message; it has no way to send it. */
  readonly render: (event: StoredEvent) => Json
}

/**
 * How often a rule would have fired between `from` and `to` (milliseconds since 1970), newest events first.
 * Nothing that can send is within reach here: this room knows no integration.
 */
export async function backtest(rule: TriedRule, from: number, to: number, tools: BacktestTools): Promise<Backtest> {
  const matcher = new Matcher(tools.catalogue.parametersOf)
  matcher.set({ id: 'tried', ...rule })
  const samples: Backtest['samples'][number][] = []
  let scanned = 0
  let matched = 0
  let cursor: string | undefined
  do {
    const page = await tools.store.findEvents(
      { eventType: rule.eventType, from, to },
      { limit: pageSize, ...(cursor ? { cursor } : {}) },
    )
    for (const event of page.items) {
      if (event.data.is_test === true) continue
      scanned += 1
      if (matcher.match(event).length === 0) continue
      matched += 1
      if (samples.length < mostSamples) samples.push(sample(event, tools))
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { scanned, matched, samples }
}

function sample(event: StoredEvent, { render }: BacktestTools): Backtest['samples'][number] {
  return { event_no: event.no, event_time: new Date(event.time).toISOString(), rendered: render(event) }
}
