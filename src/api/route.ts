import type { Readable } from 'node:stream'
import type { Caller } from '../access/keys.ts'
import type { Session } from '../access/sessions.ts'
import type { JsonObject } from '../core/json.ts'
import type { Right } from '../core/roles.ts'
import type { View } from '../journal/view.ts'
import type { RouteDescription } from './openapi/description.ts'

/** One address of the API: what it is for, who may ask, and what answers. The same table makes the server, the role test and the OpenAPI page. */
export interface Route extends RouteDescription {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/v1`, with `:id` for a part that varies. */
  readonly path: string
  /** The right it takes; `anyone` needs a key or a session, but no right; `nobody` needs nothing at all. */
  readonly right: Right | 'anyone' | 'nobody'
  /** True when the answer holds personal data: masked through the caller's view, or shown in clear and noted in the audit log. */
  readonly personal?: true
  /** True when only somebody who signed in can ask: a key has no account. */
  readonly forPeople?: true
  /** What it does, in one sentence. */
  readonly summary: string
  /** `json`: parsed, and repeated safely under an `Idempotency-Key`. `secret`: parsed, its answer is never kept. `bytes`: the handler reads it itself. */
  readonly body?: 'json' | 'secret' | 'bytes'
  /** The longest body, when it is not that of every request. */
  readonly maxBytes?: number
  readonly handle: (asked: Asked) => Promise<Answer> | Answer
  /** Told of every request to it and how it went, also of those that were turned away at the door. */
  readonly watch?: (request: WatchedRequest) => void
}

/** A request that somebody watches. `caller` is null when the door did not let it in; `error` stands for an answer. */
export interface WatchedRequest {
  readonly caller: Caller | null
  readonly bytes: number
  readonly contentType: string | undefined
  readonly answer?: Answer
  readonly error?: unknown
}

/** A request, checked for its right. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>
  readonly query: JsonObject
  /** The parsed JSON of a `json` route; undefined without a body. */
  readonly body: unknown
  /** The body as it came, of a `bytes` route. */
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly caller: Caller
  /** Of a person who is signed in; null for a key. */
  readonly session: Session | null
  /** How personal data is shown to the caller. */
  readonly view: View
  readonly address: string
  /** Method and path as they came, without the query. */
  readonly path: string
  /** Calls back once when the client goes away or the answer is out. */
  readonly whenGone: (callback: () => void) => void
}

/** What comes back: JSON unless it is a stream. */
export interface Answer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly stream?: Readable
}

/** 201 with the object made. */
export function created(body: unknown): Answer {
  return { status: 201, body }
}

/** 204: done, and there is nothing to say. */
export const done: Answer = { status: 204 }
