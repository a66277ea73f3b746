/**
 * What an event costs the main thread in the steps between HTTP and the store, by themselves: reading, checking, matching
 * and planning it, then making a message, having it sent, and recording the attempt. The store takes everything at once and
 * the receiver answers at once, so neither takes part; bench/end-to-end.ts has them.
 *
 *     node bench/steps.ts [--rounds 15]
 *
 * Prints microseconds of processor time per event: the median of the rounds with the least and the most.
 */
import { parseArgs } from 'node:util'
import { readBody } from '../src/api/event-bodies.ts'
import { readCatalogue } from '../src/catalogue.ts'
import type { Http } from '../src/core/http.ts'
import type { JsonObject } from '../src/core/json.ts'
import type { NewEvent } from '../src/core/store/event-store.ts'
import type { Store } from '../src/core/store.ts'
import { type Engine, type EngineTools, openEngine } from '../src/engine/engine.ts'
import { readEvent } from '../src/engine/incoming.ts'

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } })
const rounds = Number(options.rounds)
const roundMs = 150
/** Under way at once, as in a server under load. */
const together = 64
const queues = 10

const catalogue = await readCatalogue(null)
const answerHeaders = { 'content-type': 'application/json', 'content-length': '11' }
let whenSent = () => {}
let sent = 0
let next = 0
const http: Http = async () => ({ status: 200, headers: { ...answerHeaders }, body: '{"ok":true}', truncated: false })
const engine = await openEngine(engineTools())
await setUp(engine)

const { sample } = catalogue.eventTypes.get('call_function')!
const wanted = Array.from({ length: 1000 }, (_, at) => eventBytes(at, String(at % queues)))
const unwanted = Array.from({ length: 1000 }, (_, at) => eventBytes(at, 'nobody'))

/** Each takes in so many events, and resolves when nothing of them is under way any more. */
const subjects: Readonly<Record<string, () => Promise<void>>> = {
  'JSON.parse': async () => {
    for (let at = 0; at < together; at++) JSON.parse(unwanted[at]!.toString())
  },
  'taken in, no binding': () => takeIn(unwanted),
  'taken in, sent and recorded': () => takeIn(wanted),
}

const costs: Record<string, number[]> = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]))
for (let round = -8; round < rounds; round++) {
  for (const [name, run] of Object.entries(subjects)) {
    const cost = await microsPerEvent(run)
    // The first rounds only warm up.
    if (round >= 0) costs[name]!.push(cost)
  }
}
print()
await engine.stop(0)
process.exit()

async function takeIn(bodies: readonly Buffer[]): Promise<void> {
  const isSent = bodies === wanted
  sent = 0
  const done = isSent
    ? new Promise<void>((resolve) => {
        whenSent = () => {
          sent += 1
          if (sent === together) resolve()
        }
      })
    : null
  const taken: Promise<unknown>[] = []
  for (let at = 0; at < together; at++) {
    const [item] = readBody({ bytes: bodies[next++ % bodies.length]!, headers: { 'content-type': 'application/json' } })
    taken.push(engine.accept([readEvent(item!.value, catalogue, 'api')]))
  }
  await Promise.all(taken)
  await done
}

/** A store that takes everything and keeps what people set up. */
function instantStore(): Store {
  let lastNo = 0
  const store: Partial<Store> = {
    records: async () => [],
    record: async () => null,
    recordsPage: async () => ({ items: [], nextCursor: null }),
    saveRecords: async () => {},
    lanes: async () => [],
    lane: async () => null,
    dueDeliveries: async () => [],
    findDeliveries: async () => ({ items: [], nextCursor: null }),
    saveEvents: async (events) => events.map((event) => saved(event, ++lastNo)),
    recordAttempts: async () => {},
  }
  return store as Store
}

function saved({ id, deliveries }: NewEvent, no: number) {
  const deliveryIds = deliveries.map((_, at) => `dlv_${no}_${at}`)
  return { id, no, duplicate: false, deliveryIds, deliveriesCount: deliveries.length }
}

