import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import type { Behavior } from '../tools/fakes/behavior.ts'
import { type Fake, type ReceivedRequest, startFake } from '../tools/fakes/frame.ts'
import { killAll, processKey, type ServerProcess, startServer } from '../tools/process.ts'
import { waitUntil } from '../tools/wait-until.ts'
import type { Arrival } from './accounting.ts'

const connections = new Agent({ connections: 32 })

/** A real server process that can be killed and started again, and the folder it lives in. */
export class Rig implements AsyncDisposable {
  readonly folder: string
  readonly accepted = new Set<string>()
  readonly #settings: Readonly<Record<string, string>>
  #server: ServerProcess | null = null
  #sent = 0

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Rig> {
    const rig = new Rig(await mkdtemp(join(tmpdir(), 'hookswitch-chaos-')), settings)
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
  async ask(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Answer } | null> {
    const url = this.#server?.url
    if (url === undefined) return null
    try {
      const reply = await request(`${url}/api/v1${path}`, {
        method,
        dispatcher: connections,
        headers: { authorization: `Bearer ${processKey}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: reply.statusCode, body: (await reply.body.json()) as Answer }
    } catch {
      return null
    }
  }

  /** As `ask`, for what must succeed. */
  async must(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Answer> {
    const reply = await this.ask(method, path, body)
    if (!reply || reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`)
    return reply.body
  }

  /** A webhook and a binding for every event of the type, whose message names the event. */
  async route(
    url: string,
    eventType: string,
    more: { settings?: object; limits?: object; options?: object; parameters?: object } = {},
  ): Promise<string> {
    const form = {
      kind: 'webhook',
      name: eventType,
      settings: { url, ...more.settings },
      ...(more.limits ? { limits: more.limits } : {}),
    }
    const { id } = await this.must('POST', '/integrations', form)
    const parameters = { event: '{{event_id}}', ...more.parameters }
    await this.must('POST', '/bindings', {
      name: eventType,
      event_type: eventType,
      integration_id: id,
      parameters,
      options: more.options ?? {},
    })
    return String(id)
  }

  /** Posts a batch of fresh events. Notes the accepted ones; returns false when the server did not take it. */
  async post(eventType: string, count: number): Promise<boolean> {
    const ids = Array.from({ length: count }, () => `e${this.#sent++}`)
    const reply = await this.ask(
      'POST',
      '/events',
      ids.map((event_id) => ({ event_type: eventType, event_id, data: {} })),
    )
    if (reply?.status !== 202) return false
    for (const id of ids) this.accepted.add(id)
    return true
  }

  /** Waits until nothing is on its way any more. */
  async settle(withinMs: number): Promise<void> {
    await waitUntil(
      'nothing left to send',
      async () => {
        const reply = await this.ask('GET', '/journal?status=pending,retrying&limit=1')
        return reply !== null && (reply.body['items'] as unknown[]).length === 0
      },
      withinMs,
    )
  }

  /** Resident memory of the server, in MB. */
  async memoryMb(): Promise<number> {
    const { readFile } = await import('node:fs/promises')
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${this.pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes) / 1024)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    killAll()
    await rm(this.folder, { recursive: true, force: true })
  }
}

export type Answer = Readonly<Record<string, unknown>>

/** A receiver that plays a behavior for each request and remembers which of them it answered with a 2xx. */
export async function startReceiver(behave: (request: ReceivedRequest, no: number) => Behavior): Promise<Receiver> {
  const arrivals: Arrival[] = []
  let no = 0
  const fake = await startFake({
    otherwise: (received) => {
      no += 1
      const behavior = behave(received, no)
      const answered = behavior.does === 'answer' && (behavior.status ?? 200) < 300
      arrivals.push({ event: eventIn(received), deliveryId: received.headers['webhook-id'] ?? '', answered })
      return behavior
    },
  })
  return { fake, url: fake.url, arrivals, [Symbol.asyncDispose]: () => fake.close() }
}

export interface Receiver extends AsyncDisposable {
  readonly fake: Fake
  readonly url: string
  readonly arrivals: readonly Arrival[]
}

function eventIn({ body }: ReceivedRequest): string {
  try {
    return String((JSON.parse(body) as { event?: string }).event)
  } catch {
    return ''
  }
}
