import { hiddenSecret } from './field.ts'

/** Deeper than this a log line tells nobody anything. */
const deepest = 5
const longestText = 2000

/** Fields whose value is a secret or somebody's phone, whatever it looks like. */
const hiddenNames =
  /authori[sz]ation|cookie|passw|secret|token|api_?key|signature|webhook_?url|phone|msisdn|caller|e_?mail|chat_?id/i

/**
 * What may stand in a log, from what somebody wanted to log: no secret and no phone. Addresses keep scheme and host only,
 * because tokens of bots and chats stand in their paths. This is the last net; who logs a secret on purpose is wrong before.
 */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  if (depth >= deepest) return '…'
  if (value instanceof Error) return scrubError(value, depth)
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => scrub(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isHidden(name, item) ? hiddenSecret : scrub(item, depth + 1)]),
  )
}

/** The same for one text. */
export function scrubText(text: string): string {
  return rules.reduce((left, [pattern, put]) => left.replace(pattern, put), cut(text))
}

type Rule = readonly [pattern: RegExp, put: string]

/** In this order: what is an address is no phone any more. Files keep their path, or a stack would tell nothing. */
const rules: readonly Rule[] = [
  [/\b(?!file:)([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/?#@"'<>]*@)?([^\s/?#"'<>]*)[^\s"'<>)\]}]*/gi, '$1$2/…'],
  [/\b(Bearer|Basic|Bot)\s+[\w.~+/=:-]+/gi, `$1 ${hiddenSecret}`],
  [/\bhsk_\w+/g, hiddenSecret],
  [/(?<!\d)\d{6,12}:[\w-]{20,}/g, hiddenSecret],
  [/\bxox[a-z]-[\w-]+/gi, hiddenSecret],
  [/\b([\w-]*(?:token|secret|passw\w*|api_?key|signature)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi, `$1${hiddenSecret}`],
  [/[^\s@"'<>:,;()[\]{}]+@([\w-]+\.[\w.-]+)/g, `${hiddenSecret}@$1`],
  // Seven digits or more, however they are set apart; an IPv4 address is none.
  [/(?<![\w./:-])(?!\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))\+?\(?\d(?:[\s().-]{0,2}\d){6,}(?!\w)/g, hiddenSecret],
]

function scrubError(error: Error, depth: number): unknown {
  const { name, message, stack, cause } = error
  const code = (error as { code?: unknown }).code
  return {
    type: name,
    message: scrubText(message),
    ...(code === undefined ? {} : { code: scrub(code, depth + 1) }),
    ...(stack === undefined ? {} : { stack: scrubText(stack) }),
    ...(cause === undefined ? {} : { cause: scrub(cause, depth + 1) }),
  }
}

function isHidden(name: string, value: unknown): boolean {
  return hiddenNames.test(name) && value !== null && value !== undefined && typeof value !== 'boolean'
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}
