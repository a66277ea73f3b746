import { request } from 'undici'
import type { Config } from '../config.ts'
import { CliError, type Given } from './command.ts'

/** A running server, as the commands speak to it. */
export interface Remote {
  readonly url: string
  /** Sends JSON (or the given text) and returns the parsed answer. Throws with the server's own sentence. */
  readonly post: (path: string, body: unknown, options?: { contentType?: string }) => Promise<Record<string, unknown>>
}

/** The server that `--url` and `--key` name; by default the one of the settings, with `HOOKSWITCH_ADMIN_KEY`. */
export function remoteServer(given: Given, config: Config): Remote {
  const url = (
    given.flags.get('url') ?? `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${config.port}`
  ).replace(/\/+$/, '')
  const key = given.flags.get('key') ?? config.adminKey
  if (!URL.canParse(url)) throw new CliError(`--url must be an address such as http://127.0.0.1:8787, not “${url}”`)
  if (key === undefined) throw new CliError('give an API key with --key, or set HOOKSWITCH_ADMIN_KEY')
  return {
    url,
    async post(path, body, { contentType = 'application/json' } = {}) {
      const reply = await request(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': contentType, authorization: `Bearer ${key}` },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }).catch((cause: unknown) => {
        throw new Error(`no Hookswitch answers at ${url}: ${causeOf(cause)}`, { cause })
      })
      const answer = (await reply.body.json().catch(() => ({}))) as Record<string, unknown>
      if (reply.statusCode < 300) return answer
      throw new Error(
        `the server refused it (${reply.statusCode}): ${String(answer['detail'] ?? answer['title'] ?? 'no reason given')}`,
      )
    },
  }
}

function causeOf(error: unknown): string {
  if (error instanceof AggregateError) return causeOf(error.errors[0])
  return error instanceof Error ? error.message || error.name : String(error)
}
