import type { HttpReply } from '../../core/http.ts'
import { outcomeOfStatus } from '../../core/http-outcome.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../../core/json.ts'
import { clampWait, type Outcome } from '../../core/outcome.ts'

/**
 * What Discord's answer means. A webhook that is gone or refuses its token pauses the integration at once: Discord
 * restricts the address of whoever goes on calling one. https://docs.discord.com/developers/topics/rate-limits
 */
export function judge(reply: HttpReply, now: number): Outcome {
  const { status } = reply
  const answer = parsed(reply.body)
  if (status === 200 || status === 204) return judgeSuccess(reply, answer)
  if (status === 429) return slowDown(reply, answer, now)
  const code = answer === null ? undefined : own(answer, 'code')
  if (status === 401 || code === codes.badToken) {
    return { kind: 'auth', status, reason: 'Discord refused the token in the webhook address; copy the address again' }
  }
  // Discord gives every 404 of a webhook address this meaning; another host may only be in the middle of a release.
  if (status === 404 && (code === codes.unknownWebhook || code === 0)) {
    return {
      kind: 'gone',
      status,
      reason: 'Discord does not know the webhook: it was deleted. Make a new one, enter its address, then resume.',
    }
  }
  const usual = outcomeOfStatus(reply, now)
  if (usual.kind !== 'permanent' || status < 400 || answer === null) return usual
  return { kind: 'permanent', status, reason: `Discord refused the message: ${wordsOf(answer)}${hintFor(code)}` }
}

// https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
const codes = {
  unknownChannel: 10_003,
  unknownWebhook: 10_015,
  tooLarge: 40_005,
  emptyMessage: 50_006,
  badToken: 50_027,
  threadWanted: 220_001,
  threadNameAndId: 220_002,
  threadOutsideForum: 220_003,
} as const

/** 204 comes when somebody between us and Discord dropped `wait`: taken, but the id is not told. */
function judgeSuccess({ status, truncated }: HttpReply, answer: JsonObject | null): Outcome {
  const id = answer === null ? undefined : own(answer, 'id')
  if (typeof id === 'string') return { kind: 'ok', status, remoteId: id }
  // Only a saved message has an answer so long; its id is lost with the rest.
  if (status === 204 || truncated) return { kind: 'ok', status }
  return { kind: 'retry', status, reason: 'the answer is not one of Discord; check the webhook address' }
}

function slowDown(reply: HttpReply, answer: JsonObject | null, now: number): Outcome {
  const { status, headers } = reply
  const asked = answer === null ? undefined : own(answer, 'retry_after')
  const usual = outcomeOfStatus(reply, now)
  const usualMs = usual.kind === 'rate' ? usual.waitMs : 0
  const waitMs = typeof asked === 'number' && asked >= 0 ? clampWait(Math.ceil(asked * 1000)) : usualMs
  const scope = answer !== null && own(answer, 'global') === true ? 'global' : headers['x-ratelimit-scope']
  return { kind: 'rate', status, reason: `Discord asked to wait ${waitMs / 1000} s${whomFor(scope)}`, waitMs }
}

function whomFor(scope: string | undefined): string {
  if (scope === 'global') return '; its limit for everything from this address was reached'
  if (scope === 'shared') return '; others write to the same channel too'
  return ''
}

/** Discord's own words, with the first field it names: `content: Must be 2000 or fewer in length.` */
function wordsOf(answer: JsonObject): string {
  const errors = own(answer, 'errors')
  const first = isJsonObject(errors) ? firstError(errors, '') : null
  if (first !== null) return first
  const message = own(answer, 'message')
  return typeof message === 'string' && message !== '' ? message : 'it did not say why'
}

function firstError(tree: JsonObject, path: string): string | null {
  const [error] = listIn(tree, '_errors')
  if (isJsonObject(error)) {
    const message = own(error, 'message')
    return `${path}${path === '' ? '' : ': '}${typeof message === 'string' ? message : 'is not valid'}`
  }
  for (const [key, inner] of Object.entries(tree)) {
    const found = isJsonObject(inner) ? firstError(inner, path === '' ? key : `${path}.${key}`) : null
    if (found !== null) return found
  }
  return null
}

function listIn(object: JsonObject, key: string): readonly Json[] {
  const value = own(object, key)
  return Array.isArray(value) ? value : []
}

function hintFor(code: Json | undefined): string {
  switch (code) {
    case codes.unknownChannel:
      return '. The thread or channel is gone; enter another one'
    case codes.tooLarge:
      return '. Make it shorter'
    case codes.emptyMessage:
      return '. None of its variables had a value'
    case codes.threadWanted:
      return '. The channel is a forum: enter the number of a post as the thread'
    case codes.threadNameAndId:
    case codes.threadOutsideForum:
      return '. The channel is no forum: take thread_name out of the webhook address'
    default:
      return ''
  }
}

function parsed(body: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(body)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}
