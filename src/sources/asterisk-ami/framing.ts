import type { AmiMessage } from './message.ts'

/** The longest line that is kept. Asterisk's own limit for a header is far below; a longer one is an accident or an attack. */
export const longestLineBytes = 65_536

/** The most that one message may hold, all lines together. What comes after is dropped until the blank line. */
export const longestMessageBytes = 1_048_576

const newline = 10

/**
 * Cuts a stream of bytes into lines. A line is decoded only when it is whole, so a letter of several bytes that arrives in
 * two chunks stays one letter. A line above the limit is skipped to its end: memory stays bounded whatever is sent.
 */
export class Lines {
  #rest: Uint8Array = new Uint8Array(0)
  #skipping = false
  readonly #limit: number

  constructor(limit: number = longestLineBytes) {
    this.#limit = limit
  }

  /** The whole lines that these bytes complete, without their line ends. */
  push(bytes: Uint8Array): string[] {
    const lines: string[] = []
    let from = 0
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, from)) {
      const line = this.#take(bytes.subarray(from, end))
      if (line !== null) lines.push(line)
      from = end + 1
    }
    this.#keep(bytes.subarray(from))
    return lines
  }

  /** What stands after the last line end: a line that may not be whole. */
  rest(): string {
    return decode(this.#rest)
  }

  #take(tail: Uint8Array): string | null {
    const tooLong = this.#skipping || this.#rest.length + tail.length > this.#limit
    const line = tooLong ? null : decode(this.#rest.length === 0 ? tail : Buffer.concat([this.#rest, tail]))
    this.#rest = new Uint8Array(0)
    this.#skipping = false
    return line
  }

  #keep(tail: Uint8Array): void {
    if (this.#skipping || tail.length === 0) return
    if (this.#rest.length + tail.length > this.#limit) {
      this.#rest = new Uint8Array(0)
      this.#skipping = true
      return
    }
    this.#rest = Buffer.concat([this.#rest, tail])
  }
}

/** Gathers lines into messages: a blank line ends one. */
export class Messages {
  /** The version in the greeting, such as `9.0.0`; empty until it came. */
  banner = ''
  #open = new Map<string, string[]>()
  #bytes = 0

  /** The message that this line completes, or null. */
  push(line: string): AmiMessage | null {
    if (line === '') return this.#close()
    const colon = line.indexOf(':')
    if (colon <= 0) {
      // The greeting is the one line without a key, and no blank line follows it.
      this.banner ||= /^Asterisk Call Manager\/(\S+)/.exec(line)?.[1] ?? ''
      return null
    }
    this.#add(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1))
    return null
  }

  #add(key: string, value: string): void {
    this.#bytes += key.length + value.length
    if (this.#bytes > longestMessageBytes) return
    const text = value.startsWith(' ') ? value.slice(1) : value
    const values = this.#open.get(key)
    if (values === undefined) this.#open.set(key, [text])
    else values.push(text)
  }

  #close(): AmiMessage | null {
    const message = this.#open
    this.#open = new Map()
    this.#bytes = 0
    return message.size === 0 ? null : message
  }
}

/** Bytes of one connection in, whole messages out. */
export class Framing {
  readonly #lines = new Lines()
  readonly #messages = new Messages()

  get banner(): string {
    return this.#messages.banner
  }

  push(bytes: Uint8Array): AmiMessage[] {
    return this.#lines
      .push(bytes)
      .map((line) => this.#messages.push(line))
      .filter((message) => message !== null)
  }
}

function decode(bytes: Uint8Array): string {
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length
  return Buffer.from(bytes.buffer, bytes.byteOffset, end).toString('utf8')
}
