import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { AttemptRecord } from '../src/core/store/delivery-store.ts'
import type { NewEvent } from '../src/core/store/event-store.ts'
import type { Store } from '../src/core/store.ts'
import sqlite from '../src/stores/sqlite/sqlite.ts'

// How fast events become durable, beside the disk itself: `node bench/store.ts [--seconds 1.2] [--rounds 5] [--folder …]`.
// Each round measures every group size on both, one after the other, so that a busy neighbor disturbs both. One caller, who
// waits for each group. Measure on the disk that will hold the store: a folder in memory says nothing.

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1.2' },
    rounds: { type: 'string', default: '5' },
    folder: { type: 'string', default: tmpdir() },
  },
})
const cellMs = Number(options.seconds) * 1000
const rounds = Number(options.rounds)
const groupSizes = [1, 10, 100, 1000]

interface Cell {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Of all threads, without making the events. */
  readonly cpuMicros: number
  readonly bytesPerEvent: number
  readonly dataBytes: number
}

/** What is measured: `save` one group, `finish` at the end. */
interface Subject {
  readonly save: (events: readonly NewEvent[]) => Promise<void>
  readonly finish?: () => Promise<void>
}

let lastNo = 0
const folder = mkdtempSync(join(options.folder, 'hookswitch-bench-'))
const results = new Map<string, Cell[]>()
try {
  for (let round = 0; round < rounds; round++)
    for (const size of groupSizes) {
      keep(`raw ${size}`, await measureRaw(size))
      keep(`inserted ${size}`, await measureStore(size, inserting))
      keep(`delivered ${size}`, await measureStore(size, delivering))
    }
  print()
} finally {
  rmSync(folder, { recursive: true })
}

function keep(name: string, cell: Cell): void {
  results.set(name, [...(results.get(name) ?? []), cell])
}

/** Appends the same bytes to a file and waits for the disk: nothing durable is faster. */
async function measureRaw(size: number): Promise<Cell> {
  const file = join(folder, 'raw')
  const handle = openSync(file, 'w')
  const cell = await measure(size, file, {
    async save(events) {
      writeSync(handle, events.map(({ data }) => data).join('\n'))
      fdatasyncSync(handle)
    },
  })
  closeSync(handle)
  rmSync(file)
  return cell
}

async function measureStore(size: number, subject: (store: Store) => Subject): Promise<Cell> {
  const file = join(folder, 'store.db')
  const store = await sqlite.open(`sqlite:${file}`)
  const cell = await measure(size, file, { finish: () => store.close(), ...subject(store) })
  for (const end of ['', '-wal', '-shm', '.lock']) rmSync(`${file}${end}`, { force: true })
  return cell
}

function inserting(store: Store): Subject {
  return { save: async (events) => void (await store.saveEvents(events)) }
}

/** Every event is delivered at once, and its outcome written down, while the next group comes. */
function delivering(store: Store): Subject {
  let recorded = Promise.resolve()
  return {
    async save(events) {
      const saved = await store.saveEvents(events)
      await recorded
      recorded = store.recordAttempts(saved.flatMap(({ deliveryIds }) => deliveryIds.map(deliveredOne)))
    },
    finish: () => store.close(),
  }
}

function deliveredOne(deliveryId: string): AttemptRecord {
  const at = Date.now()
  const request = { method: 'POST', url: 'https://example.com/hook', headers: {}, body: { text: 'm'.repeat(200) } }
  const ending = { outcome: 'ok', statusCode: 200, durationMs: 3.5 } as const
  return {
    deliveryId,
    ...ending,
    attempt: {
      ...ending,
      no: 1,
      at,
      trigger: 'auto',
      request,
      response: { status: 200, headers: {}, body: null },
      error: null,
      parameters: request.body,
      emptyVariables: [],
    },
    status: 'delivered',
    reason: null,
    attemptsCount: 1,
    tries: 1,
    nextAttemptAt: null,
    finishedAt: at,
  }
}

