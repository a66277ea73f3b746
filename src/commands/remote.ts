import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { Config } from '../config.ts'
import { CliError, type Given } from './command.ts'

const probeMs = 2000

/** The flags of every command that speaks to a running server. */
export const remoteOptions = {
  url: { type: 'string', sentence: 'The server; default: the listen address of the settings' },
  key: { type: 'string', sentence: 'An API key; default: HOOKSWITCH_ADMIN_KEY' },
} as const

/** A running server, as the commands speak to it. */
export interface Remote {
  readonly url: string
  /** Sends JSON (or the given text) and returns the parsed answer. Throws with the server's own sentence. */
  readonly post: (path: string, body: unknown, options?: { contentType?: string }) => Promise<Record<string, unknown>>
  readonly get: (path: string) => Promise<Record<string, unknown>>
  /** Changes some fields, and returns the whole. */
  readonly patch: (path: string, body: unknown) => Promise<Record<string, unknown>>
  /** Opens a file that the server gives; `bytes` is null when it does not say how many come. */
  readonly download: (path: string) => Promise<{ readonly body: Readable; readonly bytes: number | null }>
}

/** The running server to ask: the one of `--url`, else one that answers at the listen address; null when there is none. */
export async function runningServer(given: Given, config: Config): Promise<Remote | null> {
  if (given.flags.has('url')) return remoteServer(given, config)
  const url = addressOf(config)
  if (!(await isHookswitch(`${url}/livez`))) return null
  if (given.flags.has('key') || config.adminKey !== undefined) return remoteServer(given, config)
  throw new CliError(
    `a server runs at ${url}: give an API key with --key, set HOOKSWITCH_ADMIN_KEY, or stop the server and ask again`,
  )
}

/** True when a Hookswitch is alive at this `/livez`. */
export async function isHookswitch(url: string): Promise<boolean> {
  const { request } = await import('undici')
  try {
    const { statusCode, body } = await request(url, { headersTimeout: probeMs, bodyTimeout: probeMs })
    return statusCode === 200 && (await body.text()).includes('alive')
  } catch {
    return false
  }
}

function addressOf({ host, port }: Config): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The server that `--url` and `--key` name; by default the one of the settings, with `HOOKSWITCH_ADMIN_KEY`. */
export function remoteServer(given: Given, config: Config): Remote {
  const url = (given.flags.get('url') ?? addressOf(config)).replace(/\/+$/, '')
  const key = given.flags.get('key') ?? config.adminKey
  if (!URL.canParse(url)) throw new CliError(`--url must be an address such as http://127.0.0.1:8787, not “${url}”`)
  if (key === undefined) throw new CliError('give an API key with --key, or set HOOKSWITCH_ADMIN_KEY')
  return {
    url,
    async post(path, body, { contentType = 'application/json' } = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return objectOf(await ask(path, { method: 'POST', headers: { 'content-type': contentType }, body: text }))
    },
    async get(path) {
      return objectOf(await ask(path, { method: 'GET', headers: {} }))
    },
    async patch(path, body) {
      const headers = { 'content-type': 'application/json' }
      return objectOf(await ask(path, { method: 'PATCH', headers, body: JSON.stringify(body) }))
    },
    async download(path) {
      const { body, headers } = await ask(path, { method: 'GET', headers: {} })
      const length = Number(headers['content-length'])
      return { body, bytes: Number.isNaN(length) ? null : length }
    },
  }

  async function ask(
    path: string,
    { headers, ...rest }: { method: 'GET' | 'POST' | 'PATCH'; headers: Record<string, string>; body?: string },
  ) {
    const language = given.json ? 'en' : given.language
    const authorized = { ...headers, authorization: `Bearer ${key}`, 'accept-language': language }
    // A copy of a large store, or erasing in one, takes as long as it takes before the first byte comes.
    const patient = { headersTimeout: 0, bodyTimeout: 0 }
    const { request } = await import('undici')
    const reply = await request(`${url}/api/v1${path}`, { ...rest, ...patient, headers: authorized }).catch(
      (cause: unknown) => {
        throw new Error(`no Hookswitch answers at ${url}: ${causeOf(cause)}`, { cause })
      },
    )
    if (reply.statusCode < 300) return reply
    const answer = await objectOf(reply)
    throw new Error(
      `the server refused it (${reply.statusCode}): ${String(answer['detail'] ?? answer['title'] ?? 'no reason given')}`,
    )
  }
}

async function objectOf({ body }: Pick<Dispatcher.ResponseData, 'body'>): Promise<Record<string, unknown>> {
  return (await body.json().catch(() => ({}))) as Record<string, unknown>
}

function causeOf(error: unknown): string {
  if (error instanceof AggregateError) return causeOf(error.errors[0])
  return error instanceof Error ? error.message || error.name : String(error)
}
