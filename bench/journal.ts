/**
 * How fast the journal answers when it is full: `node bench/journal.ts [--rows 1000000] [--json FILE] [--folder …]`.
 *
 * Fills a store as the engine does (an event, a delivery, its attempt), then asks: an exact id, the last digits of a phone,
 * filters alone and together, a page far back, a backtest of 100,000 events; and takes in events at a steady pace with and
 * without somebody searching.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { readCatalogue } from '../src/catalogue.ts'
import { searchKeys, searchTerms } from '../src/core/search-keys.ts'
import type { AttemptRecord } from '../src/core/store/delivery-store.ts'
import type { NewEvent } from '../src/core/store/event-store.ts'
import type { JournalFilter } from '../src/core/store/journal-filter.ts'
import type { Store } from '../src/core/store.ts'
import { backtest } from '../src/journal/backtest.ts'
import sqlite from '../src/stores/sqlite/sqlite.ts'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    json: { type: 'string' },
    folder: { type: 'string', default: tmpdir() },
  },
})
const rows = Number(options.rows)
const groupSize = 1000
const askedTimes = 200
const warmRounds = 20
const bindings = 100
const dayMs = 24 * 3600 * 1000
const firstAt = Date.now() - 30 * dayMs
const stepMs = (29 * dayMs) / rows

/** Milliseconds of every answer to one sort of question. */
interface Answered {
  readonly p50: number
  readonly p99: number
  /** How many answers had something in them, of all. */
  readonly found: string
}

const folder = mkdtempSync(join(options.folder, 'hookswitch-journal-'))
const file = join(folder, 'store.db')
const answers: Record<string, Answered> = {}
const figures: Record<string, number> = {}
let state = 1
let kept = 0

async function fill(store: Store, events: readonly NewEvent[]): Promise<void> {
  const saved = await store.saveEvents(events)
  kept += events.length
  const records = saved.flatMap(({ deliveryIds }, at) => deliveryIds.map((id) => attemptOf(id, events[at]!)))
  await store.recordAttempts(records)
}

async function askEverything(store: Store): Promise<void> {
  const find = (filter: JournalFilter, order: 'asc' | 'desc' = 'desc') =>
    store.findDeliveries(filter, { limit: 50, order }).then(({ items }) => items.length > 0)
  const search = (text: string, more: JournalFilter = {}) => find({ ...more, search: searchTerms(text) })
  const any = () => Math.floor(random() * rows)
  const questions: Question[] = []
  const week = () => ({ from: firstAt + any() * stepMs * 0.7, to: firstAt + (rows * 0.75 + any() * 0.25) * stepMs })

  const ask = (question: string, answer: () => Promise<boolean>) =>
    questions.push({ question, answer, took: [], found: 0 })
  ask('exact id', () => search(callOf(any())))
  ask('last 10 digits of a phone', () => search(phoneOf(any()).slice(-10)))
  ask('last 7 digits of a phone', () => search(phoneOf(any()).slice(-7)))
  ask('last 6 digits of a phone', () => search(phoneOf(any()).slice(-6)))
  ask('last 4 digits of a phone', () => search(phoneOf(any()).slice(-4)))
  for (const length of [4, 5, 6, 8])
    ask(`${length} digits in the middle of a phone`, () => search(`*${phoneOf(any()).slice(3, 3 + length)}*`))
  ask('5 digits that no phone has in a row', () => search('*55500*'))
  ask('an id that is not there', () => search(`c-none-${any()}`))
  ask('newest', () => find({}))
  ask('one binding', () => find({ bindingIds: [bindingOf(any())] }))
  ask('failed', () => find({ statuses: ['failed'] }))
  ask('failed, one binding', () => find({ statuses: ['failed'], bindingIds: [bindingOf(any())] }))
  ask('failed, one binding, in a period', () =>
    find({ statuses: ['failed'], bindingIds: [bindingOf(any())], ...week() }),
  )
  ask('all filters and oldest first', () =>
    find(
      {
        statuses: ['failed', 'delivered'],
        outcomes: ['permanent', 'ok'],
        eventType: 'call_function',
        integrationId: 'int-1',
        bindingIds: [bindingOf(any()), bindingOf(any())],
        ...week(),
      },
      'asc',
    ),
  )
  ask('failed, one binding, last 4 digits, in a period', () =>
    search(phoneOf(any()).slice(-4), { statuses: ['failed'], bindingIds: [bindingOf(any())], ...week() }),
  )
  ask('a word that every event has', () => search('Olena'))
  ask('failed, a word that every event has', () => search('Olena', { statuses: ['failed'] }))
  ask('count of failed, to 10,000', () => store.countDeliveries({ statuses: ['failed'] }, 10_000).then(Boolean))

  await askInTurn(questions)

  const catalogue = await readCatalogue(null)
  const startedAt = performance.now()
  const tried = {
    eventType: 'call_function',
    conditions: {
      all: [
        { param: 'queue_id', op: 'eq', value: '7' } as const,
        { param: 'function', op: 'eq', value: 'queue' } as const,
        { param: 'alert_duration', op: 'gt', value: 30 } as const,
      ],
    },
  }
  const from = firstAt + Math.max(0, rows - 100_000) * stepMs
  // The saved rule differs by one comparison, and nearly every event is a near miss: nothing is spared.
  const saved = { ...tried, conditions: { all: tried.conditions.all.slice(1) } }
  const tools = { store, catalogue, timeZone: 'Europe/Kyiv', render: async () => null }
  const { scanned } = await backtest(tried, { from, to: Date.now(), saved }, tools)
  figures['backtest ms per 100,000 events'] = Math.round(((performance.now() - startedAt) / scanned) * 100_000)
}

