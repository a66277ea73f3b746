import type { HttpReply } from '../../core/http.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../../core/json.ts'

/** An answer of the Bot API. https://core.telegram.org/bots/api#making-requests */
export interface TelegramAnswer {
  readonly ok: boolean
  /** The object that was asked for; empty when there is none. */
  readonly result: Json
  /** Why it was refused, in Telegram's words; empty when it was not. */
  readonly description: string
  readonly retryAfterS: number | null
  /** The new id of a group that became a supergroup. */
  readonly migrateToChatId: string | null
}

/** Null when the answer is not one of Telegram's. */
export function readAnswer(reply: HttpReply): TelegramAnswer | null {
  const answer = parsed(reply.body)
  if (answer === null || typeof own(answer, 'ok') !== 'boolean') return null
  const parameters = objectIn(answer, 'parameters')
  const retryAfter = own(parameters, 'retry_after')
  const migrated = own(parameters, 'migrate_to_chat_id')
  return {
    ok: own(answer, 'ok') === true,
    result: own(answer, 'result') ?? {},
    description: textIn(answer, 'description'),
    retryAfterS: typeof retryAfter === 'number' ? retryAfter : null,
    migrateToChatId: typeof migrated === 'number' || typeof migrated === 'string' ? String(migrated) : null,
  }
}

/** The address of a method. Null when the token cannot be one: it would only change the address. */
export function methodUrl(base: string, token: string, method: string): string | null {
  return /^\d+:[\w-]+$/.test(token) ? `${base.replace(/\/+$/, '')}/bot${token}/${method}` : null
}

/** The object under this key; an empty one when there is none. */
export function objectIn(object: JsonObject, key: string): JsonObject {
  const value = own(object, key)
  return isJsonObject(value) ? value : {}
}

/** The text under this key; empty when there is none. */
export function textIn(object: JsonObject, key: string): string {
  const value = own(object, key)
  return typeof value === 'string' ? value : ''
}

function parsed(body: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(body)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}
