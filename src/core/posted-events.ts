import type { SourceEvent } from './event.ts'
import { isJsonObject, type JsonObject, own } from './json.ts'
import { timeOf } from './parameter-value.ts'

/** The longest event that is read, in characters of JSON. A longer one is passed over. */
const longestEvent = 262_144

/**
 * Reads recorded events in the API's own form, `{event_type, event_id?, event_time?, source?, correlation_id?, data}`: one
 * object, an array, NDJSON, or several of these in a row. Text that is no event is passed over, so a recording that was cut
 * off, or mixed with other lines, gives what it holds. An event without an id gets one made of its content and of how often
 * the same content came before, so that the same recording gives the same ids.
 */
export async function* readPostedEvents(
  recording: AsyncIterable<Uint8Array>,
  defaultSource: string,
): AsyncGenerator<SourceEvent> {
  const decoder = new TextDecoder()
  const objects = new JsonObjects()
  const seen = new Map<string, number>()
  for await (const bytes of recording) {
    for (const text of objects.push(decoder.decode(bytes, { stream: true }))) {
      const event = postedEvent(parsed(text), defaultSource)
      if (event !== null) yield event.id === undefined ? { ...event, id: await idOf(text, seen) } : event
    }
  }
}

/** The event that a posted value stands for, or null when it is none. Its parameters are not checked here. */
function postedEvent(value: unknown, defaultSource: string): SourceEvent | null {
  if (!isJsonObject(value)) return null
  const type = own(value, 'event_type')
  const data = own(value, 'data') ?? {}
  if (typeof type !== 'string' || type === '' || !isJsonObject(data)) return null
  const id = text(value, 'event_id')
  const time = timeOf(own(value, 'event_time') ?? null)
  const correlationId = text(value, 'correlation_id')
  return {
    type,
    source: text(value, 'source') ?? defaultSource,
    data: { ...furtherFieldsOf(value), ...data },
    ...(id === undefined ? {} : { id }),
    ...(time === null ? {} : { time }),
    ...(correlationId === undefined ? {} : { correlationId }),
  }
}

/** The rest of the envelope is read where conditions and templates look for it: among the parameters. */
function furtherFieldsOf(value: JsonObject): JsonObject {
  const names = ['source_event_id', 'company_id', 'project_id', 'project_name', 'is_test']
  return Object.fromEntries(names.filter((name) => own(value, name) != null).map((name) => [name, own(value, name)]))
}

function text(value: JsonObject, name: string): string | undefined {
  const field = own(value, name)
  if (typeof field === 'number') return String(field)
  return typeof field === 'string' && field !== '' ? field : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // looked like an object and was none: passed over like any other text
  }
}

/**
 * Finds the outermost JSON objects in a text that comes piece by piece. An object that begins at the start of a line begins
 * anew whatever came before, so one broken line costs only itself.
 */
class JsonObjects {
  #object = ''
  #depth = 0
  #inString = false
  #escaped = false
  #lineStart = true
  #closed = false

  push(text: string): string[] {
    const objects: string[] = []
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const begins = this.#step(text.charCodeAt(at))
      if (begins) {
        this.#object = ''
        from = at
      } else if (this.#depth === 0 && text[at] === '}' && this.#closed) {
        objects.push(this.#object + text.slice(from, at + 1))
        this.#object = ''
        this.#closed = false
      }
    }
    if (this.#depth > 0) this.#object = (this.#object + text.slice(from)).slice(0, longestEvent + 1)
    return objects.filter((object) => object.length <= longestEvent)
  }

  /** Follows one character; true when it begins an outermost object. */
  #step(code: number): boolean {
    const atLineStart = this.#lineStart
    this.#lineStart = code === newline
    if (code === newline) {
      this.#inString = false // a JSON text holds no bare line end, so this one was cut off
      this.#escaped = false
      return false
    }
    if (this.#inString && !(atLineStart && code === open)) {
      this.#followString(code)
      return false
    }
    if (code === quote) this.#inString = this.#depth > 0
    else if (code === close && this.#depth > 0) this.#closed = --this.#depth === 0
    else if (code === open) {
      if (atLineStart) this.#depth = 0
      return this.#depth++ === 0
    }
    return false
  }

  #followString(code: number): void {
    if (this.#escaped) this.#escaped = false
    else if (code === backslash) this.#escaped = true
    else if (code === quote) this.#inString = false
  }
}

const newline = 10
const quote = 34
const backslash = 92
const open = 123
const close = 125

/** An id from the content and from how many events of the same content came before it. */
async function idOf(text: string, seen: Map<string, number>): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const digest = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const times = (seen.get(digest) ?? 0) + 1
  seen.set(digest, times)
  return `recorded-${digest}-${times}`
}