/** A sort of question with what its answers took, in milliseconds. */
interface Question {
  readonly question: string
  readonly answer: () => Promise<boolean>
  readonly took: number[]
  found: number
}

/** All sorts of questions one after another, again and again, so that each meets the same machine; the first rounds warm up. */
async function askInTurn(questions: readonly Question[]): Promise<void> {
  for (let round = -warmRounds; round < askedTimes; round++) {
    for (const one of questions) {
      const startedAt = performance.now()
      const isFound = await one.answer()
      if (round < 0) continue
      one.took.push(performance.now() - startedAt)
      if (isFound) one.found += 1
    }
  }
  for (const { question, took, found } of questions) {
    took.sort((one, other) => one - other)
    const at = (share: number) => took[Math.floor(took.length * share)] ?? Number.NaN
    answers[question] = { p50: at(0.5), p99: at(0.99), found: `${found} of ${askedTimes}` }
  }
}

/** Groups of a hundred one after another for two seconds, alone and while somebody searches without a pause; in turn, three times. */
async function measureIntake(store: Store): Promise<void> {
  let no = rows
  const takeIn = async () => {
    const over = performance.now() + 2000
    let count = 0
    while (performance.now() < over) {
      await fill(
        store,
        Array.from({ length: 100 }, () => eventNo(no++)),
      )
      count += 100
    }
    return count / 2
  }
  const shares: number[] = []
  for (let round = 0; round < 3; round++) {
    const alone = await takeIn()
    let searching = true
    const searcher = (async () => {
      while (searching)
        await store.findDeliveries(
          { search: searchTerms(phoneOf(Math.floor(random() * rows)).slice(-6)), statuses: ['failed'] },
          { limit: 50 },
        )
    })()
    shares.push((await takeIn()) / alone)
    searching = false
    await searcher
  }
  shares.sort((one, other) => one - other)
  figures['intake while somebody searches without a pause, of alone, %'] = Math.round(shares[1]! * 100)
}

/** What each table and index takes, in bytes per event. */
function measureTables(): void {
  const database = new DatabaseSync(file, { readOnly: true })
  const tables = database.prepare('select name, sum(pgsize) as size from dbstat group by name order by size desc').all()
  for (const { name, size } of tables)
    if (Number(size) / kept >= 5) figures[`of it ${String(name)}`] = Math.round(Number(size) / kept)
  database.close()
}

function eventNo(no: number): NewEvent {
  const time = Math.round(firstAt + no * stepMs)
  const [id, call, phone] = [`e-${no}`, callOf(no), phoneOf(no)]
  return {
    id,
    type: 'call_function',
    time,
    receivedAt: time,
    source: 'bench',
    correlationId: call,
    data: JSON.stringify({ call_id: call, phone, queue_id: String(no % bindings), contact_name: 'Olena K.', ...rest }),
    trail: [],
    searchKeys: searchKeys([id, call, phone, 'Olena K.']),
    deliveries: [
      {
        bindingId: bindingOf(no),
        bindingVersion: 1,
        integrationId: `int-${no % 3}`,
        status: 'pending',
        reason: null,
        dueAt: time,
        expiresAt: null,
      },
    ],
  }
}

