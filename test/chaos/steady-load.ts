import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fault } from './accounting.ts'
import { Rig } from './rig.ts'

/** Sent and not delivered yet at the most: as much load as leaves again. */
const mostUnderWay = 4000
const batch = 20
const senders = 4
/**
 * How much memory may grow over the second half of the run. Heaps fill up for about twenty seconds, so that a short run
 * sees only a leak of kilobytes per event; the long one sees a dozen bytes.
 */
const mostGrowth = { quick: 0.6, full: 0.1 }

/** As many events as leave again, for as long as it takes to see memory grow. */
export const steadyLoad: Fault = {
  name: 'memory under steady full load',
  async run(scale) {
    const lastsMs = scale === 'quick' ? 12_000 : 1_200_000
    await using sink = await startSink()
    await using rig = await Rig.open()
    await rig.route(sink.url, 'quota', {
      options: { retry: { schedule_s: [0, ...Array.from({ length: 20 }, () => 0.2)] } },
    })
    const until = performance.now() + lastsMs
    const load = Array.from({ length: senders }, () => send(rig, sink, until))
    const samples = await sample(rig, until)
    await Promise.all(load)
    await rig.settle(60_000)
    const eighth = Math.floor(samples.length / 8)
    const halfwayMb = median(samples.slice(eighth * 4, eighth * 5))
    const atEndMb = median(samples.slice(-eighth))
    const growth = atEndMb / halfwayMb - 1
    const notes = {
      halfwayMb,
      atEndMb,
      growth: `${Math.round(growth * 100)} %`,
      eventsPerS: Math.round((rig.accepted.size / lastsMs) * 1000),
    }
    if (growth > mostGrowth[scale]) throw new Error(`memory grew from ${halfwayMb} MB to ${atEndMb} MB`)
    const { delivered, lost, afterAnswer, afterNoAnswer } = sink.account(rig.accepted)
    return { accepted: rig.accepted.size, delivered, due: 0, duplicates: { afterAnswer, afterNoAnswer }, lost, notes }
  },
}

async function send(rig: Rig, sink: Sink, until: number): Promise<void> {
  while (performance.now() < until) {
    if (rig.accepted.size - sink.delivered() > mostUnderWay) await new Promise((resolve) => setTimeout(resolve, 5))
    else if (!(await rig.post('quota', batch))) throw new Error('a batch was not accepted')
  }
}

/** The server's memory once in a while, in MB. */
async function sample(rig: Rig, until: number): Promise<number[]> {
  const samples: number[] = []
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    samples.push(await rig.memoryMb())
  }
  return samples
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

/** A receiver that can hear millions of messages: of each it keeps the id and how often it came. */
interface Sink extends AsyncDisposable {
  readonly url: string
  readonly delivered: () => number
  readonly account: (accepted: ReadonlySet<string>) => {
    readonly delivered: number
    readonly lost: number
    readonly afterAnswer: number
    readonly afterNoAnswer: number
  }
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
      const sum = { delivered: 0, lost: 0, afterAnswer: 0, afterNoAnswer: 0 }
      for (const event of accepted) {
        const { answered = 0, refused = 0 } = heard.get(event) ?? {}
        if (answered > 0) sum.delivered += 1
        else sum.lost += 1
        sum.afterAnswer += Math.max(0, answered - 1)
        sum.afterNoAnswer += refused
      }
      return sum
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
