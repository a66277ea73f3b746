import { type DeliveryStatus, deliveryStatuses, type Trigger, triggers } from '../core/delivery.ts'
import { Form, fieldsInvalid } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import type { OutcomeKind } from '../core/outcome.ts'
import { searchTerms } from '../core/search-keys.ts'
import type { JournalFilter, StatusRange } from '../core/store/journal-filter.ts'
import type { Names } from './names.ts'

/** Every way an attempt can end. */
export const outcomeNames: readonly OutcomeKind[] = [
  'ok',
  'accepted',
  'partial',
  'retry',
  'rate',
  'ambiguous',
  'permanent',
  'auth',
  'gone',
]

/** The filter parameters of the API, as they stand in a URL or in the body of a bulk retry. */
export const filterNames = [
  'period',
  'from',
  'to',
  'event_type',
  'binding_id',
  'name',
  'integration_id',
  'status',
  'outcome',
  'code',
  'min_attempts',
  'max_attempts',
  'min_duration_ms',
  'trigger',
  'unanswered',
  'retry_job',
  'number',
  'q',
] as const

/**
 * Reads a journal filter. Times are RFC 3339 or milliseconds since 1970; `status`, `outcome`, `code` and `trigger`
 * may name several, with commas. Throws `Problem` with every wrong parameter.
 */
export function readFilter(given: JsonObject, { names, now }: { names: Names; now: number }): JournalFilter {
  const form = new Form(pick(given))
  const times = readTimes(form, now)
  const eventType = form.text('event_type')
  const integrationId = form.text('integration_id')
  const statuses = someOf<DeliveryStatus>(form, 'status', deliveryStatuses)
  const kinds = someOf<OutcomeKind>(form, 'outcome', outcomeNames)
  const bindingIds = bindingsOf(form, names)
  const eventNo = numberOf(form)
  const statusCodes = codesOf(form)
  const triggersAsked = someOf<Trigger>(form, 'trigger', triggers)
  const minAttempts = countOf(form, 'min_attempts')
  const maxAttempts = countOf(form, 'max_attempts')
  const minDurationMs = countOf(form, 'min_duration_ms')
  const unanswered = isTrue(form, 'unanswered')
  form.text('retry_job', { maxLength: 100 })
  const search = searchTerms(form.text('q', { maxLength: 200 }))
  form.finish()
  return {
    ...times,
    ...(eventType === '' ? {} : { eventType }),
    ...(integrationId === '' ? {} : { integrationId }),
    ...(statuses === undefined ? {} : { statuses }),
    ...(kinds === undefined ? {} : { outcomes: kinds }),
    ...(bindingIds === undefined ? {} : { bindingIds }),
    ...(statusCodes === undefined ? {} : { statusCodes }),
    ...(minAttempts === undefined ? {} : { minAttempts }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(minDurationMs === undefined ? {} : { minDurationMs }),
    ...(triggersAsked === undefined ? {} : { triggers: triggersAsked }),
    ...(unanswered ? { unanswered } : {}),
    ...(eventNo === undefined ? {} : { eventNo }),
    ...(search.length === 0 ? {} : { search }),
  }
}

/** Only what is filled in; a single value and a list of one read the same. */
function pick(given: JsonObject): JsonObject {
  const filled = filterNames.map((name) => [name, given[name]] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined && value !== null && value !== ''))
}

/** `period`, `from` and `to`: the moments between them, in milliseconds. */
export function readTimes(form: Form, now: number): { readonly from?: number; readonly to?: number } {
  const from = later(timeOf(form, 'from'), periodStart(form, now))
  const to = timeOf(form, 'to')
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** `15m`, `24h`, `7d`: so long before now. */
function periodStart(form: Form, now: number): number | undefined {
  const value = form.take('period')
  if (value === undefined) return undefined
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(String(value)) ?? []
  if (!unit) return form.fault('period', 'must be a length such as 15m, 24h or 7d')
  return now - Number(count) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 'm' | 'h' | 'd']
}

function later(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined ? other : Math.max(one, other ?? one)
}

