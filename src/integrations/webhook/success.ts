import type { HttpReply } from '../../core/http.ts'
import { outcomeOfStatus } from '../../core/http-outcome.ts'
import { isJsonObject, type Json, own } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import type { SuccessRule } from './settings.ts'

/** What the answer means under the rule that a person set. Without one, every 2xx is success. */
export function judgeReply(reply: HttpReply, rule: SuccessRule, now: number): Outcome {
  const { status } = reply
  if (!isWanted(status, rule.statuses ?? [])) {
    const usual = outcomeOfStatus(reply, now)
    if (usual.kind !== 'ok') return usual
    const wanted = (rule.statuses ?? []).join(', ')
    return { kind: 'permanent', status, reason: `answered ${status}, but only ${wanted} counts as success here` }
  }
  return rule.json_path === undefined ? { kind: 'ok', status } : judgeBody(reply, rule.json_path, rule.equals ?? true)
}

function isWanted(status: number, wanted: readonly string[]): boolean {
  return wanted.length === 0 ? status >= 200 && status < 300 : wanted.some((text) => isOneOf(status, text.trim()))
}

/** `200`, `2xx` or `200-204`. */
function isOneOf(status: number, text: string): boolean {
  if (/^[1-9]xx$/i.test(text)) return Math.floor(status / 100) === Number(text[0])
  const [from = '', to = from] = text.split('-')
  return status >= Number(from) && status <= Number(to)
}

function judgeBody(reply: HttpReply, path: string, wanted: Json): Outcome {
  const { status } = reply
  const steps = stepsOf(path)
  if (steps === null)
    return { kind: 'permanent', status, reason: `the success rule's path ${path} is not one like $.a.b[0]` }
  let answer: Json
  try {
    answer = JSON.parse(reply.body) as Json
  } catch {
    return reply.truncated
      ? {
          kind: 'ambiguous',
          status,
          reason: `answered ${status}, but the answer broke off before ${path} could be read`,
        }
      : { kind: 'permanent', status, reason: `answered ${status}, but not with JSON, so ${path} could not be read` }
  }
  const found = steps.reduce<Json | undefined>(stepInto, answer)
  if (isSame(found, wanted)) return { kind: 'ok', status }
  const what = found === undefined ? 'missing' : short(found)
  return { kind: 'permanent', status, reason: `answered ${status}, but ${path} is ${what}, not ${short(wanted)}` }
}

/** Null when the path is not understood. `$.a.b[0]`, also with quotes: `$['a b'].c`. */
function stepsOf(path: string): readonly string[] | null {
  const rest = path
    .trim()
    .replace(/^\$/, '')
    .replace(/^(?=[^.[])/, '.')
  const pieces = rest.match(/\.[^.[\]]+|\[\d+\]|\['[^']*'\]|\["[^"]*"\]/g) ?? []
  if (pieces.join('') !== rest) return null
  return pieces.map((piece) => piece.replace(/^\.|^\[['"]?|['"]?\]$/g, ''))
}

function stepInto(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(step)]
  return isJsonObject(value) ? own(value, step) : undefined
}

/** `"1"`, `1` are the same here, and so are `"true"` and `true`: the form in which people write the rule has no types. */
function isSame(found: Json | undefined, wanted: Json): boolean {
  if (found === undefined) return false
  if (typeof found === 'object' || typeof wanted === 'object') return JSON.stringify(found) === JSON.stringify(wanted)
  return String(found) === String(wanted)
}

function short(value: Json): string {
  const text = JSON.stringify(value)
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
