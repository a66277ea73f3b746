import { createServer, type Socket } from 'node:net'

// A receiver that does as little as one can: takes POSTs on raw sockets, answers 200, and counts. Run as a child
// process; tells its parent the port, then its counts twenty times a second.

/** What the parent hears. */
export interface SinkReport {
  readonly requests: number
  /** Different messages, by the number that stands in the body after `"seq":`. */
  readonly distinct: number
  /** Milliseconds from `"at":` in the body to its arrival here, since the last `reset`. */
  readonly latencies?: readonly number[]
}

const answer = Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"ok":true}')
const headEnd = Buffer.from('\r\n\r\n')
const lengthName = Buffer.from('\ncontent-length: ')

let seen = new Uint8Array(1 << 24)
let requests = 0
let distinct = 0
let latencies: number[] = []
let wantsLatencies = false

const server = createServer((socket) => {
  socket.setNoDelay(true)
  let rest: Buffer | null = null
  socket.on('data', (piece: Buffer) => {
    rest = take(rest === null ? piece : Buffer.concat([rest, piece]), socket)
  })
  socket.on('error', () => {})
})

/** Answers every whole request in these bytes; returns what is left. */
function take(bytes: Buffer, socket: Socket): Buffer | null {
  let at = 0
  let answers = 0
  while (at < bytes.length) {
    const end = bytes.indexOf(headEnd, at)
    if (end < 0) break
    const bodyAt = end + 4
    const length = lengthOf(bytes, at, end)
    if (bytes.length < bodyAt + length) break
    note(bytes, bodyAt, bodyAt + length)
    at = bodyAt + length
    answers += 1
  }
  for (; answers > 0; answers--) socket.write(answer)
  return at === bytes.length ? null : bytes.subarray(at)
}

function lengthOf(bytes: Buffer, from: number, to: number): number {
  const at = bytes.indexOf(lengthName, from)
  return at < 0 || at > to ? 0 : digitsAt(bytes, at + lengthName.length)
}

function note(bytes: Buffer, from: number, to: number): void {
  requests += 1
  const seq = numberAfter('"seq":', bytes, from, to)
  if (seq >= seen.length) return
  if (seen[seq] === 0) distinct += 1
  seen[seq] = 1
  if (!wantsLatencies) return
  const sentAt = numberAfter('"at":', bytes, from, to)
  latencies.push(performance.timeOrigin + performance.now() - sentAt / 1000)
}

function numberAfter(name: string, bytes: Buffer, from: number, to: number): number {
  const at = bytes.indexOf(name, from)
  return at < 0 || at > to ? Number.POSITIVE_INFINITY : digitsAt(bytes, at + name.length)
}

function digitsAt(bytes: Buffer, from: number): number {
  let number = 0
  for (let at = from; ; at++) {
    const digit = (bytes[at] ?? 0) - 48
    if (digit < 0 || digit > 9) return number
    number = number * 10 + digit
  }
}

process.on('message', (message: 'reset' | 'latencies') => {
  if (message === 'reset') {
    seen = new Uint8Array(1 << 24)
    ;[requests, distinct, latencies, wantsLatencies] = [0, 0, [], false]
    process.send?.({ requests, distinct })
  } else {
    process.send?.({ requests, distinct, latencies })
    latencies = []
    wantsLatencies = true
  }
})
process.on('disconnect', () => process.exit())

server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as { port: number }).port })
  setInterval(() => process.send?.({ requests, distinct } satisfies SinkReport), 20).unref()
})
