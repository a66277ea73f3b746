import { isJsonObject, type Json } from '../../core/json.ts'
import { Lines, Messages } from './framing.ts'
import type { AmiMessage } from './message.ts'
import { type DatedMessage, type LogTime, logTimeOf, RecordingTime } from './recording-time.ts'

/** The longest line, and the longest JSON object over several lines, that a recording may hold. */
const longestJson = 1_048_576

/** How many messages are remembered to recognize a copy of one. */
const mostRemembered = 20_000

/**
 * Reads a recording of AMI traffic, whichever way it was made; the three ways may be mixed in one file:
 *
 * - as it was on the wire: `Key: value` lines, a blank line after each message (requests and responses are passed over later);
 * - one JSON object per line, with or without a log's prefix such as `[Nov 14 00:38:07] … tmp[{…}]`;
 * - JSON objects over several lines, as `jq` prints them.
 *
 * A message that was cut off at the end of the file is not told. A log often prints a message twice, once with its time and
 * once for reading: an object without a time that repeats one with a time is that second copy, and is not told either.
 */
export async function* readRecording(recording: AsyncIterable<Uint8Array>): AsyncIterable<DatedMessage> {
  const lines = new Lines(longestJson)
  const reader = new RecordedMessages()
  const time = new RecordingTime()
  for await (const bytes of recording) {
    for (const line of lines.push(bytes)) {
      for (const { message, log } of reader.push(line)) yield* time.push(message, log)
    }
  }
  for (const { message, log } of reader.end(lines.rest())) yield* time.push(message, log)
  yield* time.end()
}

interface Recorded {
  readonly message: AmiMessage
  readonly log: LogTime | null
}

/** Turns lines of any of the three forms into messages. */
class RecordedMessages {
  readonly #wire = new Messages()
  readonly #object = new JsonText()
  readonly #told = new Set<string>()

  push(line: string): Recorded[] {
    if (this.#object.isOpen) return this.#json(this.#object.push(line), null)
    const log = logTimeOf(line)
    if (log !== null) return this.#json(line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1), log)
    if (line.trimStart().startsWith('{')) return this.#json(this.#object.push(line), null)
    const message = this.#wire.push(line)
    return message === null ? [] : [{ message, log: null }]
  }

  /** The last line had no line end: a whole JSON object in it counts, anything else was cut off. */
  end(rest: string): Recorded[] {
    return rest.trimEnd().endsWith('}') || rest.trimEnd().endsWith(']') ? this.push(rest) : []
  }

  #json(text: string | null, log: LogTime | null): Recorded[] {
    const message = text === null ? null : messageFrom(text)
    if (message === null) return []
    if (log === null && this.#told.has(keyOf(message))) return []
    if (log !== null && this.#told.size < mostRemembered) this.#told.add(keyOf(message))
    return [{ message, log }]
  }
}

/** Gathers the lines of one JSON object until its braces close. */
class JsonText {
  #lines: string[] = []
  #depth = 0
  #length = 0

  get isOpen(): boolean {
    return this.#lines.length > 0
  }

  /** The whole text when this line closes the object, else null. */
  push(line: string): string | null {
    this.#lines.push(line)
    this.#length += line.length
    // JSON cannot hold a bare line end inside a string, so every line starts outside of one.
    this.#depth += bracesIn(line)
    if (this.#depth > 0 && this.#length <= longestJson) return null
    const text = this.#lines.join('\n')
    this.#lines = []
    this.#depth = 0
    this.#length = 0
    return text
  }
}

/** Opening less closing braces of a line, those inside strings left out. */
function bracesIn(line: string): number {
  const outside = line.replace(/"(?:[^"\\]|\\.)*"?/g, '')
  return outside.split('{').length - outside.split('}').length
}

function messageFrom(text: string): AmiMessage | null {
  const object = parsed(text)
  if (!isJsonObject(object)) return null
  const entries = Object.entries(object).map(([key, value]) => [key.toLowerCase(), textsOf(value)] as const)
  return new Map(entries.filter(([, values]) => values.length > 0))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // not JSON after all, or cut off: a recording may hold anything
  }
}

/** A key's value or values as AMI would have sent them. Deeper nesting does not come from AMI and is left out. */
function textsOf(value: Json | undefined): string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.filter((item) => ['string', 'number', 'boolean'].includes(typeof item)).map(String)
}

function keyOf(message: AmiMessage): string {
  return JSON.stringify([...message].sort(([a], [b]) => (a < b ? -1 : 1)))
}
