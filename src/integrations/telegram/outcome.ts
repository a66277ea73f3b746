import type { HttpReply } from '../../core/http.ts'
import { outcomeOfStatus } from '../../core/http-outcome.ts'
import { isJsonObject, own } from '../../core/json.ts'
import { clampWait, type Outcome } from '../../core/outcome.ts'
import type { TelegramAnswer } from './api.ts'

/**
 * What Telegram's answer means for the delivery. `isOwnChat`: it went to the chat of the integration; a refusal by another
 * one, chosen by the binding, says nothing about the rest of the queue.
 */
export function judge(
  reply: HttpReply,
  answer: TelegramAnswer | null,
  { now, isOwnChat }: { readonly now: number; readonly isOwnChat: boolean },
): Outcome {
  const { status } = reply
  if (status === 200) return judgeSuccess(reply, answer)
  const words = answer?.description.replace(/^(Bad Request|Forbidden|Unauthorized|Too Many Requests): /, '') ?? ''
  if (status === 429 && answer !== null && answer.retryAfterS !== null) {
    const waitMs = clampWait(answer.retryAfterS * 1000)
    return { kind: 'rate', status, reason: `Telegram asked to wait ${waitMs / 1000} s`, waitMs }
  }
  // The Bot API knows 404 only for a token or a method that is not there, and the method is right.
  if (status === 401 || status === 404) {
    return { kind: 'auth', status, reason: 'Telegram does not know the bot token; enter the one that @BotFather shows' }
  }
  if (status === 403) {
    const kind = isOwnChat ? 'gone' : 'permanent'
    return { kind, status, reason: `Telegram refused the message: ${words || 'forbidden'}. ${adviceFor(words)}` }
  }
  if (status === 400) {
    return {
      kind: 'permanent',
      status,
      reason: `Telegram refused the message: ${words || 'bad request'}${hintFor(words)}`,
    }
  }
  return outcomeOfStatus(reply, now)
}

function judgeSuccess(reply: HttpReply, answer: TelegramAnswer | null): Outcome {
  if (answer?.ok === true) {
    const id = isJsonObject(answer.result) ? own(answer.result, 'message_id') : undefined
    return { kind: 'ok', status: 200, ...(id !== undefined && id !== null && { remoteId: String(id) }) }
  }
  // Telegram sends 200 only for a message that it took; the id is lost with the rest of the answer.
  if (answer === null && reply.truncated) return { kind: 'ok', status: 200 }
  return { kind: 'retry', status: 200, reason: 'the answer is not one of Telegram; check the Bot API address' }
}

function adviceFor(words: string): string {
  if (/blocked by the user/.test(words)) return 'Ask the person to unblock the bot, then resume the integration.'
  if (/can't initiate conversation/.test(words))
    return 'The person has to write to the bot first, then resume the integration.'
  if (/kicked|not a member|not enough rights/.test(words))
    return 'Add the bot to the chat again, then resume the integration.'
  return 'Choose another chat.'
}

function hintFor(words: string): string {
  if (/chat not found|chat_id is empty/.test(words)) return '. Check the chat, and that the bot was added to it'
  if (/message thread not found/.test(words)) return '. The topic is gone; choose another one'
  return ''
}
