import type { House } from '../api/house.ts'
import type { JsonObject } from '../core/json.ts'
import type { Language } from '../core/sentence.ts'
import type { Accepted } from '../engine/accept.ts'
import { viewFor } from '../journal/view.ts'
import { saidIn } from './said.ts'

/** What the demo came to. Times in milliseconds from acceptance to the message. */
export interface DemoFigures {
  readonly accepted: number
  readonly duplicates: number
  readonly fired: number
  readonly delivered: number
  readonly skipped: Readonly<Record<string, number>>
  readonly failed: Readonly<Record<string, number>>
  readonly p50Ms: number | null
  readonly p99Ms: number | null
}

/** Counts what happens while the demo plays, from the live tail: the same news that the console shows. */
export class DemoReport {
  #accepted = 0
  #duplicates = 0
  readonly #latest = new Map<string, { status: string; reason: string }>()
  readonly #latencies: number[] = []

  constructor({ tail, catalogue }: House) {
    const view = viewFor(false, catalogue)
    tail.listen((change) => {
      if (change.kind === 'delivery') this.#note(change.show(view))
    })
  }

  took(accepted: readonly Accepted[]): void {
    const duplicates = accepted.filter(({ duplicate }) => duplicate).length
    this.#accepted += accepted.length - duplicates
    this.#duplicates += duplicates
  }

  /** Waits until nothing is on its way, at most so long. */
  async settle(longestMs: number): Promise<void> {
    const until = performance.now() + longestMs
    while (this.#count('pending') + this.#count('retrying') > 0 && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  figures(): DemoFigures {
    const sorted = this.#latencies.toSorted((a, b) => a - b)
    return {
      accepted: this.#accepted,
      duplicates: this.#duplicates,
      fired: this.#latest.size,
      delivered: this.#count('delivered'),
      skipped: this.#reasons('skipped'),
      failed: this.#reasons('failed'),
      p50Ms: percentile(sorted, 0.5),
      p99Ms: percentile(sorted, 0.99),
    }
  }

  /** One line while it plays. */
  line(language: Language): string {
    const { accepted, fired, delivered } = this.figures()
    return language === 'ru'
      ? `принято событий ${accepted} · сработало привязок ${fired} · доставлено сообщений ${delivered}`
      : `${accepted} events accepted · ${fired} bindings fired · ${delivered} messages delivered`
  }

  /** What happened, for the terminal. */
  text(language: Language): string {
    const { accepted, duplicates, fired, delivered, skipped, failed, p50Ms, p99Ms } = this.figures()
    const ru = language === 'ru'
    const rows: [string, string][] = [
      [
        ru ? 'Принято событий' : 'Events accepted',
        `${accepted}${duplicates > 0 ? (ru ? ` (уже были: ${duplicates})` : ` (already known: ${duplicates})`) : ''}`,
      ],
      [ru ? 'Сработало привязок' : 'Bindings fired', String(fired)],
      [ru ? 'Доставлено сообщений' : 'Messages delivered', String(delivered)],
      [ru ? 'Пропущено' : 'Skipped', withReasons(skipped, language)],
      [ru ? 'Не доставлено' : 'Failed', withReasons(failed, language)],
      [
        ru ? 'От события до сообщения' : 'From event to message',
        p50Ms === null ? '–' : `p50 ${p50Ms} ${ru ? 'мс' : 'ms'}, p99 ${p99Ms} ${ru ? 'мс' : 'ms'}`,
      ],
    ]
    return `${rows.map(([name, value]) => `${name.padEnd(26)}${value}`).join('\n')}\n`
  }

  #note(row: JsonObject): void {
    this.#latest.set(String(row['delivery_id']), { status: String(row['status']), reason: String(row['reason'] ?? '') })
    if (row['status'] !== 'delivered') return
    this.#latencies.push(Date.parse(String(row['finished_at'])) - Date.parse(String(row['created_at'])))
  }

  #count(status: string): number {
    let count = 0
    for (const row of this.#latest.values()) if (row.status === status) count += 1
    return count
  }

  #reasons(status: string): Record<string, number> {
    const reasons: Record<string, number> = {}
    for (const row of this.#latest.values())
      if (row.status === status) reasons[row.reason] = (reasons[row.reason] ?? 0) + 1
    return reasons
  }
}

function withReasons(reasons: Readonly<Record<string, number>>, language: Language): string {
  const parts = Object.entries(reasons).sort(([, a], [, b]) => b - a)
  const total = parts.reduce((sum, [, count]) => sum + count, 0)
  return total === 0
    ? '0'
    : `${total}: ${parts.map(([reason, count]) => `${saidIn(language, reason)} ${count}`).join(', ')}`
}

function percentile(sorted: readonly number[], share: number): number | null {
  return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}