/** One in fifty failed, whatever the binding. */
function attemptOf(deliveryId: string, event: NewEvent): AttemptRecord {
  const failed = (Number(event.id.slice(2)) * 48_271) % 1009 < 20
  const outcome = failed ? 'permanent' : 'ok'
  const result = { outcome, statusCode: failed ? 400 : 200, durationMs: 12 } as const
  return {
    ...result,
    deliveryId,
    status: failed ? 'failed' : 'delivered',
    reason: failed ? 'answered 400' : null,
    attemptsCount: 1,
    tries: 1,
    nextAttemptAt: null,
    finishedAt: event.receivedAt + 12,
    attempt: {
      ...result,
      no: 1,
      at: event.receivedAt,
      trigger: 'auto',
      request: { method: 'POST', url: 'https://crm.example.com/hook', headers: {}, body: { text: 'Missed call' } },
      response: { status: result.statusCode, headers: {}, body: { ok: !failed } },
      error: null,
      parameters: { text: 'Missed call' },
      emptyVariables: [],
    },
  }
}

const rest = {
  call_type: 'inbound',
  did: '+70003334455',
  queue_name: 'Support line 1',
  scenario_id: '88',
  scenario_name: 'Main entry',
  call_started_at: '2026-03-16T09:40:11.002Z',
  function: 'queue',
  function_id: 'cube-5',
  function_name: 'Line 1 queue',
  function_state: 'finish',
  success_flag: false,
  finish_reason: 'abandoned',
  hangup_side: 'customer',
  hangup_cause: 16,
  connect_time: 0,
  alert_duration: 47,
  attempts_count: 2,
  queue_position: 3,
  queue_length: 6,
  agents_ready: 0,
  within_sla: false,
  missed_before: 1,
  contact_id: '90211',
  client_tz: 'Europe/Kyiv',
  started_at: '2026-03-16T09:40:20.311Z',
  stopped_at: '2026-03-16T09:41:07.301Z',
  finished_at: '2026-03-16T09:41:07.318Z',
  company_id: '17',
  project_id: '4',
  project_name: 'Support',
  note: 'Asked to be called back after six, about the invoice of last month. Second call on the same matter this week.',
}

function callOf(no: number): string {
  return `c-${(no * 2_654_435_761) % 4_294_967_296}-${no}`
}

/** Scattered, so that the last digits say nothing of the order. */
function phoneOf(no: number): string {
  return `+1555${String((no * 7_368_787) % 10_000_000).padStart(7, '0')}`
}

function bindingOf(no: number): string {
  return `binding-${(no * 31) % bindings}`
}

function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

function print(): void {
  console.log(`${rows} rows; ${askedTimes} questions of each sort, 50 rows a page`)
  for (const [question, { p50, p99, found }] of Object.entries(answers))
    console.log(
      `${question.padEnd(52)} │ p50 ${p50.toFixed(2).padStart(7)} ms │ p99 ${p99.toFixed(2).padStart(7)} ms │ ${found}`,
    )
  for (const [name, figure] of Object.entries(figures)) console.log(`${name}: ${figure}`)
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ rows, answers, figures }, null, 2)}\n`)
}

try {
  const store = await sqlite.open(`sqlite:${file}`)
  const startedAt = performance.now()
  let dataBytes = 0
  for (let first = 0; first < rows; first += groupSize) {
    const events = Array.from({ length: Math.min(groupSize, rows - first) }, (_, at) => eventNo(first + at))
    dataBytes += events.reduce((sum, { data }) => sum + data.length, 0)
    await fill(store, events)
  }
  figures['filled, rows per second'] = Math.round((rows / (performance.now() - startedAt)) * 1000)
  await askEverything(store)
  await measureIntake(store)
  await store.close()
  const size = statSync(file).size
  figures['bytes of event'] = Math.round(dataBytes / rows)
  figures['bytes on disk per event, with delivery, attempt and index'] = Math.round(size / kept)
  measureTables()
  print()
} finally {
  rmSync(folder, { recursive: true })
}
