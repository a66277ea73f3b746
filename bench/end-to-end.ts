/**
 * From the POST to the receiver, with everything Hookswitch does in between: check, match, store durably, answer 202, fill
 * in the message, send it, write the attempt into the journal. The server, the receiver and the load are processes of
 * their own on this machine; in the same run, one after the other, undici sending alone and a bare pipeline without
 * journal and retries.
 *
 *     node bench/end-to-end.ts [--quick] [--json FILE] [--profile FOLDER] [--only PARTS]
 *                              [--rounds N] [--warm MS] [--cell MS] [--node "FLAGS OF THE SERVER'S NODE"]
 *
 * Everything sent is counted at the receiver by its number: lost = accepted − different ones that arrived.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { JsonObject } from '../src/core/json.ts'
import { benchKey, cpuMsOf, end, memoryMbOf, startHookswitch, startTool, threadsOf } from './tools/child.ts'
import { type Load, startLoad } from './tools/load.ts'
import type { SinkReport } from './tools/sink.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    profile: { type: 'string' },
    /** Some of bare,10,1000,single,batches,intake,backlog: all of a sort when none of it is named. */
    only: { type: 'string' },
    folder: { type: 'string', default: tmpdir() },
    rounds: { type: 'string' },
    warm: { type: 'string' },
    cell: { type: 'string' },
    node: { type: 'string' },
  },
})
const sorts = [
  ['10', '1000'],
  ['single', 'batches', 'intake', 'backlog'],
]
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3))
/**
 * CPU time that a process has used before it is measured, on a busy machine three times as long by the clock at the most:
 * the optimizing compiler is at work before, and the first seconds of a server cost a third more per event.
 */
const warmMs = Number(options.warm ?? (options.quick ? 700 : 5000))
const cellMs = Number(options.cell ?? (options.quick ? 1500 : 3000))
const batchSize = 100
/** More than a server delivers on such a machine: so much waits when sending from the store is measured. */
const mostPerSecond = 25_000
/** Accepted and not yet delivered, at the most: the load is what the server can keep up with, not a pile. */
const mostUnderWay = 4000

/** What was accepted has arrived after this, however busy the machine is, or counts as lost. */
const mostDrainMs = 120_000

/** One measured cell. */
interface Cell {
  readonly perSecond: number
  readonly cpuMicros: number
}

const cells = new Map<string, Cell[]>()
const folder = mkdtempSync(join(options.folder, 'hookswitch-e2e-'))
const sink = await startTool<{ port: number }>('sink')
let report: SinkReport = { requests: 0, distinct: 0 }
let whenReported: ((report: SinkReport) => void) | null = null
sink.child.on('message', (message: SinkReport) => {
  report = message
  if (message.latencies) whenReported?.(message)
})

const event = {
  event_type: 'call_function',
  source: 'bench',
  data: {
    call_type: 'inbound',
    phone: '',
    did: '+70003334455',
    queue_id: '',
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
    contact_name: 'Olena K.',
    client_tz: 'Europe/Kyiv',
    started_at: '2026-03-16T09:40:20.311Z',
    stopped_at: '2026-03-16T09:41:07.301Z',
    finished_at: '2026-03-16T09:41:07.318Z',
    company_id: '17',
    project_id: '4',
    project_name: 'Support',
  },
}
const [head = '', tail = ''] = JSON.stringify(event).split('"phone":"","did"')
const [tailHead = '', tailEnd = ''] = tail.split('"queue_id":""')

let queues = 10
let accepted = () => 0
let seq = 0
let lost = 0
let repeated = 0
const latency = { p50: Number.NaN, p99: Number.NaN, perSecond: 0 }
const figures: Record<string, number | string> = {}

try {
  await warmCompileCache()
  for (let round = 0; round < rounds; round++) {
    if (wants('bare')) {
      await measureDispatch()
      await measurePipeline()
      await measureHttp()
      await measureInstant()
    }
    for (const bindings of [10, 1000]) if (wants(String(bindings))) await measureServer(bindings, round)
  }
  print()
} finally {
  await end(sink.child)
  rmSync(folder, { recursive: true, force: true })
}

