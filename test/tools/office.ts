import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { request } from 'undici'
import { readConfig } from '../../src/config.ts'
import type { SteadyClock } from '../../src/core/clock.ts'
import type { JsonObject } from '../../src/core/json.ts'
import type { Log } from '../../src/core/log.ts'
import { type Running, start } from '../../src/start.ts'
import { waitUntil } from './wait-until.ts'

/** What the API answered. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds.
  readonly body: any
}

export interface OfficeOptions {
  readonly clock?: SteadyClock
  readonly settings?: Readonly<Record<string, string>>
  /** A folder to continue in, such as that of an office closed before. */
  readonly folder?: string
  /** Silent unless given. */
  readonly log?: Log
  /** Another folder than that of the built console. */
  readonly consoleFolder?: string
}

/** A whole server with a real store in a folder of its own, spoken to over real HTTP. */
export interface Office extends AsyncDisposable {
  readonly running: Running
  readonly url: string
  readonly key: string
  readonly folder: string
  readonly get: (path: string, key?: string) => Promise<Reply>
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>
  readonly put: (path: string, body: unknown) => Promise<Reply>
  readonly patch: (path: string, body: unknown) => Promise<Reply>
  readonly remove: (path: string) => Promise<Reply>
  readonly ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>
  /** Makes an integration; returns its id. */
  readonly integration: (kind: string, settings: JsonObject, more?: JsonObject) => Promise<string>
  /** Makes a binding for `call_function` unless told otherwise; returns its id. */
  readonly binding: (integrationId: string, parameters: JsonObject, more?: JsonObject) => Promise<string>
  /** Sends one event; returns what the API said about it. */
  readonly happens: (
    eventType: string,
    data: JsonObject,
    more?: JsonObject,
  ) => Promise<{ event_no: number; deliveries: number; duplicate: boolean }>
  readonly journal: (query?: string) => Promise<JsonObject[]>
  /** Waits until the journal shows so many deliveries in that status, and returns them. */
  readonly untilJournal: (status: string, count?: number, query?: string) => Promise<JsonObject[]>
  /** Stops the server and keeps the folder. */
  readonly stop: () => Promise<void>
}

const adminKey = 'office-admin-key-0123456789'
/** More than a machine shared by many needs; a test that passes does not wait. */
const patienceMs = 30_000
const silent = pino({ level: 'silent' })

/** Opens an office. The demo's loopback addresses may be reached, so that local fakes can stand in for services. */
export async function openOffice({
  clock,
  settings = {},
  folder,
  log = silent,
  consoleFolder,
}: OfficeOptions = {}): Promise<Office> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'hookswitch-office-')))
  const config = readConfig({
    HOOKSWITCH_LISTEN: '127.0.0.1:0',
    HOOKSWITCH_STORE: `sqlite:${join(home, 'hookswitch.db')}`,
    HOOKSWITCH_ADMIN_KEY: adminKey,
    HOOKSWITCH_ALLOW_NETS: '127.0.0.0/8,::1/128',
    ...settings,
  })
  const running = await start({
    config,
    log,
    random: () => 0.5,
    ...(clock && { clock }),
    ...(consoleFolder && { consoleFolder }),
  })
  const office: Office = {
    running,
    url: running.url,
    key: adminKey,
    folder: home,
    ask: (method, path, body, headers = {}) =>
      speak(running.url, method, path, body, { authorization: `Bearer ${adminKey}`, ...headers }),
    get: (path, key = adminKey) => speak(running.url, 'GET', path, undefined, { authorization: `Bearer ${key}` }),
    post: (path, body, headers) => office.ask('POST', path, body, headers),
    put: (path, body) => office.ask('PUT', path, body),
    patch: (path, body) => office.ask('PATCH', path, body),
    remove: (path) => office.ask('DELETE', path),
    async integration(kind, given, more = {}) {
      const reply = await office.post('/integrations', { kind, name: `Test ${kind}`, settings: given, ...more })
      return made(reply)
    },
    async binding(integrationId, parameters, more = {}) {
      const form = {
        name: 'Test binding',
        event_type: 'call_function',
        integration_id: integrationId,
        parameters,
        ...more,
      }
      return made(await office.post('/bindings', form))
    },
    async happens(eventType, data, more = {}) {
      const reply = await office.post('/events', { event_type: eventType, data, ...more })
      if (reply.status !== 202) throw new Error(`the event was refused: ${JSON.stringify(reply.body)}`)
      return reply.body.events[0]
    },
    async journal(query = '') {
      return (await office.get(`/journal${query}`)).body.items
    },
    async untilJournal(status, count = 1, query = '') {
      const separator = query === '' ? '?' : `${query}&`
      return waitUntil(
        `${count} deliveries ${status}`,
        async () => {
          const found = await office.journal(`${separator}status=${status}&limit=500`)
          return found.length >= count && found
        },
        patienceMs,
      )
    },
    stop: () => running.stop(),
    async [Symbol.asyncDispose]() {
      await running.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
  return office
}

function made(reply: Reply): string {
  if (reply.status !== 201) throw new Error(`it was not made: ${JSON.stringify(reply.body)}`)
  return reply.body.id
}

async function speak(
  url: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Reply> {
  const raw = typeof body === 'string' || Buffer.isBuffer(body)
  const reply = await request(
    path.startsWith('/api/') || /^\/(livez|readyz|metrics|openapi.json$|docs$)/.test(path)
      ? url + path
      : `${url}/api/v1${path}`,
    {
      method: method as 'GET',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    },
  )
  const text = await reply.body.text()
  return { status: reply.statusCode, headers: reply.headers, body: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return text
  }
}
