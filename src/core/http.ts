/** One outbound request. The body is text or bytes, already encoded; `headers` hold no CR, LF or NUL (refused otherwise). */
export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Total time for everything: address, connection, headers and body. Default 10,000. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** To get the body whole, as bytes, instead of as a text of 64 KiB: at most so many are read. */
  readonly maxBytes?: number
  /** Texts in it that are secret though no setting holds them, such as a token got a moment ago: hidden wherever the request is kept. */
  readonly secrets?: readonly string[]
  /** True: over a connection of its own, measured in its parts. For a test, where it matters more than speed. */
  readonly timed?: boolean
}

/** The answer. Redirects are not followed: a 302 is an answer like any other. */
export interface HttpReply {
  readonly status: number
  /** Lower-case names; repeated headers are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  /** At most 64 KiB, decoded as UTF-8; what was longer is cut and `truncated` says so. */
  readonly body: string
  readonly truncated: boolean
  /** The body as it came, when the request gave `maxBytes`. `truncated` says whether more was to come. */
  readonly bytes?: Uint8Array
  /** When the request was `timed`. */
  readonly timing?: HttpTiming
}

/** Where the time of one exchange went, in whole milliseconds. */
export interface HttpTiming {
  /** Finding the address of the name. */
  readonly dnsMs: number
  /** Opening the TCP connection. */
  readonly connectMs: number
  /** Agreeing on TLS; null without it. */
  readonly tlsMs: number | null
  /** From then until the whole answer was there. */
  readonly waitMs: number
  readonly totalMs: number
}

/** The only way out: guards the address, caps time and size, measures. Throws `OutboundError`. */
export type Http = (request: HttpRequest) => Promise<HttpReply>

/** Why no answer came. `sent` decides between "try again" and "may have been delivered". */
export type OutboundFailure =
  /** The address is private, local or otherwise not allowed. Trying again cannot help. */
  | 'address-refused'
  /** The request itself is wrong: a bad URL, scheme or header. Trying again cannot help. */
  | 'request-invalid'
  | 'dns'
  | 'connect'
  | 'tls'
  /** The certificate is expired, for another name, or not signed by a known authority: a person has to renew it. */
  | 'tls-certificate'
  | 'timeout'
  | 'reset'
  | 'protocol'
  | 'aborted'

/** An outbound request that got no usable answer. The message is for people and holds no secret. */
export class OutboundError extends Error {
  readonly failure: OutboundFailure
  /** True when the request may have reached the other side. */
  readonly sent: boolean

  constructor(
    failure: OutboundFailure,
    message: string,
    { sent = false, cause }: { sent?: boolean; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'OutboundError'
    this.failure = failure
    this.sent = sent
  }
}
