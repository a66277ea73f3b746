import type { JournalFilter } from '../../core/store/journal-filter.ts'
import type { EventRange } from './search.ts'
import type { Statements } from './statements.ts'

const clockBack = `select value from counter where name = 'clock_back'`
// Two questions, because SQLite answers min or max from the end of an index, but both together by reading all of it.
const firstNo = 'select coalesce(min(no), 1) from event'
const lastNo = 'select coalesce(max(no), 0) from event'
const eventFrom = 'select no, received_at from event where no >= ? order by no limit 1'

/**
 * The events that can have been accepted between `from` and `to`. Numbers follow the time of acceptance, except where
 * the clock went back, and the writer keeps how far it ever did: so twenty steps of halving replace an index on time.
 * The range may be a little too wide; the caller compares the exact times.
 */
export function eventRange({ from, to }: JournalFilter, statements: Statements): EventRange {
  const range = { first: statements.number(firstNo) ?? 1, last: statements.number(lastNo) ?? 0 }
  if (from === undefined && to === undefined) return range
  const back = statements.number(clockBack) ?? 0
  const first = from === undefined ? range.first : firstNotBefore(from - back, range, statements)
  const last = to === undefined ? range.last : firstNotBefore(to + back, range, statements) - 1
  return { first, last }
}

/** Halves the range down to a number below which everything was accepted before `time`, give or take the clock. */
function firstNotBefore(time: number, { first, last }: EventRange, statements: Statements): number {
  let low = first
  let high = last + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [no, receivedAt] = statements.row(eventFrom, middle) ?? [high, Number.POSITIVE_INFINITY]
    if (Number(no) >= high || Number(receivedAt) >= time) high = middle
    else low = Number(no) + 1
  }
  return low
}
