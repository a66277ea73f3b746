/** One HTTP request as a fake service gets it. */
export interface FakeRequest {
  readonly method: string
  /** Path and query, such as `/hook?x=1`. */
  readonly path: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Its answer. A body that is no text goes as JSON; status 200 unless said otherwise. */
export interface FakeAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A message as its reader sees it, whatever the service. */
export interface FakeMessage {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The chat, channel, thread or addresses that it went to. */
  readonly to: string
  /** Empty when the service's own name is shown. */
  readonly from: string
  readonly title: string
  readonly text: string
}

/** What every fake service is handed. */
export interface FakeTools {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Called for each message that was taken. */
  readonly heard?: (message: FakeMessage) => void
}

/** The body as a JSON object; null when it is none. */
export function readObject(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list as it is, anything else as an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A text as it is, anything else as an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Characters as Unicode counts them. */
export function lengthOf(text: string): number {
  return [...text].length
}