function timeOf(form: Form, name: string): number | undefined {
  const value = form.take(name)
  if (value === undefined) return undefined
  const text = String(value)
  const time = /^\d{9,}$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isNaN(time) ? form.fault(name, 'must be a time such as 2026-03-16T09:00:00Z') : time
}

function someOf<Value extends string>(form: Form, name: string, legal: readonly Value[]): Value[] | undefined {
  const value = form.take(name)
  if (value === undefined) return undefined
  const parts = (Array.isArray(value) ? value.map(String) : String(value).split(','))
    .map((part) => part.trim())
    .filter(Boolean)
  const wrong = parts.filter((part) => !legal.includes(part as Value))
  if (wrong.length > 0) return form.fault(name, `must be one or more of: ${legal.join(', ')}`)
  return parts as Value[]
}

/** `4xx,503,none`: classes, single statuses, and no status at all. */
function codesOf(form: Form): (StatusRange | null)[] | undefined {
  const value = form.take('code')
  if (value === undefined) return undefined
  const parts = (Array.isArray(value) ? value.map(String) : String(value).split(','))
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean)
  if (parts.some((part) => !/^([1-5]xx|[1-9]\d{2}|none)$/.test(part)))
    return form.fault('code', 'must be one or more of: 2xx, 3xx, 4xx, 5xx, a status such as 503, none')
  return parts.map(statusRange)
}

function statusRange(text: string): StatusRange | null {
  if (text === 'none') return null
  if (!text.endsWith('xx')) return { from: Number(text), to: Number(text) }
  const first = Number(text[0]) * 100
  return { from: first, to: first + 99 }
}

function countOf(form: Form, name: string): number | undefined {
  const value = form.take(name)
  if (value === undefined) return undefined
  const number = Number(String(value).trim() || Number.NaN)
  const fits = Number.isSafeInteger(number) && number >= 0 && number <= 1e9
  return fits ? number : form.fault(name, 'must be a whole number, 0 or more')
}

function isTrue(form: Form, name: string): true | undefined {
  const value = form.take(name)
  if (value === undefined || value === false || value === 'false') return undefined
  return value === true || value === 'true' ? true : form.fault(name, 'must be true or false')
}

function bindingsOf(form: Form, names: Names): readonly string[] | undefined {
  const id = form.text('binding_id')
  const name = form.text('name', { maxLength: 200 })
  if (name === '') return id === '' ? undefined : [id]
  const named = names.bindingsNamedLike(name)
  return id === '' ? named : named.filter((one) => one === id)
}

function numberOf(form: Form): number | undefined {
  const value = form.take('number')
  if (value === undefined) return undefined
  const number = Number(String(value).replace(/^#|\s/g, ''))
  return Number.isSafeInteger(number) && number >= 0 ? number : form.fault('number', 'must be the number of an event')
}

/** `limit`, `cursor` and `order` of a list. */
export function readPage(given: JsonObject): { limit: number; cursor?: string; order: 'asc' | 'desc' } {
  const errors = []
  const limit = given.limit === undefined || given.limit === '' ? 50 : Number(given.limit)
  if (!Number.isInteger(limit) || limit < 1 || limit > 500)
    errors.push({ path: 'limit', message: 'must be a whole number from 1 to 500' })
  const order = given.order === undefined || given.order === '' ? 'desc' : given.order
  if (order !== 'asc' && order !== 'desc') errors.push({ path: 'order', message: 'must be asc or desc' })
  if (errors.length > 0) throw fieldsInvalid(errors)
  const cursor = typeof given.cursor === 'string' && given.cursor !== '' ? given.cursor : undefined
  return { limit, order: order as 'asc' | 'desc', ...(cursor === undefined ? {} : { cursor }) }
}

/** `with=phone`: each row of the list also tells the phone of its event. */
export function readWithPhone(given: JsonObject): boolean {
  const wanted = given['with']
  if (wanted === undefined || wanted === '') return false
  if (wanted !== 'phone') throw fieldsInvalid([{ path: 'with', message: 'must be: phone' }])
  return true
}
