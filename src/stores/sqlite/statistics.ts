import type { JournalFilter } from '../../core/store/journal-filter.ts'
import type { JournalCount } from '../../core/store/journal-store.ts'
import { statusOf } from './codes.ts'
import { findDeliveryIds } from './find.ts'
import type { FindTools } from './find-tools.ts'
import type { Row } from './statements.ts'

const hourMs = 3_600_000

const columns = 'route, state, created_at, finished_at'
const everyDelivery = `select ${columns} from delivery`
const theseDeliveries = `select ${columns} from delivery where id in (select value from json_each(?))`

/** How many ids are looked up at a time. */
const step = 50_000

interface Cell {
  readonly count: Omit<JournalCount, 'count' | 'p50Ms' | 'p95Ms' | 'p99Ms'>
  total: number
  readonly tookMs: number[]
}

/** Counts and percentiles by hour, status and integration, in this order. */
export function countByHour(filter: JournalFilter, tools: FindTools): JournalCount[] {
  const cells = new Map<string, Cell>()
  for (const row of rowsOf(filter, tools)) addRow(row, cells, tools)
  return [...cells.values()].map(finished).sort(byHour)
}

function* rowsOf(filter: JournalFilter, tools: FindTools): Generator<Row> {
  if (Object.values(filter).every((part) => part === undefined)) {
    yield* tools.statements.each(everyDelivery)
    return
  }
  let after: number | undefined
  while (true) {
    const ids = findDeliveryIds(filter, { order: 'asc', limit: step, after }, tools)
    yield* tools.statements.each(theseDeliveries, JSON.stringify(ids))
    after = ids.at(-1)
    if (ids.length < step) return
  }
}

function addRow(row: Row, cells: Map<string, Cell>, { dictionary }: FindTools): void {
  const [route, state, createdAt, finishedAt] = row.map(Number) as [number, number, number, number]
  const hour = Math.floor(createdAt / hourMs) * hourMs
  const { lane, integrationId } = dictionary.route(route)
  const key = `${hour} ${state >> 4} ${lane}`
  let cell = cells.get(key)
  if (cell === undefined) {
    cell = { count: { hour, status: statusOf(state), integrationId }, total: 0, tookMs: [] }
    cells.set(key, cell)
  }
  cell.total++
  if (row[3] !== null) cell.tookMs.push(finishedAt - createdAt)
}

function finished({ count, total, tookMs }: Cell): JournalCount {
  tookMs.sort((one, other) => one - other)
  return { ...count, count: total, p50Ms: rank(tookMs, 0.5), p95Ms: rank(tookMs, 0.95), p99Ms: rank(tookMs, 0.99) }
}

/** The nearest rank: the smallest value that at least this share of the values does not exceed. */
function rank(sorted: readonly number[], share: number): number | null {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? null
}

function byHour(one: JournalCount, other: JournalCount): number {
  return one.hour - other.hour || compare(one.status, other.status) || compare(one.integrationId, other.integrationId)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
