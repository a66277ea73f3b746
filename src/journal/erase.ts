import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { Attempt } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import type { Parameter } from '../core/event-type.ts'
import { fieldsInvalid } from '../core/form.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { digitsOf, fewestPhoneDigits, looksLikePhone } from '../core/phone.ts'
import { searchableValues, searchKeys } from '../core/search-keys.ts'
import type { PageOf } from '../core/store/page.ts'
import type { Mention, RemovalStore, Rewriting } from '../core/store/removal-store.ts'

/** What stands where a value was. */
export const erased = '[erased]'

const mostPhoneDigits = 15
/** Tell one subscriber from another in every country; what stands before them is written in many ways. */
const tellingDigits = 9
const pageSize = 200
const waitMs = 250
const mostWaits = 80
const mostPasses = 5

export interface EraseTools {
  readonly store: RemovalStore
  readonly catalogue: Catalogue
  readonly clock: Clock
  /** Gives up open deliveries: a message without the client in it is of no use to anybody. */
  readonly cancel: (ids: readonly string[]) => Promise<void>
  /** True while an attempt is under way, whose record would bring the number back. */
  readonly isFlying: (id: string) => boolean
}

export interface ErasedCounts {
  readonly events: number
  readonly deliveries: number
  readonly attempts: number
}

/**
 * Takes one client's personal data out of the journal, wherever the number is mentioned and however it is written:
 * everything in the event that identifies a client, what was sent and answered, and the search keys. Rows and counts stay.
 * Doing it again changes nothing. The caller wipes the free space of the store afterwards.
 */
export async function erasePhone(phone: string, tools: EraseTools): Promise<ErasedCounts> {
  const number = readNumber(phone)
  const total = { events: 0, deliveries: 0, attempts: 0 }
  // Attempts that were under way during a pass may have written the number once more.
  for (let pass = 0; pass < mostPasses; pass++) {
    const found = await erasePass(number, tools)
    total.events += found.events
    total.deliveries += found.deliveries
    total.attempts += found.attempts
    if (found.events === 0) break
  }
  return total
}

/** The last digits of the number: enough to know it by. Throws `fields-invalid`. */
export function readNumber(phone: string): string {
  const digits = digitsOf(phone)
  if (looksLikePhone(phone) && digits.length >= fewestPhoneDigits && digits.length <= mostPhoneDigits)
    return digits.slice(-tellingDigits)
  throw fieldsInvalid([
    { path: 'phone', message: `must be a whole phone number of ${fewestPhoneDigits} to ${mostPhoneDigits} digits` },
  ])
}

/** True when the text holds the number that `readNumber` gave, however it is written. */
export function mentionsNumber(text: string, number: string): boolean {
  return mentionIn(number).test(text)
}

async function erasePass(number: string, tools: EraseTools): Promise<ErasedCounts> {
  const total = { events: 0, deliveries: 0, attempts: 0 }
  let cursor: string | null = null
  do {
    const slice = { limit: pageSize, ...(cursor === null ? {} : { cursor }) }
    let page: PageOf<Mention> = await tools.store.mentions(number, slice)
    // What was given up, or was under way, is not any more what was read before.
    if (await giveUp(openIn(page.items, number, tools.catalogue), tools))
      page = await tools.store.mentions(number, slice)
    await tools.store.rewrite(page.items.map((mention) => rewriting(mention, number, tools.catalogue)))
    for (const { deliveries } of page.items) {
      total.events += 1
      total.deliveries += deliveries.length
      total.attempts += deliveries.reduce((sum, { attempts }) => sum + attempts.length, 0)
    }
    cursor = page.nextCursor
  } while (cursor !== null)
  return total
}

/** Open deliveries of the client's own events. */
function openIn(mentions: readonly Mention[], number: string, catalogue: Catalogue): string[] {
  const theirs = mentions.filter(({ event }) => isTheirs(event, number, catalogue))
  const open = theirs.flatMap(({ deliveries }) =>
    deliveries.filter(({ status }) => status === 'pending' || status === 'retrying'),
  )
  return open.map(({ id }) => id)
}

/** True when there was something to give up. */
async function giveUp(open: readonly string[], { cancel, isFlying, clock }: EraseTools): Promise<boolean> {
  if (open.length === 0) return false
  await cancel(open)
  for (let wait = 0; wait < mostWaits && open.some(isFlying); wait++)
    await new Promise<void>((resolve) => clock.after(waitMs, resolve))
  await cancel(open)
  return true
}

/**
 * True when the event is about this client, false when it only mentions the number, as in a note about another client:
 * then the other one's data stays.
 */
