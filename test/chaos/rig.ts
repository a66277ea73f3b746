import { mkdtemp, readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import type { Behavior } from '../tools/fakes/behavior.ts'
import { type Fake, type ReceivedRequest, startFake } from '../tools/fakes/frame.ts'
import { processKey, type ServerProcess, startServer } from '../tools/process.ts'
import { waitUntil } from '../tools/wait-until.ts'
import { type Accounting, type Arrival, account } from './accounting.ts'

const connections = new Agent({ connections: 32 })

/** A real server process that can be killed and started again, and the folder it lives in. */
export class Rig implements AsyncDisposable {
  readonly folder: string
  readonly accepted = new Set<string>()
  readonly #idsByNo = new Map<number, string>()
  readonly #settings: Readonly<Record<string, string>>
  #server: ServerProcess | null = null
  #sent = 0

  /** Starts a server, in a folder of its own unless one is given. */
  static async open(settings: Readonly<Record<string, string>> = {}, folder?: string): Promise<Rig> {
    const rig = new Rig(folder ?? (await mkdtemp(join(tmpdir(), 'hookswitch-chaos-'))), settings)
    await rig.start()
    return rig
  }

  private constructor(folder: string, settings: Readonly<Record<string, string>>) {
    this.folder = folder
    this.#settings = settings
  }

  get server(): ServerProcess {
    if (!this.#server) throw new Error('the server is not running')
    return this.#server
  }

  get pid(): number {
    return this.server.child.pid!
  }

  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#server = await startServer(this.folder, { ...this.#settings, ...more })
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const server = this.server
    this.#server = null
    return server.end(signal)
  }

  /** Asks the API. Returns null when the server does not answer (it was killed, or is being). */
  async ask(method: Method, path: string, body?: unknown): Promise<{ status: number; body: Answer } | null> {
    const url = this.#server?.url
    if (url === undefined) return null
    try {
      const reply = await request(`${url}/api/v1${path}`, {
        method,
        dispatcher: connections,
        headers: { authorization: `Bearer ${processKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await reply.body.text()
      return { status: reply.statusCode, body: (text === '' ? {} : JSON.parse(text)) as Answer }
    } catch {
      return null
    }
  }

  /** As `ask`, for what must succeed. */
  async must(method: Method, path: string, body?: unknown): Promise<Answer> {
    const reply = await this.ask(method, path, body)
    if (!reply || reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`)
    return reply.body
  }

  /** A webhook and a binding for every event of the type, whose message names the event. Returns the id of the webhook. */
  async route(url: string, eventType: string, more: RouteOptions = {}): Promise<string> {
    return (await this.routeIds(url, eventType, more)).integration
  }

  /** As `route`, with the id of the binding as well. */
  async routeIds(
    url: string,
    eventType: string,
    { settings = {}, limits, options = {}, parameters = {}, conditions }: RouteOptions = {},
  ): Promise<{ integration: string; binding: string }> {
    const webhook = { kind: 'webhook', name: eventType, settings: { url, ...settings }, ...(limits && { limits }) }
    const integration = String((await this.must('POST', '/integrations', webhook))['id'])
    const made = await this.must('POST', '/bindings', {
      name: eventType,
      event_type: eventType,
      integration_id: integration,
      parameters: { event: '{{event_id}}', ...parameters },
      options,
      ...(conditions && { conditions }),
    })
    return { integration, binding: String(made['id']) }
  }

  /** Posts a batch of fresh events. Notes the accepted ones; returns false when the server did not take it. */
  async post(eventType: string, count: number, data: object = {}): Promise<boolean> {
    const ids = Array.from({ length: count }, () => `e${this.#sent++}`)
    const reply = await this.ask(
      'POST',
      '/events',
      ids.map((event_id) => ({ event_type: eventType, event_id, data })),
    )
    if (reply?.status !== 202) return false
    for (const id of ids) this.accepted.add(id)
    for (const { event_no, event_id } of reply.body['events'] as { event_no: number; event_id: string }[])
      this.#idsByNo.set(event_no, event_id)
    return true
  }

  /** Posts one batch after another from several senders, until told to stop, so many were accepted, or the server is gone. */
  load(
    eventType: string,
    { batch = 5, senders = 4, most = Number.POSITIVE_INFINITY } = {},
  ): { stop: () => Promise<void> } {
    let going = true
    const until = this.accepted.size + most
    const all = Array.from({ length: senders }, async () => {
      while (going && this.accepted.size < until) if (!(await this.post(eventType, batch))) return
    })
    return {
      async stop() {
        going = false
        await Promise.all(all)
      },
    }
  }

  /** Waits until nothing is on its way any more. */
  async settle(withinMs: number): Promise<void> {
    await waitUntil(
      'nothing left to send',
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        const reply = await this.ask('GET', '/journal?status=pending,retrying&limit=1')
        return reply !== null && (reply.body['items'] as unknown[]).length === 0
      },
      withinMs,
    )
  }

  /** Accepted events whose message stands in the journal with one of these statuses. */
  async eventsThatAre(statuses: string): Promise<ReadonlySet<string>> {
    const found = new Set<string>()
    let cursor = ''
    do {
      const page = await this.must('GET', `/journal?status=${statuses}&limit=500${cursor}`)
      for (const { event_no } of page['items'] as { event_no: number }[]) found.add(this.#idsByNo.get(event_no) ?? '')
      cursor = page['next_cursor'] ? `&cursor=${page['next_cursor']}` : ''
    } while (cursor !== '')
    return found
  }

  /** The ids of all events that the store knows. */
  async eventIds(): Promise<ReadonlySet<string>> {
    const found = new Set<string>()
    let cursor = ''
    do {
      const page = await this.must('GET', `/events?limit=500${cursor}`)
      for (const { event_id } of page['items'] as { event_id: string }[]) found.add(event_id)
      cursor = page['next_cursor'] ? `&cursor=${page['next_cursor']}` : ''
    } while (cursor !== '')
    return found
  }

  /**
   * The accounting of all that was accepted, by what arrived and by what the journal says of the rest. Throws when the journal
   * tells of a message as delivered that no receiver took.
   */
  async account(receivers: readonly Receiver[], notes: Accounting['notes'] = {}): Promise<Accounting> {
    const { by_status } = await this.must('GET', '/journal/stats')
    const told = (by_status as { delivered?: number }).delivered ?? 0
    const remaining = {
      due: await this.eventsThatAre('pending,retrying'),
      ended: await this.eventsThatAre('failed,canceled,skipped'),
    }
    // Looked at last: what left while the journal was being read has arrived by now.
    const arrivals = receivers.flatMap((receiver) => receiver.arrivals)
    const taken = new Set(arrivals.filter(({ ended }) => ended === 'taken').map(({ event }) => event))
    if (told > taken.size) throw new Error(`the journal tells of ${told} delivered, ${taken.size} were taken`)
    return account(this.accepted, arrivals, remaining, notes)
  }

  /** Resident memory of the server, in MB. */
  async memoryMb(): Promise<number> {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${this.pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes) / 1024)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.end('SIGKILL')
    // A folder that was given may be the root of a file system, which stays.
    for (const file of await readdir(this.folder)) await rm(join(this.folder, file), { recursive: true, force: true })
    await rmdir(this.folder).catch(() => {})
  }
}

type RouteOptions = Partial<Record<'settings' | 'limits' | 'options' | 'parameters' | 'conditions', object>>

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export type Answer = Readonly<Record<string, unknown>>

/** A receiver that plays a behavior for each request and remembers how each of them ended. */
export async function startReceiver(behave: (request: ReceivedRequest, no: number) => Behavior): Promise<Receiver> {
  const arrivals: Arrival[] = []
  let waiting: (() => void)[] = []
  let no = 0
  const fake = await startFake({
    otherwise: (received) => {
      no += 1
      const behavior = behave(received, no)
      const deliveryId = received.headers['webhook-id'] ?? ''
      arrivals.push({ event: eventIn(received), deliveryId, ended: endOf(behavior) })
      for (const tell of waiting) tell()
      waiting = []
      return behavior
    },
  })
  const next = () => new Promise<void>((resolve) => waiting.push(resolve))
  return { fake, url: fake.url, arrivals, next, [Symbol.asyncDispose]: () => fake.close() }
}

export interface Receiver extends AsyncDisposable {
  readonly fake: Fake
  readonly url: string
  readonly arrivals: readonly Arrival[]
  /** Resolves with the next arrival. */
  readonly next: () => Promise<unknown>
}

function endOf(behavior: Behavior): Arrival['ended'] {
  if (behavior.does === 'hang') return 'no answer'
  if (behavior.does === 'reset') return 'cut off'
  if (behavior.does === 'slow-down') return 'refused'
  return 'status' in behavior && (behavior.status ?? 200) >= 300 ? 'refused' : 'taken'
}

function eventIn({ body }: ReceivedRequest): string {
  try {
    return String((JSON.parse(body) as { event?: string }).event)
  } catch {
    return ''
  }
}