/** Saves groups one after another for the time of a cell. */
async function measure(size: number, file: string, { save, finish }: Subject): Promise<Cell> {
  const groups = Array.from({ length: 8 }, (_, at) => madeEvents(size, at))
  const tookMs: number[] = []
  let dataBytes = 0
  let cpuMicros = 0
  let spentMs = 0
  while (spentMs < cellMs) {
    const events = (groups[tookMs.length % groups.length] ?? []).map(asNew)
    const cpu = process.cpuUsage()
    const start = performance.now()
    await save(events)
    const took = performance.now() - start
    tookMs.push(took)
    spentMs += took
    dataBytes += events.reduce((sum, { data }) => sum + data.length, 0)
    cpuMicros += cpuSince(cpu)
  }
  const cpu = process.cpuUsage()
  await finish?.()
  cpuMicros += cpuSince(cpu)
  const count = tookMs.length * size
  tookMs.sort((one, other) => one - other)
  return {
    perSecond: (count / spentMs) * 1000,
    p50Ms: tookMs[Math.floor(tookMs.length * 0.5)] ?? 0,
    p99Ms: tookMs[Math.floor(tookMs.length * 0.99)] ?? 0,
    cpuMicros: cpuMicros / count,
    bytesPerEvent: statSync(file).size / count,
    dataBytes: dataBytes / count,
  }
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/** Each event is new, as those of a day are: an id, a number and a call of its own. */
function asNew(event: NewEvent): NewEvent {
  lastNo++
  const id = `${(lastNo * 2654435761) % 4294967296}-${lastNo}`
  const phone = `${5550000000 + ((lastNo * 7919) % 10_000_000)}`
  return { ...event, id, correlationId: id, searchKeys: [`#${[...phone].reverse().join('')}`, `=${id}`] }
}

/** Events of about a kilobyte with one delivery each. */
function madeEvents(size: number, seed: number): NewEvent[] {
  return Array.from({ length: size }, (_, at) => ({
    id: '',
    type: 'call_function',
    time: Date.now(),
    receivedAt: Date.now(),
    source: 'api',
    correlationId: null,
    data: JSON.stringify({
      function: 'queue',
      state: 'finish',
      queue: `queue-${(seed + at) % 40}`,
      note: 'n'.repeat(930),
    }),
    trail: [],
    searchKeys: [],
    deliveries: [
      {
        bindingId: `binding-${(seed + at) % 20}`,
        bindingVersion: 1,
        integrationId: 'telegram',
        status: 'pending' as const,
        reason: null,
        dueAt: Date.now(),
        expiresAt: null,
      },
    ],
  }))
}

function print(): void {
  console.log(
    `Durable insert: event of 1 kB, one delivery, two search keys; ${rounds} rounds of ${cellMs} ms; median [min..max]`,
  )
  console.log(
    'group │ sort      │ events/s                       │ of raw │ commit p50 / p99 ms │ raw p50 / p99 │ CPU µs/event │ bytes/event',
  )
  for (const size of groupSizes) for (const sort of ['inserted', 'delivered']) printRow(size, sort)
  console.log('delivered: every event is delivered and its outcome written too; CPU of all threads, also of packing.')
}

function printRow(size: number, sort: string): void {
  const store = results.get(`${sort} ${size}`) ?? []
  const raw = results.get(`raw ${size}`) ?? []
  const shares = store.map((cell, at) => cell.perSecond / (raw[at]?.perSecond ?? Number.NaN))
  const of = (cells: readonly Cell[], what: keyof Cell) => median(cells.map((cell) => cell[what]))
  console.log(
    [
      String(size).padStart(5),
      sort.padEnd(9),
      spread(store.map(({ perSecond }) => perSecond)).padEnd(30),
      `${Math.round(median(shares) * 100)} %`.padStart(6),
      `${of(store, 'p50Ms').toFixed(2)} / ${of(store, 'p99Ms').toFixed(2)}`.padEnd(19),
      `${of(raw, 'p50Ms').toFixed(2)} / ${of(raw, 'p99Ms').toFixed(2)}`.padEnd(13),
      of(store, 'cpuMicros').toFixed(1).padStart(12),
      `${Math.round(of(store, 'bytesPerEvent'))} for ${Math.round(of(store, 'dataBytes'))}`,
    ].join(' │ '),
  )
}

function spread(numbers: readonly number[]): string {
  const rounded = numbers.map(Math.round)
  return `${Math.round(median(numbers))} [${Math.min(...rounded)}..${Math.max(...rounded)}]`
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
