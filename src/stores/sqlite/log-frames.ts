import { crc32 } from 'node:zlib'

// A log file: a header (magic, the store's identity), then records, each in a frame:
// length of the payload (4 bytes), checksum (4), number of the record (8), the last one known to be on the disk (8), payload.

const magic = Buffer.from('HKSWLOG1')

/** Where the first frame of a file begins. */
export const headerBytes = magic.length + 8

/** What stands before the payload of a record. */
export const frameBytes = 24

/** One record as it stands in the log. */
export interface LogRecord {
  /** Records are numbered 1, 2, 3… through all files, also after a restart. */
  readonly seq: number
  /** Everything up to this record was on the disk when this one was written. */
  readonly synced: number
  readonly payload: Buffer
  /** True when it follows the record before it without a gap. */
  readonly isNext: boolean
}

/** The first bytes of a file. `store` is the identity of the store, so that no log is played into another one. */
export function fileHeader(store: number): Buffer {
  const header = Buffer.alloc(headerBytes)
  magic.copy(header)
  header.writeDoubleLE(store, magic.length)
  return header
}

/** Whose log it is; null when the file broke off before that was written. */
export function storeOf(bytes: Buffer): number | null {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return null
  return bytes.readDoubleLE(magic.length)
}

/** What stands before a payload that is written in pieces. */
export function frameHead(
  { seq, synced, store }: { readonly seq: number; readonly synced: number; readonly store: number },
  pieces: readonly Uint8Array[],
): Buffer {
  const head = Buffer.allocUnsafe(frameBytes)
  head.writeDoubleLE(seq, 8)
  head.writeDoubleLE(synced, 16)
  head.writeUInt32LE(
    pieces.reduce((sum, piece) => sum + piece.byteLength, 0),
    0,
  )
  head.writeUInt32LE(checksum(head, pieces, store), 4)
  return head
}

/** Every whole record of a file, also behind damage: what a power cut or a broken disk left is told by the gaps. */
export function* wholeRecords(bytes: Buffer, store: number): Generator<LogRecord> {
  let at = headerBytes
  let isNext = true
  while (at + frameBytes <= bytes.length) {
    const record = recordAt(bytes, at, store)
    if (record === null) {
      isNext = false
      at++
      continue
    }
    yield { ...record, isNext }
    isNext = true
    at += frameBytes + record.payload.length
  }
}

function recordAt(bytes: Buffer, at: number, store: number): Omit<LogRecord, 'isNext'> | null {
  const length = bytes.readUInt32LE(at)
  const end = at + frameBytes + length
  if (end > bytes.length) return null
  const seq = bytes.readDoubleLE(at + 8)
  const synced = bytes.readDoubleLE(at + 16)
  if (!Number.isSafeInteger(seq) || !(synced >= 0 && synced < seq)) return null
  const payload = bytes.subarray(at + frameBytes, end)
  if (bytes.readUInt32LE(at + 4) !== checksum(bytes.subarray(at, at + frameBytes), [payload], store)) return null
  return { seq, synced, payload }
}

/** The identity goes into it, which nobody outside knows: no event can hold bytes that look like a record. */
function checksum(head: Buffer, pieces: readonly Uint8Array[], store: number): number {
  const start = crc32(head.subarray(8), store % 2 ** 32)
  return pieces.reduce((sum, piece) => crc32(piece, sum), start)
}
