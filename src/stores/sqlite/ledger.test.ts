import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { nine, sampleDelivery, sampleEvent } from '../suite-samples.ts'
import { Dictionary } from './dictionary.ts'
import { findDeliveryIds, findEventNos } from './find.ts'
import { Ledger } from './ledger.ts'
import { migrate } from './migrate.ts'
import { packEvents } from './pack.ts'
import { saveEvents } from './save-events.ts'
import { Statements } from './statements.ts'

test('a search by time is right while the clock of the machine jumps about', () => {
  using database = new DatabaseSync(':memory:')
  migrate(database, { file: ':memory:', now: nine })
  const statements = new Statements(database)
  let ledger = new Ledger(statements)
  const jumps = [5000, -9000, 200, 100, 3_600_000, -3_600_000, 50, -1, 0, 7, -400_000, 12]
  const accepted = jumps.map((_, at) => nine + jumps.slice(0, at + 1).reduce((sum, jump) => sum + jump, 0))
  for (const [at, receivedAt] of accepted.entries()) {
    // Every third event has no delivery, and now and then the store is opened again.
    const deliveries = at % 3 === 0 ? [] : [sampleDelivery(), sampleDelivery()]
    saveEvents(packEvents([sampleEvent({ receivedAt, deliveries })]), { statements, ledger, now: receivedAt })
    if (at % 4 === 3) ledger = new Ledger(statements)
  }

  const tools = { statements, dictionary: new Dictionary(statements) }
  tools.dictionary.catchUp()
  for (const from of accepted)
    for (const to of accepted) {
      const nos = accepted.flatMap((time, at) => (time >= from && time < to ? [at + 1] : []))
      const wanted = { order: 'asc', limit: 100 } as const
      assert.deepEqual(findEventNos({ from, to }, wanted, tools), nos)
      const deliveries = nos.filter((no) => (no - 1) % 3 !== 0).length * 2
      assert.equal(findDeliveryIds({ from, to }, wanted, tools).length, deliveries)
    }
})
