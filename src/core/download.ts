import { type Http, type HttpReply, OutboundError } from './http.ts'
import { outcomeOfStatus } from './http-outcome.ts'
import type { Outcome } from './outcome.ts'

/** Why a file is not there. The outcome is of the message it was for; the reason is a sentence for people. */
export class DownloadFailed extends Error {
  readonly outcome: Extract<Outcome, { kind: 'retry' | 'permanent' }>

  constructor(outcome: Extract<Outcome, { kind: 'retry' | 'permanent' }>) {
    super(outcome.reason)
    this.outcome = outcome
  }
}

export interface DownloadTools {
  readonly http: Http
  readonly signal: AbortSignal
  /** Milliseconds since 1970. */
  readonly now: number
  readonly maxBytes: number
  readonly timeoutMs: number
  /** How to call it in a sentence, such as `attachment 2`. */
  readonly what: string
}

/**
 * Gets a file that a message carries along. Throws `DownloadFailed`, and `OutboundError` with `sent` false: whatever became
 * of the download, the message itself was not sent. No answer of this address is ever `auth`, `gone` or `rate`, because
 * those would pause the integration that the message goes to.
 */
export async function download(url: string, tools: DownloadTools): Promise<Uint8Array> {
  const { http, signal, maxBytes, timeoutMs, what } = tools
  let reply: HttpReply
  try {
    reply = await http({ method: 'GET', url, signal, maxBytes, timeoutMs })
  } catch (cause) {
    if (!(cause instanceof OutboundError) || cause.failure === 'aborted') throw cause
    throw new OutboundError(cause.failure, `${what}: ${cause.message}`, { cause })
  }
  const bytes = reply.bytes ?? new Uint8Array()
  if (reply.status < 200 || reply.status > 299) throw refused(reply, tools)
  const encoding = reply.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw never(`${what} comes compressed (${encoding}) though we did not ask for that`)
  if (!reply.truncated) return bytes
  if (bytes.byteLength >= maxBytes) throw never(`${what} is larger than ${Math.floor(maxBytes / 1_000_000)} MB`)
  throw new DownloadFailed({ kind: 'retry', reason: `${what}: its download broke off` })
}

function refused(reply: HttpReply, { now, what }: DownloadTools): DownloadFailed {
  const outcome = outcomeOfStatus(reply, now)
  const reason = `${what} could not be downloaded: its address answered ${reply.status}`
  if (outcome.kind !== 'retry' && outcome.kind !== 'rate') return never(reason)
  const { waitMs } = outcome
  return new DownloadFailed({ kind: 'retry', reason, ...(waitMs !== undefined && { waitMs }) })
}

function never(reason: string): DownloadFailed {
  return new DownloadFailed({ kind: 'permanent', reason })
}
