import type { Clock } from './clock.ts'
import type { RecordedRequest, RecordedResponse } from './delivery.ts'
import type { Dial } from './dial.ts'
import type { Field } from './field.ts'
import type { Http, HttpRequest } from './http.ts'
import type { Json, JsonObject } from './json.ts'
import type { Look } from './look.ts'
import type { Outcome } from './outcome.ts'
import type { FieldError } from './problem.ts'
import type { Sentence } from './sentence.ts'

/**
 * A kind of destination: describes its fields as data and makes one attempt. It knows nothing of queues, retries or pauses.
 * It may throw: an `OutboundError` is classed by what is known of it, anything else is a `retry`.
 */
export interface IntegrationKind<Settings = Record<string, Json>, Parameters = JsonObject> {
  /** The folder's name, for ever: it is stored in people's databases. */
  readonly kind: string
  readonly title: Sentence
  readonly summary: Sentence
  /** `chat` and `mail` mask personal data unless told otherwise; the rest send it in clear. */
  readonly family: 'chat' | 'mail' | 'webhook' | 'crm' | 'file' | 'internal'
  readonly settings: readonly Field[]
  readonly parameters: readonly Field[]
  /**
   * What no field can tell by itself, such as "one of the two is needed". Called with settings whose fields are all legal,
   * secrets in clear; a message never repeats one. Paths begin at the settings: `token`, `auth.user`.
   */
  readonly check?: (settings: Settings) => readonly FieldError[]
  /** True when a binding may set any further parameters, as for a webhook. */
  readonly anyParameters?: boolean
  /** What to do when a request was written and no answer came. Default `resend`. */
  readonly ambiguous?: 'resend' | 'ask'
  /** How a value put into this parameter is escaped, so that it can never break out. Default: not at all. */
  readonly escape?: (settings: Settings, parameter: string) => Escape
  /** Bounds that the lane keeps unless the integration sets its own. */
  readonly limits?: { readonly ratePerSecond?: number; readonly concurrency?: number }
  readonly examples: readonly IntegrationExample[]
  /**
   * The Russian of what `send` says in reasons and messages, by its English, with `$1`, `$2` in place of values. Words of
   * the other service are values: they stay as they are. `$~1` stands for a value that is a sentence of ours itself.
   */
  readonly russian?: Readonly<Record<string, string>>
  /** What the Test button sends when nobody says otherwise. Default: every required text says that this is a test. */
  readonly testParameters?: (settings: Settings) => JsonObject
  readonly send: (delivery: Sending<Settings, Parameters>) => Promise<Outcome>
  /** The parts of `send` that it calls by `step`, in order, so that the Test button can show those that are yet to come. */
  readonly steps?: readonly { readonly name: string; readonly title: Sentence }[]
  /** For a kind whose messages stay here: how they would look elsewhere. */
  readonly look?: (settings: Partial<Settings>) => Look
  /** Small look-ups that help to fill in the settings, such as "find chats". */
  readonly helpers?: readonly Helper<Settings>[]
}

/** Where a template's value lands. `header` drops CR, LF and NUL. */
export type Escape = 'none' | 'html' | 'telegram_markdown' | 'discord_markdown' | 'slack' | 'header' | 'url'

/** Everything a kind gets for one attempt. */
export interface Sending<Settings = Record<string, Json>, Parameters = JsonObject> {
  readonly settings: Settings
  readonly parameters: Parameters
  readonly http: Http
  /** A connection for a kind that speaks something other than HTTP. The kind closes it. */
  readonly dial: Dial
  readonly files: FileTools
  readonly signal: AbortSignal
  readonly clock: Clock
  /** The same for every attempt of one delivery: the idempotency key. */
  readonly deliveryId: string
  readonly event: SendingEvent
  /** True for the Test button. */
  readonly isTest: boolean
  /**
   * True when the message is only shown: the first request is written down and nothing leaves. A kind that would ask for
   * something else first, such as a token, goes straight to the message.
   */
  readonly isRehearsal?: boolean
  /**
   * Remembers a setting that the destination itself changed (a Telegram chat that moved).
   * Takes effect at once for the integration and is written to its record.
   */
  readonly rememberSetting: (name: string, value: Json) => void
  /** Says for the journal what was sent and what came back, when that was not HTTP; the last word counts. Secrets are hidden here, too. */
  readonly tell: (exchange: Told) => void
  /** Does a part of the work under a name of its own, so that the Test button can tick it or show where it failed. */
  readonly step: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>
}

/** One exchange in the journal's form, by a kind that speaks no HTTP. */
export interface Told {
  readonly request?: RecordedRequest
  readonly response?: RecordedResponse
}

/** Files of this machine, as far as integrations may touch them. */
export interface FileTools {
  /** A file that a person uploaded; null when there is none by that id. */
  readonly read: (fileId: string) => Promise<{ readonly name: string; readonly bytes: Uint8Array } | null>
  /** Folders that the operator lets integrations write into. Nothing outside them may be touched. */
  readonly folders: readonly string[]
}

export interface SendingEvent {
  readonly id: string
  readonly no: number
  readonly type: string
  /** Milliseconds since 1970. */
  readonly time: number
}

export interface Helper<Settings> {
  readonly name: string
  readonly title: Sentence
  /** Returns choices for the field it fills in. Throws `Problem` or `OutboundError` with a sentence for people. */
  readonly run: (tools: {
    readonly settings: Settings
    readonly http: Http
    readonly signal: AbortSignal
  }) => Promise<readonly { readonly value: string; readonly label: string }[]>
  readonly fills: string
}

/** One checked example: with these settings and parameters, this request leaves; this reply means this outcome. */
export interface IntegrationExample {
  readonly name: string
  readonly settings: JsonObject
  readonly parameters: JsonObject
  /** What must be seen in the request that leaves (a subset). Absent when the kind sends no HTTP. */
  readonly request?: Partial<Pick<HttpRequest, 'method' | 'url'>> & { readonly body?: Json }
  readonly reply?: { readonly status: number; readonly headers?: Record<string, string>; readonly body: Json }
  readonly outcome: Partial<Outcome> & { readonly kind: Outcome['kind'] }
}

/** An integration as people made it: a destination of some kind with its settings. Secrets are in clear only in memory. */
export interface Integration {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly enabled: boolean
  readonly settings: Readonly<Record<string, Json>>
  readonly personalData: 'masked' | 'clear'
  readonly limits: { readonly ratePerSecond: number | null; readonly concurrency: number | null }
  /** Set while nothing is sent: by a person, or because the destination refused us. */
  readonly paused: { readonly since: number; readonly reason: string; readonly by: 'person' | 'auth' | 'gone' } | null
  readonly createdAt: number
  readonly updatedAt: number
}
