import { deserialize, serialize } from 'node:v8'
import type { Cell } from './pack.ts'

// The payload of a record: rows (4 bytes), events (4), for each event what was decided about it (32), then the calls as V8
// writes values: it reads what older versions of it wrote.

/** What goes through the log: it may wait there until the database takes it. */
export type LoggedQuestion = 'saveEvents' | 'recordAttempts'

/** One call of a group, packed. */
export type LoggedCall = readonly [question: LoggedQuestion, cells: readonly Cell[]]

/** What was decided about an event when it was taken. */
export interface Decision {
  /** Its number; 0 when it is a repetition. */
  readonly no: number
  readonly firstDelivery: number
  /** The key by which a repetition is known. */
  readonly hash: Uint8Array
}

/** A record on its way to the database. */
export interface WaitingRecord {
  readonly seq: number
  readonly head: Uint8Array
  readonly body: Uint8Array
}

const hashBytes = 16
const decisionBytes = 16 + hashBytes
const startBytes = 8

/** The calls of a group, in a buffer of its own that can be handed from thread to thread. */
export function packCalls(calls: readonly LoggedCall[]): Uint8Array<ArrayBuffer> {
  return serialize(calls) as Uint8Array<ArrayBuffer>
}

export function unpackCalls(body: Uint8Array): LoggedCall[] {
  return deserialize(body) as LoggedCall[]
}

/** Gathers what stands before the calls. */
export class HeadWriter {
  readonly bytes: Buffer
  #at = startBytes

  constructor(rows: number, events: number) {
    this.bytes = Buffer.alloc(startBytes + events * decisionBytes)
    this.bytes.writeUInt32LE(rows, 0)
    this.bytes.writeUInt32LE(events, 4)
  }

  /** `key` is that of `keyText`. */
  add(no: number, firstDelivery: number, key: string): void {
    this.bytes.writeDoubleLE(no, this.#at)
    this.bytes.writeDoubleLE(firstDelivery, this.#at + 8)
    this.bytes.write(key, this.#at + 16, hashBytes, 'latin1')
    this.#at += decisionBytes
  }
}

/** Reads the decisions in the order of the events. */
export class HeadReader {
  readonly rows: number
  readonly #bytes: Buffer
  #at = startBytes

  constructor(head: Uint8Array) {
    this.#bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
    this.rows = this.#bytes.readUInt32LE(0)
  }

  next(): Decision {
    const at = this.#at
    this.#at += decisionBytes
    return {
      no: this.#bytes.readDoubleLE(at),
      firstDelivery: this.#bytes.readDoubleLE(at + 8),
      hash: this.#bytes.subarray(at + 16, at + decisionBytes),
    }
  }
}

/** The record in a payload that was read from the log. */
export function recordIn(seq: number, payload: Buffer): WaitingRecord {
  const bodyAt = startBytes + payload.readUInt32LE(4) * decisionBytes
  return { seq, head: payload.subarray(0, bodyAt), body: payload.subarray(bodyAt) }
}
