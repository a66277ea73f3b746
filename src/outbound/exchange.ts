import type { Dispatcher } from 'undici'
import { type HttpReply, OutboundError } from '../core/http.ts'
import { type Body, keptBytes, readBody } from './body.ts'
import { exchangeError } from './failure.ts'

/** A request that was checked and is ready to go. */
export interface Outgoing {
  readonly origin: string
  readonly host: string
  readonly path: string
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | null
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** How much of the body to hand over as bytes; none when absent. */
  readonly maxBytes?: number | undefined
}

/** How much of a body is read before the connection is cut. A little more than is kept, so that the connection lives on. */
const readBytes = 1024 * 1024

/**
 * One request and its answer. Once the status has come, that is the answer: a body that breaks off, drips past the
 * deadline or never ends is kept as far as it came and marked `truncated`, because the destination has already spoken.
 */
export function exchange(request: Outgoing, dispatcher: Dispatcher): Promise<HttpReply> {
  return new Promise((resolve, reject) => {
    const { origin, path, method, headers, body } = request
    const handler = new Exchange(request, resolve, reject)
    if (handler.isOver) return
    dispatcher.dispatch({ origin, path, method, headers, body: body as string | null }, handler)
  })
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: Outgoing
  readonly #resolve: (reply: HttpReply | Promise<HttpReply>) => void
  readonly #reject: (error: OutboundError) => void
  readonly #timer: NodeJS.Timeout
  #controller: Dispatcher.DispatchController | null = null
  #status = 0
  #headers: Record<string, string> = {}
  #pieces: Buffer[] = []
  #length = 0
  isOver = false

  constructor(
    request: Outgoing,
    resolve: (reply: HttpReply | Promise<HttpReply>) => void,
    reject: (error: OutboundError) => void,
  ) {
    this.#request = request
    this.#resolve = resolve
    this.#reject = reject
    this.#timer = setTimeout(this.#onDeadline, request.timeoutMs)
    if (request.signal?.aborted) this.#onAbort()
    else request.signal?.addEventListener('abort', this.#onAbort)
  }

  /** undici calls it right before the first byte is written: from here on the request may arrive. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.isOver) controller.abort(new Error('given up while waiting for a connection'))
    else this.#controller = controller
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // 102 and 103 announce an answer; they are none.
    if (status < 200) return
    this.#status = status
    this.#headers = joinRepeated(headers)
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    const { maxBytes } = this.#request
    if (this.#length < (maxBytes ?? keptBytes)) this.#pieces.push(piece)
    this.#length += piece.length
    if (this.#length <= (maxBytes ?? readBytes)) return
    this.#finish(true)
    controller.abort(new Error('the body is longer than is read'))
  }

  onResponseEnd(): void {
    this.#finish(false)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end(exchangeError(this.#request.host, error, this.#controller !== null))
  }

  readonly #onDeadline = (): void => {
    const { host, timeoutMs } = this.#request
    this.#giveUp('timeout', `${host} did not answer in ${timeoutMs} ms`)
  }

  readonly #onAbort = (): void => {
    this.#giveUp('aborted', `the request to ${this.#request.host} was interrupted`)
  }

  #giveUp(failure: 'timeout' | 'aborted', message: string): void {
    const error = new OutboundError(failure, message, { sent: this.#controller !== null })
    this.#end(error)
    this.#controller?.abort(error)
  }

  #end(error: OutboundError): void {
    if (this.#status !== 0) return this.#finish(true)
    if (this.isOver) return
    this.#close()
    this.#reject(error)
  }

  #finish(brokeOff: boolean): void {
    if (this.isOver) return
    this.#close()
    const { maxBytes } = this.#request
    const whole = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces)
    const bytes = whole.subarray(0, maxBytes ?? keptBytes)
    const body = readBody(bytes.subarray(0, keptBytes), this.#headers)
    const replyWith = ({ text, truncated }: Body): HttpReply => ({
      status: this.#status,
      headers: this.#headers,
      body: text,
      truncated: (truncated && maxBytes === undefined) || brokeOff || this.#length > (maxBytes ?? keptBytes),
      ...(maxBytes !== undefined && { bytes }),
    })
    this.#resolve(body instanceof Promise ? body.then(replyWith) : replyWith(body))
  }

  #close(): void {
    this.isOver = true
    clearTimeout(this.#timer)
    this.#request.signal?.removeEventListener('abort', this.#onAbort)
  }
}

function joinRepeated(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const name of Object.keys(headers)) {
    const value = headers[name]
    const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
    // Assigned, this name would change the object's prototype instead.
    if (name === '__proto__') Object.defineProperty(joined, name, { value: text, enumerable: true })
    else joined[name.toLowerCase()] = text
  }
  return joined
}