function engineTools(): EngineTools {
  const silent = () => {}
  return {
    catalogue,
    store: instantStore(),
    clock: {
      now: () => Date.now(),
      steady: () => performance.now(),
      after: (ms, wake) => {
        const timer = setTimeout(wake, ms)
        return () => clearTimeout(timer)
      },
    },
    log: { debug: silent, info: silent, warn: silent, error: console.error },
    http,
    dial: () => Promise.reject(new Error('nothing is dialed here')),
    files: { read: async () => null, folders: [] },
    sealing: {
      seal: (_fields, settings) => settings,
      open: (_fields, settings) => settings,
      hide: (_fields, settings) => settings,
      keepHidden: (_fields, sent) => sent,
      secretsIn: () => ['token-of-the-sink'],
    },
    directory: { person: () => null },
    company: { name: 'Center', timeZone: 'UTC', language: 'en' },
    eventUrl: (no) => `http://127.0.0.1/events/${no}`,
    random: Math.random,
    apart: { mayMeet: () => true },
    onEvents: silent,
    onChange: () => whenSent(),
  }
}

/** One integration, and bindings of which each event in `wanted` fulfills exactly one. */
async function setUp({ integrations, bindings, start }: Engine): Promise<void> {
  const integration = await integrations.create({
    kind: 'webhook',
    name: 'Sink',
    enabled: true,
    settings: {
      url: 'http://127.0.0.1:9/hook',
      method: 'POST',
      auth: { type: 'bearer', token: 'token-of-the-sink' },
    },
    personalData: 'clear',
    limits: { ratePerSecond: null, concurrency: null },
  })
  for (let at = 0; at < queues; at++)
    await bindings.create({
      name: `Missed in queue ${at}`,
      enabled: true,
      eventType: 'call_function',
      integrationId: integration.id,
      conditions: {
        all: [
          { param: 'queue_id', op: 'eq', value: String(at) },
          { param: 'function_state', op: 'eq', value: 'finish' },
          { param: 'alert_duration', op: 'gte', value: 20 },
        ],
      },
      parameters: {
        text: 'Missed: {{phone}}, queue {{queue_name}}, waited {{alert_duration}} s, agents {{agents_ready}}, {{contact_name}}',
        call: '{{call_id}}',
        event: '{{event_id}}',
        happened: '{{event_time}}',
        scenario: '{{scenario_name}}',
        reason: '{{finish_reason}}',
        ask: 'Call back within fifteen minutes, and write down what was agreed.',
      },
      options: { delayS: 0, throttle: null, quietHours: null, digest: null, retry: null, expireS: null },
    })
  await start()
}

function eventBytes(at: number, queueId: string): Buffer {
  const data = {
    ...sample.data,
    call_id: `c-1773654028-${at}`,
    queue_id: queueId,
    function_state: 'finish',
    alert_duration: 47,
  }
  return Buffer.from(JSON.stringify({ event_type: 'call_function', source: 'bench', data } satisfies JsonObject))
}

async function microsPerEvent(run: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  let events = 0
  let used = 0
  while (used < roundMs * 1000) {
    for (let time = 0; time < 8; time++) await run()
    events += 8 * together
    const { user, system } = process.cpuUsage(before)
    used = user + system
  }
  return used / events
}

function print(): void {
  console.log(`events of ${wanted[0]!.length} B; µs of CPU per event: median [least … most]`)
  const [parse = 0, takenIn = 0, sentToo = 0] = Object.keys(subjects).map(median)
  for (const name of Object.keys(subjects)) {
    const sorted = costs[name]!.toSorted((one, other) => one - other)
    const range = `${sorted[0]!.toFixed(1)} … ${sorted.at(-1)!.toFixed(1)}`
    console.log(
      `  ${name.padEnd(28)} ${median(name).toFixed(1)} [${range}], ${(median(name) / parse).toFixed(2)} of JSON.parse`,
    )
  }
  console.log(
    `  sent and recorded alone      ${(sentToo - takenIn).toFixed(1)}, ${((sentToo - takenIn) / parse).toFixed(2)} of JSON.parse`,
  )
}

function median(name: string): number {
  return costs[name]!.toSorted((one, other) => one - other)[Math.floor(rounds / 2)]!
}
