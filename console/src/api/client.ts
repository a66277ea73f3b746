/** A field that the server did not like: `path` leads to it, as in `parameters.text`. */
export interface FieldFault {
  readonly path: string
  readonly message: string
}

/** What the server said instead of an answer (RFC 9457). `code` is stable; `offline` means that it did not answer at all. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly faults: readonly FieldFault[]
  /** By which the server's log names the request; null when it gave none. */
  readonly requestId: string | null
  /** Further members of the problem, such as `retry_after_s`. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(String(body['detail'] ?? body['title'] ?? `The server answered ${status}`))
    this.status = status
    this.code = String(body['code'] ?? `http-${status}`)
    this.faults = Array.isArray(body['errors']) ? (body['errors'] as FieldFault[]) : []
    this.members = body
    this.requestId = typeof body['request_id'] === 'string' ? body['request_id'] : null
  }
}

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

interface Options {
  readonly query?: Query
  readonly body?: unknown
  readonly signal?: AbortSignal
}

let csrfToken: string | null = null

/** Looks who is signed in now; true when it is still the same person. */
let lookAgain: () => Promise<boolean> = async () => false

/** Calls back when the server does not know who asks, or the token of the session is another one. */
export function whenRefused(look: () => Promise<boolean>): void {
  lookAgain = look
}

/** Kept from the session's answer; sent with everything that changes something. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token
}

/** The address of an API resource, for links, downloads and event streams. Empty query values are left out. */
export function apiUrl(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return `/api/v1${path}${search ? `?${search}` : ''}`
}

export const api = {
  get: <T>(path: string, options: Omit<Options, 'body'> = {}) => ask<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options: Options = {}) => ask<T>('POST', path, { ...options, body }),
  put: <T>(path: string, body: unknown) => ask<T>('PUT', path, { body }),
  patch: <T>(path: string, body: unknown) => ask<T>('PATCH', path, { body }),
  remove: (path: string) => ask<void>('DELETE', path, {}),
  /** Sends a text as it is, such as a set-up in YAML. */
  send: <T>(path: string, text: string, query: Query = {}) =>
    ask<T>('POST', path, { body: new Blob([text], { type: 'application/yaml' }), query }),
  /** Sends a file as `multipart/form-data` under the field `file`. */
  upload: <T>(path: string, file: File) => {
    const form = new FormData()
    form.append('file', file)
    return ask<T>('POST', path, { body: form })
  },
}

/** Asks the server. Rejects with `ApiProblem`; with its status 0 and code `offline` when nobody answers. */
async function ask<T>(method: string, path: string, options: Options): Promise<T> {
  try {
    return await send<T>(method, path, options)
  } catch (error) {
    const code = error instanceof ApiProblem ? error.code : ''
    if (code === 'key-missing' || code === 'key-invalid') void lookAgain()
    // Somebody signed in again in another window of this browser: the cookie is new, the token here is not.
    if (code === 'csrf-token-wrong' && path !== '/session' && (await lookAgain())) return send<T>(method, path, options)
    throw error
  }
}

async function send<T>(method: string, path: string, { query, body, signal }: Options): Promise<T> {
  const isWhole = body instanceof FormData || body instanceof Blob
  const reply = await fetch(apiUrl(path, query), {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      // The language of the page, which people choose; it need not be that of the browser.
      ...(document.documentElement.lang && { 'accept-language': document.documentElement.lang }),
      ...(body !== undefined && !isWhole && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && csrfToken !== null && { 'x-csrf-token': csrfToken }),
    },
    ...(body !== undefined && { body: isWhole ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiProblem(0, { code: 'offline', detail: 'The server does not answer' })
  })
  if (reply.status === 204) return undefined as T
  const text = await reply.text()
  const json = parse(text)
  if (!reply.ok) throw new ApiProblem(reply.status, isObject(json) ? json : { detail: text.slice(0, 300) })
  return json as T
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
