import type { ServerResponse } from 'node:http'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

/** What a fake service does with one request. Waiting times are in milliseconds. */
export type Behavior =
  /** Answers. A body that is neither text nor bytes goes as JSON. Status 200 unless said otherwise. */
  | {
      readonly does: 'answer'
      readonly status?: number
      readonly headers?: Readonly<Record<string, string | readonly string[]>>
      readonly body?: unknown
      /** Waits before it answers. */
      readonly afterMs?: number
      /** Cuts the connection after a whole answer, without saying so. */
      readonly thenCuts?: boolean
    }
  /** 429 with `Retry-After` as given: seconds, a date, or nonsense. */
  | { readonly does: 'slow-down'; readonly retryAfter?: string; readonly status?: number }
  /** Takes the request and never answers. */
  | { readonly does: 'hang' }
  /** Sends the status line, then a header byte at a time, without end. */
  | { readonly does: 'slow-headers'; readonly everyMs: number }
  /** Sends the headers at once, then a body byte at a time, without end. */
  | { readonly does: 'slow-body'; readonly everyMs: number; readonly status?: number }
  /** Resets the connection as soon as it is opened, before any request. */
  | { readonly does: 'refuse-connection' }
  /** Resets the connection after the whole request, before any answer. */
  | { readonly does: 'reset' }
  /** Answers with headers and half of the body that they promise, then resets the connection. */
  | { readonly does: 'reset-in-body'; readonly status?: number; readonly body?: string }
  /** Sends body for as long as somebody reads. */
  | { readonly does: 'endless-body'; readonly status?: number }
  /** A small compressed body that inflates to `bytes` zeros. */
  | { readonly does: 'bomb'; readonly bytes: number; readonly encoding: 'gzip' | 'deflate' | 'br' }
  /** Writes these bytes to the socket instead of an answer, then closes it. */
  | { readonly does: 'garbage'; readonly bytes: string | Uint8Array; readonly staysOpen?: boolean }
  /** 302 (unless said otherwise) to this address. */
  | { readonly does: 'redirect'; readonly to: string; readonly status?: number }
  /** 200 and `application/json`, but the body is cut in the middle. */
  | { readonly does: 'wrong-json' }
  /** 200 with one header of this many bytes. */
  | { readonly does: 'huge-header'; readonly bytes: number }

/** Plays one behavior. */
export function behave(behavior: Behavior, response: ServerResponse): void {
  switch (behavior.does) {
    case 'answer':
      return answer(behavior, response)
    case 'slow-down':
      return answer(
        {
          does: 'answer',
          status: behavior.status ?? 429,
          headers: behavior.retryAfter === undefined ? {} : { 'retry-after': behavior.retryAfter },
          body: { error: 'slow down' },
        },
        response,
      )
    case 'hang':
      return
    case 'slow-headers':
      return drip(response, 'HTTP/1.1 200 OK\r\nx-slow: ', behavior.everyMs)
    case 'slow-body':
      return drip(response, `HTTP/1.1 ${behavior.status ?? 200} X\r\ncontent-length: 1000000\r\n\r\n`, behavior.everyMs)
    case 'refuse-connection':
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'reset-in-body':
      return resetInBody(response, behavior)
    case 'endless-body':
      return pour(response, behavior.status ?? 200)
    case 'bomb':
      return explode(response, behavior)
    case 'garbage':
      response.socket?.write(behavior.bytes)
      if (behavior.staysOpen !== true) response.socket?.end()
      return
    case 'redirect':
      response.writeHead(behavior.status ?? 302, { location: behavior.to }).end()
      return
    case 'wrong-json':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true,"resu')
      return
    case 'huge-header':
      response.socket?.write(`HTTP/1.1 200 OK\r\nx-huge: ${'x'.repeat(behavior.bytes)}\r\ncontent-length: 0\r\n\r\n`)
      return
  }
}

function answer(behavior: Extract<Behavior, { does: 'answer' }>, response: ServerResponse): void {
  const { body = '', afterMs = 0 } = behavior
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  const headers: Record<string, string | string[]> = isRaw ? {} : { 'content-type': 'application/json' }
  for (const [name, value] of Object.entries(behavior.headers ?? {})) {
    headers[name] = typeof value === 'string' ? value : [...value]
  }
  const send = () => {
    response.writeHead(behavior.status ?? 200, headers)
    response.end(isRaw ? body : JSON.stringify(body), () => {
      if (behavior.thenCuts === true) response.socket?.destroy()
    })
  }
  if (afterMs === 0) send()
  else setTimeout(send, afterMs).unref()
}

function drip(response: ServerResponse, start: string, everyMs: number): void {
  const socket = response.socket
  if (socket === null) return
  socket.write(start)
  const timer = setInterval(() => socket.write('x'), everyMs)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}

function resetInBody(response: ServerResponse, { status = 200, body = '{"ok":' }: { status?: number; body?: string }) {
  const socket = response.socket
  if (socket === null) return
  const length = Buffer.byteLength(body) * 2
  const head = `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
  // The reset would overtake bytes still on their way, so it waits for the next turn of the loop.
  socket.write(head + body, () => setTimeout(() => socket.resetAndDestroy(), 20).unref())
}

function pour(response: ServerResponse, status: number): void {
  const piece = Buffer.alloc(64 * 1024, 'x')
  response.writeHead(status)
  const more = () => {
    while (!response.destroyed && response.write(piece));
  }
  response.on('drain', more)
  more()
}

function explode(response: ServerResponse, { bytes, encoding }: Extract<Behavior, { does: 'bomb' }>): void {
  const squeeze = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding]
  response.writeHead(200, { 'content-encoding': encoding, 'content-type': 'text/plain' })
  response.end(squeeze(Buffer.alloc(bytes)))
}
