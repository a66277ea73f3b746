import { type DeliveryStatus, deliveryStatuses } from '../core/delivery.ts'
import { Form, fieldsInvalid } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import type { OutcomeKind } from '../core/outcome.ts'
import { searchTerms } from '../core/search-keys.ts'
import type { JournalFilter } from '../core/store.ts'
import type { Names } from './names.ts'

const outcomes: readonly OutcomeKind[] = [
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
  'from',
  'to',
  'event_type',
  'binding_id',
  'name',
  'integration_id',
  'status',
  'outcome',
  'number',
  'q',
] as const

/**
 * Reads a journal filter. Times are RFC 3339 or milliseconds since 1970; `status` and `outcome` may name several,
 * with commas. Throws `Problem` with every wrong parameter.
 */
export function readFilter(given: JsonObject, names: Names): JournalFilter {
  const form = new Form(pick(given))
  const from = timeOf(form, 'from')
  const to = timeOf(form, 'to')
  const eventType = form.text('event_type')
  const integrationId = form.text('integration_id')
  const statuses = someOf<DeliveryStatus>(form, 'status', deliveryStatuses)
  const kinds = someOf<OutcomeKind>(form, 'outcome', outcomes)
  const bindingIds = bindingsOf(form, names)
  const eventNo = numberOf(form)
  const search = searchTerms(form.text('q', { maxLength: 200 }))
  form.finish()
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(eventType === '' ? {} : { eventType }),
    ...(integrationId === '' ? {} : { integrationId }),
    ...(statuses === undefined ? {} : { statuses }),
    ...(kinds === undefined ? {} : { outcomes: kinds }),
    ...(bindingIds === undefined ? {} : { bindingIds }),
    ...(eventNo === undefined ? {} : { eventNo }),
    ...(search.length === 0 ? {} : { search }),
  }
}

/** Only what is filled in; a single value and a list of one read the same. */
function pick(given: JsonObject): JsonObject {
  const filled = filterNames.map((name) => [name, given[name]] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined && value !== null && value !== ''))
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
