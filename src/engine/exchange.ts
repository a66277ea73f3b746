import type { RecordedRequest, RecordedResponse } from '../core/delivery.ts'
import { hideIn, hider, hidesNothing } from '../core/hide.ts'
import type { Http, HttpReply, HttpRequest, HttpTiming } from '../core/http.ts'
import type { Told } from '../core/integration.ts'
import type { Json, JsonObject } from '../core/json.ts'

/** The last request of an attempt and what came back, as the journal may hold them: secrets hidden. */
export interface Exchange {
  readonly http: Http
  /** For a kind that speaks something other than HTTP: its word comes before what went over `http`. */
  readonly tell: (exchange: Told) => void
  readonly request: () => RecordedRequest | null
  readonly response: () => RecordedResponse | null
  /** Where the time of the last request went, when that was asked for. */
  readonly timing: () => HttpTiming | null
}

const longestKept = 64 * 1024

/** The parameters as the journal keeps them, beside their JSON: a body with the same text needs not be read again. */
export interface KeptParameters {
  readonly value: JsonObject
  readonly json: string
}

/** Wraps the way out so that the journal can tell what was sent. `headers` makes what goes along with each request. */
export function recordExchange(
  http: Http,
  hideKnown: (text: string) => string,
  headers: () => Readonly<Record<string, string>>,
  parameters: KeptParameters | null = null,
): Exchange {
  let request: HttpRequest | null = null
  let reply: HttpReply | null = null
  let told: Told = {}
  let hide = hideKnown
  return {
    http: async (asked) => {
      if (asked.secrets) hide = also(hide, hider(asked.secrets))
      request = { ...asked, headers: { ...asked.headers, ...headers() } }
      reply = null
      reply = await http(request)
      return reply
    },
    tell: (exchange) => {
      told = { ...told, ...exchange }
    },
    request: () =>
      told.request
        ? (hideIn(told.request as unknown as Json, hide) as unknown as RecordedRequest)
        : request && recordedRequest(request, hide, parameters),
    response: () => {
      if (told.response) return hideIn(told.response as unknown as Json, hide) as unknown as RecordedResponse
      return told.request ? null : reply && recordedResponse(reply, hide)
    },
    timing: () => reply?.timing ?? null,
  }
}

/** Hides what either hides: a token fetched on the way is a secret like those of the settings. */
function also(one: (text: string) => string, other: (text: string) => string): (text: string) => string {
  return (text) => other(one(text))
}

function recordedRequest(
  { method, url, headers = {}, body }: HttpRequest,
  hide: (text: string) => string,
  parameters: KeptParameters | null,
): RecordedRequest {
  const isParameters = parameters !== null && body === parameters.json && hidesNothing(parameters.json, hide)
  return {
    method,
    url: hide(url),
    headers: hideIn(headers as Json, hide) as Record<string, string>,
    body: isParameters
      ? parameters.value
      : recordedBody(typeof body === 'string' ? body : body && `(${body.byteLength} bytes)`, hide),
  }
}

function recordedResponse(
  { status, headers, body, truncated }: HttpReply,
  hide: (text: string) => string,
): RecordedResponse {
  return {
    status,
    headers: hideIn(headers as Json, hide) as Record<string, string>,
    body: recordedBody(body, hide),
    ...(truncated ? { truncated } : {}),
  }
}

/** JSON is kept as JSON, so that a person can read it and a program can search it; the rest is text. */
function recordedBody(body: string | undefined, hide: (text: string) => string): Json {
  if (body === undefined || body === '') return null
  const text = body.slice(0, longestKept)
  if (text.length < body.length || !/^\s*[[{]/.test(text)) return hide(text)
  try {
    const parsed = JSON.parse(text) as Json
    return hidesNothing(text, hide) ? parsed : hideIn(parsed, hide)
  } catch {
    return hide(text)
  }
}