/** The goals for starting and for memory at rest are those of a second start: the first one of all compiles everything. */
async function warmCompileCache(): Promise<void> {
  const own = mkdtempSync(join(folder, 'first-'))
  for (let time = 0; time < 2; time++) {
    const { child } = await startHookswitch(own)
    await end(child)
  }
}

function wants(part: string): boolean {
  const named = options.only?.split(',') ?? []
  const sort = sorts.find((one) => one.includes(part)) ?? [part]
  if (part === 'bare') return named.length === 0 || named.includes('bare')
  if (named.join() === 'bare') return false
  return named.includes(part) || !named.some((name) => sort.includes(name))
}

async function measureDispatch(): Promise<void> {
  await resetSink()
  const { child } = await startTool('bare', ['dispatch', String(sink.first.port)])
  await measured('undici alone', child.pid!, () => report.requests)
  await end(child)
}

async function measurePipeline(): Promise<void> {
  await resetSink()
  const own = mkdtempSync(join(folder, 'bare-'))
  const { child, first } = await startTool<{ port: number }>('bare', ['pipeline', String(sink.first.port), own])
  const load = startLoad({ ...singles(), url: `http://127.0.0.1:${first.port}`, path: '/' })
  await measured('bare pipeline', child.pid!, () => report.distinct)
  await load.stop()
  await end(child)
}

async function measureHttp(): Promise<void> {
  const { child, first } = await startTool<{ port: number }>('bare', ['http'])
  const load = startLoad({ ...singles(() => true), url: `http://127.0.0.1:${first.port}`, path: '/' })
  await measured('node:http alone', child.pid!, load.requests)
  await load.stop()
  await end(child)
}

/** Everything that intake does but waiting for the disk, to be set beside bare node:http. */
async function measureInstant(): Promise<void> {
  const own = mkdtempSync(join(folder, 'instant-'))
  const { child, first } = await startTool<{ url: string }>('instant', [own, benchKey])
  const server = { url: first.url, pid: child.pid! }
  await takenIn(
    'intake, saved at once, single',
    server,
    singles(() => true, 'nobody'),
  )
  await takenIn(
    'intake, saved at once, batches',
    server,
    batches(() => true, 'nobody'),
  )
  await end(child)
}

async function measureServer(bindings: number, round: number): Promise<void> {
  const own = mkdtempSync(join(folder, 'server-'))
  const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
  const server = await startHookswitch(own, [...(options.node?.split(' ') ?? []), ...profile])
  figures[`ready ms, ${bindings} bindings, round ${round + 1}`] = Math.round(server.readyMs)
  if (round === 0) {
    await pause(1000)
    figures['idle memory MB'] = Math.round(memoryMbOf(server.pid))
  }
  const integrationId = await setUp(server.url, bindings)
  if (wants('single')) await delivered(`single, ${bindings} bindings`, server, singles())
  if (wants('batches')) await delivered(`batches of ${batchSize}, ${bindings} bindings`, server, batches())
  if (bindings === 10 && wants('intake')) {
    await takenIn('intake only, single', server, { ...singles(() => true, 'nobody') })
    await takenIn('intake only, batches', server, { ...batches(() => true, 'nobody') })
  }
  if (bindings === 10 && wants('backlog')) await deliveredFromStore('delivery of what waited', server, integrationId)
  if (bindings === 10 && wants('single') && round === rounds - 1) await measureLatency(server.url)
  figures[`memory after load MB, ${bindings} bindings`] = Math.round(memoryMbOf(server.pid))
  await end(server.child)
  rmSync(own, { recursive: true })
}

/** One integration, and bindings of which each event fulfills exactly one. Resolves with the id of the integration. */
async function setUp(url: string, bindings: number): Promise<string> {
  const { id } = await post(url, '/integrations', {
    kind: 'webhook',
    name: 'Sink',
    settings: { url: `http://127.0.0.1:${sink.first.port}/hook`, auth: { type: 'bearer', token: 'token-of-the-sink' } },
    personal_data: 'clear',
  })
  figures['queues'] = bindings
  queues = bindings
  const bodies = Array.from({ length: bindings }, (_, at) => bindingBody(at, id))
  while (bodies.length > 0) await Promise.all(bodies.splice(0, 50).map((body) => post(url, '/bindings', body)))
  return id
}

