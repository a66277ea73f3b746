import type { Json } from '../../core/json.ts'

/** The longest message of a webhook, and the longest name of its sender. https://docs.discord.com/developers/resources/webhook#execute-webhook */
const longestContent = 2000
const longestUsername = 80

/** The message as Discord takes it: one that is too long is cut and ends with an ellipsis. */
export function fitContent(text: string): string {
  if (text.length <= longestContent) return text
  const end = safeEnd(text, longestContent - 1)
  return `${text.slice(0, end)}…`
}

/** The sender's name within Discord's bounds; empty when there is none. */
export function fitUsername(name: string): string {
  const trimmed = name.trim()
  return trimmed.length <= longestUsername ? trimmed : trimmed.slice(0, safeEnd(trimmed, longestUsername))
}

/** What a whole-value template made, as a person would read it. */
export function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The last place at or before `end` that parts neither a surrogate pair nor a backslash from the sign it escapes. */
function safeEnd(text: string, end: number): number {
  const isHalf = text.charCodeAt(end - 1) >= 0xd800 && text.charCodeAt(end - 1) <= 0xdbff
  const whole = isHalf ? end - 1 : end
  const [backslashes = ''] = /\\*$/.exec(text.slice(0, whole)) ?? []
  return backslashes.length % 2 === 1 ? whole - 1 : whole
}
