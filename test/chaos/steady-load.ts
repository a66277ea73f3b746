import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Accounting, Fault } from './accounting.ts'
import { memoryProbe } from './memory.ts'
import { Rig } from './rig.ts'

/** Sent and not delivered yet at the most: as much load as leaves again. */
const mostUnderWay = 4000
const batch = 20
const senders = 4

/**
 * What all threads together hold after a collection may grow by this much from the first measurement to the second. The quick
 * run sees a leak of some hundred bytes an event, the full one of a few.
 */
const mostGrowthMb = 4
/**
 * What the process takes of the machine is no measure in a short run: V8 doubles the room for young objects twice under load,
 * by 25 MB and by 50 MB, whenever it sees fit, and SQLite fills its 64 MB of pages. It may only not go beyond all that.
 */
const mostResidentMb = 512
/** After ten minutes all of these rooms are as large as they get. */
const mostResidentGrowth = 0.1

/** As many events as leave again, for as long as it takes to see memory grow. */
export const steadyLoad: Fault = {
  name: 'memory under steady full load',
  async run(scale) {
    const half = scale === 'quick' ? 6000 : 600_000
    await using sink = await startSink()
    await using rig = await Rig.open(memoryProbe.settings)
    await rig.route(sink.url, 'quota', {
      options: { retry: { schedule_s: [0, ...Array.from({ length: 20 }, () => 0.2)] } },
    })
    await load(rig, sink, half)
    const halfway = await memoryOf(rig)
    await load(rig, sink, half)
    const atEnd = await memoryOf(rig)
    const notes = {
      threads: halfway.live.size,
      liveHalfwayMb: liveMb(halfway, atEnd),
      liveAtEndMb: liveMb(atEnd, halfway),
      residentHalfwayMb: halfway.residentMb,
      residentAtEndMb: atEnd.residentMb,
      eventsPerS: Math.round((rig.accepted.size / half / 2) * 1000),
    }
    refuseGrowth(halfway, atEnd, scale)
    return { accepted: rig.accepted.size, ...sink.account(rig.accepted), due: 0, ended: 0, notes }
  },
}

function refuseGrowth(halfway: Memory, atEnd: Memory, scale: 'quick' | 'full'): void {
  const [liveBefore, liveNow] = [liveMb(halfway, atEnd), liveMb(atEnd, halfway)]
  if (liveNow - liveBefore > mostGrowthMb) throw new Error(`what is held grew from ${liveBefore} MB to ${liveNow} MB`)
  const mostMb = scale === 'quick' ? mostResidentMb : halfway.residentMb * (1 + mostResidentGrowth)
  if (atEnd.residentMb > mostMb)
    throw new Error(`the process grew from ${halfway.residentMb} MB to ${atEnd.residentMb} MB`)
}

/** Full load for so long, and then until everything has left: what is on its way is no leak. */
async function load(rig: Rig, sink: Sink, lastsMs: number): Promise<void> {
  const until = performance.now() + lastsMs
  await Promise.all(Array.from({ length: senders }, () => send(rig, sink, until)))
  await rig.settle(120_000)
}

async function send(rig: Rig, sink: Sink, until: number): Promise<void> {
  while (performance.now() < until) {
    if (rig.accepted.size - sink.delivered() > mostUnderWay) await new Promise((resolve) => setTimeout(resolve, 5))
    else if (!(await rig.post('quota', batch))) throw new Error('a batch was not accepted')
  }
}

interface Memory {
  /** What each thread holds after a collection, by its number. */
  readonly live: ReadonlyMap<number, number>
  /** What the process takes of the machine. */
  readonly residentMb: number
}

async function memoryOf(rig: Rig): Promise<Memory> {
  const residentMb = await rig.memoryMb()
  const threads = await memoryProbe.ask(rig.pid)
  const live = new Map(threads.map(({ thread, heapBytes, externalBytes }) => [thread, heapBytes + externalBytes]))
  return { live, residentMb }
}

/** Over those threads that were there both times: one starts when it is first needed. */
function liveMb({ live }: Memory, other: Memory): number {
  const bytes = [...live].reduce((sum, [thread, held]) => sum + (other.live.has(thread) ? held : 0), 0)
  return Math.round(bytes / 100_000) / 10
}

/** A receiver that can hear millions of messages: of each it keeps the id and how often it came. */
interface Sink extends AsyncDisposable {
  readonly url: string
  readonly delivered: () => number
  readonly account: (
    accepted: ReadonlySet<string>,
  ) => Pick<Accounting, 'delivered' | 'lost' | 'duplicates' | 'askedAgain'>
}

interface Heard {
  readonly deliveryId: string
  answered: number
  refused: number
}

async function startSink(): Promise<Sink> {
  const heard = new Map<string, Heard>()
  let requests = 0
  let delivered = 0
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const piece of request) body += String(piece)
    const { event } = JSON.parse(body) as { event: string }
    const deliveryId = String(request.headers['webhook-id'])
    const one = heard.get(event) ?? { deliveryId, answered: 0, refused: 0 }
    heard.set(event, one)
    if (one.deliveryId !== deliveryId) throw new Error(`${event} came as ${one.deliveryId} and as ${deliveryId}`)
    // One in fifty is refused once, so that retries are part of the load.
    const isWell = ++requests % 50 !== 0
    if (isWell && one.answered++ === 0) delivered += 1
    if (!isWell) one.refused += 1
    response.writeHead(isWell ? 200 : 503).end()
  }
  const server = createServer((request, response) => void hear(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delivered: () => delivered,
    account(accepted) {
      const sum = { delivered: 0, lost: 0, askedAgain: 0 }
      let notNoted = 0
      for (const event of accepted) {
        const { answered = 0, refused = 0 } = heard.get(event) ?? {}
        if (answered > 0) sum.delivered += 1
        else sum.lost += 1
        notNoted += Math.max(0, answered - 1)
        sum.askedAgain += refused
      }
      return { ...sum, duplicates: { notNoted, noAnswer: 0, cutOff: 0 } }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
