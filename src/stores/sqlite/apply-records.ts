import { type Outcome, readOutcomes, recordOutcome } from './change-deliveries.ts'
import { HeadReader, unpackCalls, type WaitingRecord } from './log-record.ts'
import { Cells } from './pack.ts'
import { saveEvents, type WriterTools } from './save-events.ts'

const keepApplied = `
  insert into counter (name, value) values ('log_applied', ?)
  on conflict (name) do update set value = excluded.value`

/**
 * Brings records of the log into the database, inside the running transaction. A delivery whose outcomes are among them
 * is written once, as it ended.
 */
export function applyRecords(records: readonly WaitingRecord[], last: number, tools: WriterTools): void {
  const calls = records.map(({ head, body }) => ({ decisions: new HeadReader(head), calls: unpackCalls(body) }))
  const outcomes = new Map<number, Outcome[]>()
  for (const { calls: some } of calls)
    for (const [question, cells] of some) if (question === 'recordAttempts') readOutcomes(cells, outcomes)
  for (const { decisions, calls: some } of calls)
    for (const [question, cells] of some)
      if (question === 'saveEvents') saveEvents(new Cells(cells), { decisions, outcomes }, tools)
  for (const [delivery, some] of outcomes) for (const outcome of some) recordOutcome(delivery, outcome, tools)
  tools.statements.run(keepApplied, last)
}