async function post(url: string, path: string, body: JsonObject): Promise<{ id: string }> {
  const reply = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${benchKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return (await reply.json()) as { id: string }
}

function bindingBody(at: number, integrationId: string): JsonObject {
  return {
    name: `Missed in queue ${at}`,
    event_type: 'call_function',
    integration_id: integrationId,
    conditions: {
      all: [
        { param: 'queue_id', op: 'eq', value: String(at) },
        { param: 'function_state', op: 'eq', value: 'finish' },
        { param: 'alert_duration', op: 'gte', value: 20 },
      ],
    },
    parameters: {
      seq: '{{bench_seq}}',
      at: '{{bench_at}}',
      text: 'Missed: {{phone}}, queue {{queue_name}}, waited {{alert_duration}} s, agents {{agents_ready}}, {{contact_name}}',
      call: '{{call_id}}',
      event: '{{event_id}}',
      happened: '{{event_time}}',
      scenario: '{{scenario_name}}',
      reason: '{{finish_reason}}',
      ask: 'Call back within fifteen minutes, and write down what was agreed.',
    },
  }
}

/** Throughput from the POST to the receiver. */
async function delivered(name: string, server: { url: string; pid: number }, load: Partial<Load>): Promise<void> {
  await resetSink()
  const before = seq
  const threads = threadsOf(server.pid)
  const sending = startLoad({ ...(load as Load), url: server.url, path: '/api/v1/events', key: benchKey })
  accepted = sending.accepted
  await measured(name, server.pid, () => report.distinct)
  await sending.stop()
  await until(() => report.distinct >= sending.accepted(), mostDrainMs)
  await pause(100)
  lost += Math.max(0, sending.accepted() - report.distinct)
  repeated += report.requests - report.distinct
  if (sending.refused() > 0) figures[`refused, ${name}`] = sending.refused()
  noteThreads(name, threads, threadsOf(server.pid), seq - before)
}

/**
 * What sending alone costs, with every delivery on disk before and every outcome after it: events are taken in for an
 * integration that is paused, and then it is not.
 */
async function deliveredFromStore(
  name: string,
  server: { url: string; pid: number },
  integrationId: string,
): Promise<void> {
  await post(server.url, `/integrations/${integrationId}/pause`, {})
  await resetSink()
  const wanted = (mostPerSecond * (warmMs + cellMs)) / 1000
  const load = batches(() => accepted() < wanted)
  const sending = startLoad({ ...load, url: server.url, path: '/api/v1/events', key: benchKey })
  accepted = sending.accepted
  await until(() => sending.accepted() >= wanted, 60_000)
  await sending.stop()
  const [before, threads] = [report.distinct, threadsOf(server.pid)]
  await post(server.url, `/integrations/${integrationId}/resume`, {})
  await measured(name, server.pid, () => report.distinct)
  noteThreads(name, threads, threadsOf(server.pid), report.distinct - before)
  await until(() => report.distinct >= sending.accepted(), mostDrainMs)
  lost += Math.max(0, sending.accepted() - report.distinct)
  repeated += report.requests - report.distinct
}

function noteThreads(name: string, before: Map<string, number>, after: Map<string, number>, events: number): void {
  const parts = [...after].map(([thread, ms]) => [thread, ((ms - (before.get(thread) ?? 0)) * 1000) / events] as const)
  const told = parts.filter(([, micros]) => micros >= 1).sort((a, b) => b[1] - a[1])
  figures[`threads, ${name}`] = told.map(([thread, micros]) => `${thread} ${micros.toFixed(0)}`).join(', ')
}

/** Throughput of acceptance alone: no binding wants these. */
async function takenIn(name: string, server: { url: string; pid: number }, load: Partial<Load>): Promise<void> {
  const sending = startLoad({ ...(load as Load), url: server.url, path: '/api/v1/events', key: benchKey })
  await measured(name, server.pid, sending.accepted)
  await sending.stop()
}

async function measureLatency(url: string): Promise<void> {
  await resetSink()
  const peak = median(cells.get('single, 10 bindings')?.map(({ perSecond }) => perSecond) ?? [])
  latency.perSecond = Math.round(peak * 0.1)
  sink.child.send('latencies')
  const load = { ...singles(() => true), url, path: '/api/v1/events', key: benchKey } as Load
  const sending = startLoad(load, 1000 / latency.perSecond)
  await pause(options.quick ? 2500 : 6000)
  await sending.stop()
  await pause(200)
  const { latencies = [] } = await new Promise<SinkReport>((resolve) => {
    whenReported = resolve
    sink.child.send('latencies')
  })
  // The first second warms the path up.
  const sorted = latencies.slice(latency.perSecond).toSorted((one, other) => one - other)
  latency.p50 = sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN
  latency.p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN
}

/** Counts from after the warm-up to the end of the cell. */
async function measured(name: string, pid: number, count: () => number): Promise<void> {
  await warmUp(pid)
  const [startedAt, first, cpu] = [performance.now(), count(), cpuMsOf(pid)]
  await pause(cellMs)
  const [seconds, events] = [(performance.now() - startedAt) / 1000, count() - first]
  const cell = { perSecond: events / seconds, cpuMicros: ((cpuMsOf(pid) - cpu) * 1000) / events }
  cells.set(name, [...(cells.get(name) ?? []), cell])
  if (!options.quick) console.error(`${name}: ${cell.perSecond.toFixed(0)}/s, ${cell.cpuMicros.toFixed(0)} µs`)
}

async function warmUp(pid: number): Promise<void> {
  const cpu = cpuMsOf(pid)
  await until(() => cpuMsOf(pid) - cpu >= warmMs, 3 * warmMs)
}

function hasRoom(): boolean {
  return accepted() - report.distinct < mostUnderWay
}

function singles(mayGo: () => boolean = hasRoom, queue?: string): Pick<Load, 'atOnce' | 'contentType' | 'next'> {
  accepted = () => 0
  return {
    atOnce: 64,
    contentType: 'application/json',
    next: () => (mayGo() ? { text: eventText(queue), events: 1 } : null),
  }
}

function batches(mayGo: () => boolean = hasRoom, queue?: string): Pick<Load, 'atOnce' | 'contentType' | 'next'> {
  return {
    atOnce: 8,
    contentType: 'application/x-ndjson',
    next: () =>
      mayGo()
        ? { text: Array.from({ length: batchSize }, () => eventText(queue)).join('\n'), events: batchSize }
        : null,
  }
}

/** About a kilobyte, as the sample of the event type; the texts between are made once, so that the load costs little. */
function eventText(queue?: string): string {
  const no = seq++
  const at = Math.round((performance.timeOrigin + performance.now()) * 1000)
  return `${head}"call_id":"c-1773654028-${no}","bench_seq":${no},"seq":${no},"bench_at":${at},"phone":"+1555${String(no % 10_000_000).padStart(7, '0')}","did"${tailHead}"queue_id":"${queue ?? no % queues}"${tailEnd}`
}

async function resetSink(): Promise<void> {
  await pause(100)
  sink.child.send('reset')
  await pause(60)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function until(isTrue: () => boolean, mostMs: number): Promise<void> {
  const over = performance.now() + mostMs
  while (!isTrue() && performance.now() < over) await pause(20)
}

function print(): void {
  console.log(`${'what'.padEnd(36)} │ events/s                 │ of undici │ CPU µs each`)
  const alone = median(cells.get('undici alone')?.map(({ perSecond }) => perSecond) ?? [])
  for (const [name, some] of cells) {
    const rates = some.map(({ perSecond }) => perSecond)
    const share = `${Math.round((median(rates) / alone) * 100)} %`
    const cpu = median(some.map(({ cpuMicros }) => cpuMicros)).toFixed(0)
    console.log(`${name.padEnd(36)} │ ${spread(rates).padEnd(24)} │ ${share.padStart(9)} │ ${cpu.padStart(11)}`)
  }
  console.log(
    `accept to receiver at ${latency.perSecond}/s: p50 ${latency.p50.toFixed(2)} ms, p99 ${latency.p99.toFixed(2)} ms; lost ${lost}, repeated ${repeated}`,
  )
  for (const [name, figure] of Object.entries(figures)) console.log(`${name}: ${figure}`)
  const result = { cells: Object.fromEntries(cells), latency, lost, repeated, figures }
  if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`)
}

function spread(numbers: readonly number[]): string {
  const rounded = numbers.map(Math.round)
  return `${Math.round(median(numbers))} [${Math.min(...rounded)}..${Math.max(...rounded)}]`
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN
}
