import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { NewEvent, Store } from '../src/core/store.ts'
import sqlite from '../src/stores/sqlite/sqlite.ts'

// How fast events become durable, beside the disk itself: `node bench/store.ts [--seconds 1.2] [--rounds 5] [--folder …]`.
// Each round measures every group size on both, one after the other, so that a busy neighbor disturbs both.
// Measure on the disk that will hold the store: a folder in memory says nothing.
//
// Last result, `--rounds 3`, two virtual cores shared with others (load 5), ext4 on a virtual disk, Node 24.21; one
// caller that waits for each group:
//
// group │ events/s             │ of raw │ commit p50 / p99 ms │ raw p50 / p99 │ CPU µs/event │ bytes/event
//     1 │   683 [417..2234]    │  38 %  │  0.49 / 8.00        │ 0.16 / 3.99   │ 410          │ 1588 for 995
//    10 │  3772 [3715..10040]  │  69 %  │  1.13 / 10.07       │ 0.65 / 8.73   │  80.5        │ 1398 for 995
//   100 │ 11244 [9058..25066]  │  27 %  │  7.59 / 30.02       │ 1.97 / 7.53   │  35.8        │ 1371 for 996
//  1000 │ 33794 [18070..43312] │  10 %  │ 21.65 / 99.24       │ 3.86 / 17.61  │  21.9        │ 1369 for 996

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
  readonly cpuMicros: number
  readonly bytesPerEvent: number
  readonly dataBytes: number
}

let lastNo = 0
const folder = mkdtempSync(join(options.folder, 'hookswitch-bench-'))
const results = new Map<string, Cell[]>()
try {
  for (let round = 0; round < rounds; round++)
    for (const size of groupSizes) {
      keep(`raw ${size}`, await measureRaw(size))
      keep(`store ${size}`, await measureStore(size))
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
  const cell = await measure(size, file, async (events) => {
    writeSync(handle, events.map(({ data }) => data).join('\n'))
    fdatasyncSync(handle)
  })
  closeSync(handle)
  rmSync(file)
  return cell
}

async function measureStore(size: number): Promise<Cell> {
  const file = join(folder, 'store.db')
  const store: Store = await sqlite.open(`sqlite:${file}`)
  const cell = await measure(
    size,
    file,
    async (events) => void (await store.saveEvents(events)),
    () => store.close(),
  )
  for (const end of ['', '-wal', '-shm', '.lock']) rmSync(`${file}${end}`, { force: true })
  return cell
}

/** Saves groups one after another for the time of a cell. CPU is that of all threads, without making the events. */
async function measure(
  size: number,
  file: string,
  save: (events: readonly NewEvent[]) => Promise<void>,
  finish: () => Promise<void> = async () => {},
): Promise<Cell> {
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
    const used = process.cpuUsage(cpu)
    tookMs.push(took)
    spentMs += took
    cpuMicros += used.user + used.system
    dataBytes += events.reduce((sum, { data }) => sum + data.length, 0)
  }
  await finish()
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
    'group │ events/s                       │ of raw │ commit p50 / p99 ms │ raw p50 / p99 │ CPU µs/event │ bytes/event',
  )
  for (const size of groupSizes) {
    const store = results.get(`store ${size}`) ?? []
    const raw = results.get(`raw ${size}`) ?? []
    const shares = store.map((cell, at) => cell.perSecond / (raw[at]?.perSecond ?? Number.NaN))
    console.log(
      [
        String(size).padStart(5),
        spread(store.map(({ perSecond }) => perSecond)).padEnd(30),
        `${Math.round(median(shares) * 100)} %`.padStart(6),
        `${median(store.map(({ p50Ms }) => p50Ms)).toFixed(2)} / ${median(store.map(({ p99Ms }) => p99Ms)).toFixed(2)}`.padEnd(
          19,
        ),
        `${median(raw.map(({ p50Ms }) => p50Ms)).toFixed(2)} / ${median(raw.map(({ p99Ms }) => p99Ms)).toFixed(2)}`.padEnd(
          13,
        ),
        median(store.map(({ cpuMicros }) => cpuMicros))
          .toFixed(1)
          .padStart(12),
        `${Math.round(median(store.map(({ bytesPerEvent }) => bytesPerEvent)))} for ${Math.round(median(store.map(({ dataBytes }) => dataBytes)))}`,
      ].join(' │ '),
    )
  }
}

function spread(numbers: readonly number[]): string {
  const rounded = numbers.map(Math.round)
  return `${Math.round(median(numbers))} [${Math.min(...rounded)}..${Math.max(...rounded)}]`
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
