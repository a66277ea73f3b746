/**
 * What it costs to read a batch of a hundred posted events and check every parameter of each, against JSON.parse of the
 * very same bytes, in turn in one process. Neither HTTP nor the store takes part: bench/end-to-end.ts has those.
 *
 *     node bench/intake.ts
 *
 * Prints microseconds of processor time per event: the median of the rounds with the least and the most.
 */
import { readBody } from '../src/api/event-bodies.ts'
import { readCatalogue } from '../src/catalogue.ts'
import { readEvent } from '../src/engine/incoming.ts'

const rounds = 15
const roundMs = 150
const batchSize = 100

const catalogue = await readCatalogue(null)
const { sample } = catalogue.eventTypes.get('call_function')!
const lines = Array.from({ length: batchSize }, (_, at) =>
  JSON.stringify({
    event_type: 'call_function',
    source: 'bench',
    data: { ...sample.data, call_id: `c-1773654028-${at}` },
  }),
)
const ndjson = Buffer.from(lines.join('\n'))
const array = Buffer.from(`[${lines.join(',')}]`)

/** Each reads a whole batch and returns how many events were in it. */
const subjects: Readonly<Record<string, () => number>> = {
  'JSON.parse': () => (JSON.parse(array.toString()) as unknown[]).length,
  'NDJSON, read and checked': () => readAndCheck(ndjson, 'application/x-ndjson'),
  'array, read and checked': () => readAndCheck(array, 'application/json'),
}

const costs: Record<string, number[]> = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
for (let round = -3; round < rounds; round++) {
  for (const [name, run] of Object.entries(subjects)) {
    const cost = microsPerEvent(run)
    // The first rounds only warm up.
    if (round >= 0) costs[name]!.push(cost)
  }
}
console.log(
  `${batchSize} events of ${Math.round(array.length / batchSize)} B; µs of CPU per event: median [least … most]`,
)
for (const name of Object.keys(subjects)) {
  const sorted = costs[name]!.toSorted((one, other) => one - other)
  const range = `${sorted[0]!.toFixed(2)} … ${sorted.at(-1)!.toFixed(2)}`
  const times = (median(name) / median('JSON.parse')).toFixed(2)
  console.log(`  ${name.padEnd(26)} ${median(name).toFixed(2)} [${range}], ${times} of JSON.parse`)
}

function readAndCheck(bytes: Buffer, type: string): number {
  const items = readBody({ bytes, headers: { 'content-type': type } })
  for (const { value } of items) readEvent(value, catalogue, 'api')
  return items.length
}

function microsPerEvent(run: () => number): number {
  const before = process.cpuUsage()
  let events = 0
  let used = 0
  while (used < roundMs * 1000) {
    events += run()
    const { user, system } = process.cpuUsage(before)
    used = user + system
  }
  return used / events
}

function median(name: string): number {
  return costs[name]!.toSorted((one, other) => one - other)[Math.floor(rounds / 2)]!
}