function isTheirs(event: StoredEvent, number: string, catalogue: Catalogue): boolean {
  const parameters = catalogue.parametersOf(event.type)
  const known = Object.entries(event.data).filter(([name]) => parameters.get(name)?.pii === 'C')
  const phones = known.map(([, value]) => JSON.stringify(value ?? null)).filter((text) => /(?:\d\D{0,3}){7}/.test(text))
  if (phones.length > 0) return phones.some((text) => mentionsNumber(text, number))
  return mentionsNumber(textOf(event), number)
}

function rewriting({ event, deliveries }: Mention, number: string, catalogue: Catalogue): Rewriting {
  const theirs = isTheirs(event, number, catalogue)
  const hide = (value: Json) => withoutNumber(value, number)
  const data = theirs
    ? eraseClient(event.data, catalogue.parametersOf(event.type), hide)
    : (hide(event.data) as JsonObject)
  // An id with the number in it is replaced as a whole: a part of it would tell nobody anything.
  const id = hide(event.id) === event.id ? event.id : `erased-${event.no}`
  const correlationId = event.correlationId === null ? null : (hide(event.correlationId) as string)
  const searchable = catalogue.eventTypes.get(event.type)?.searchable ?? []
  const keys = searchKeys(
    searchableValues({ id, correlationId, data }, searchable).filter((value) => !value.includes(erased)),
  )
  return {
    no: event.no,
    id,
    correlationId,
    data: JSON.stringify(data),
    searchKeys: keys,
    deliveries: deliveries.map((delivery) => ({
      id: delivery.id,
      reason: delivery.reason === null ? null : (hide(delivery.reason) as string),
      attempts: delivery.attempts.map((attempt) => (theirs ? emptied(attempt, hide) : mended(attempt, hide))),
    })),
  }
}

/** Everything that identifies a client, and the number wherever else it stands. */
function eraseClient(
  data: JsonObject,
  parameters: ReadonlyMap<string, Parameter>,
  hide: (value: Json) => Json,
): JsonObject {
  const entries = Object.entries(data).map(([name, value]) => {
    if (value === undefined) return [name, value]
    return [name, parameters.get(name)?.pii === 'C' ? eraseLeaves(value) : hide(value)]
  })
  return hide(Object.fromEntries(entries) as JsonObject) as JsonObject
}

function eraseLeaves(value: Json): Json {
  if (Array.isArray(value)) return value.map(eraseLeaves)
  if (isJsonObject(value))
    return Object.fromEntries(entriesOf(value).map(([name, inner]) => [name, eraseLeaves(inner)]))
  return value === null || value === '' ? value : erased
}

/** An attempt of the client's own event: that it was made stays, what it said goes. */
function emptied(attempt: Attempt, hide: (value: Json) => Json): Attempt {
  const { request, response, parameters, error } = attempt
  return {
    ...attempt,
    parameters: Object.fromEntries(Object.keys(parameters).map((name) => [String(hide(name)), erased])),
    request: request && {
      method: request.method,
      url: `${originOf(request.url)}/${erased}`,
      headers: {},
      body: erased,
    },
    response: response && { status: response.status, headers: {}, body: erased },
    error: error === null ? null : (hide(error) as string),
  }
}

/** An attempt of another event that mentions the number, such as a digest. */
function mended(attempt: Attempt, hide: (value: Json) => Json): Attempt {
  const { parameters, request, response, error } = attempt
  return {
    ...attempt,
    ...(hide({ parameters, request, response, error } as unknown as JsonObject) as unknown as Pick<
      Attempt,
      'parameters' | 'request' | 'response' | 'error'
    >),
  }
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}

function withoutNumber(value: Json, number: string): Json {
  if (typeof value === 'string') return value.replace(mentionIn(number, 'gi'), erased)
  if (typeof value === 'number') return mentionsNumber(String(value), number) ? erased : value
  if (Array.isArray(value)) return value.map((item) => withoutNumber(item, number))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    entriesOf(value).map(([name, inner]) => [String(withoutNumber(name, number)), withoutNumber(inner, number)]),
  )
}

function entriesOf(object: JsonObject): [string, Json][] {
  return Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined)
}

const between = String.raw`(?:[\s().\-+/\\\u00a0]|%20|%28|%29|%2D){0,6}`

/** The number with anything people and services write between digits, and the country code before it. */
function mentionIn(number: string, flags = 'i'): RegExp {
  return new RegExp(String.raw`(?:(?:\+|%2B)?(?:\d${between}){1,5})?${[...number].join(between)}`, flags)
}

function textOf({ id, correlationId, data }: StoredEvent): string {
  return [id, correlationId ?? '', JSON.stringify(data)].join('\n')
}
