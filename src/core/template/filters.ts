import { filters as builtIn, type Context, Drop } from 'liquidjs'
import { maskText } from '../mask-text.ts'
import { digitsOf, prettyPhone } from '../phone.ts'
import { asText } from './as-text.ts'
import { durationClock, durationWords } from './duration.ts'
import type { LiquidContext } from './liquid-context.ts'
import { localTime, momentOf, type TimePart } from './local-time.ts'
import { isEmpty } from './path.ts'
import { spendOn, spendOnSearch } from './weight.ts'

interface FilterCall {
  readonly context: Context
}

/** One filter: the value, then the arguments after the colon. */
type Filter = (this: FilterCall, value: unknown, ...args: unknown[]) => unknown

/** Every filter a template may use, by name: the library's own that are safe here, and ours. Each is charged before it works. */
export function allowedFilters(): ReadonlyMap<string, Filter> {
  const own: Readonly<Record<string, Filter>> = {
    duration,
    mask,
    digits,
    phone,
    local,
    json,
    jsonify: json,
    date,
    join,
  }
  const all = new Map<string, Filter>(Object.entries(own))
  for (const name of kept) {
    const filter = builtIn[name]
    if (filter === undefined) throw new Error(`liquidjs has no filter ${name}`)
    all.set(name, (typeof filter === 'function' ? filter : filter.handler) as Filter)
  }
  for (const name of htmlEscapes) all.set(name, onceInHtml(all.get(name)!))
  for (const name of decoders) all.set(name, asItIsWhenBroken(all.get(name)!))
  return new Map([...all].map(([name, filter]) => [name, charged(name, filter)]))
}

/**
 * The library's filters that stay. Left out: `raw` (values are always escaped), `sample` (a retry must say the same),
 * `*_exp` (they would run a value as a template), `push` and `unshift` (lists inside lists, without end), `date_to_*`
 * (the server's zone) and `inspect`.
 */
const kept = [
  ...['abs', 'at_least', 'at_most', 'ceil', 'divided_by', 'floor', 'minus', 'modulo', 'plus', 'round', 'times'],
  ...['append', 'capitalize', 'downcase', 'lstrip', 'prepend', 'remove', 'remove_first', 'remove_last', 'replace'],
  ...['replace_first', 'replace_last', 'rstrip', 'split', 'squish', 'strip', 'strip_html', 'strip_newlines'],
  ...['truncate', 'truncatewords', 'upcase', 'normalize_whitespace', 'number_of_words', 'newline_to_br', 'slugify'],
  ...['compact', 'concat', 'first', 'last', 'map', 'pop', 'reverse', 'shift', 'size', 'slice', 'sort', 'sort_natural'],
  ...['sum', 'uniq', 'where', 'reject', 'find', 'find_index', 'group_by', 'has', 'array_to_sentence_string'],
  ...['base64_decode', 'base64_encode', 'hmac_sha256', 'sha256'],
  ...['cgi_escape', 'uri_escape', 'url_decode', 'url_encode', 'escape', 'escape_once', 'xml_escape'],
  ...['default', 'to_integer'],
]

/** `{{ connect_time | duration }}` → `1:35`; with `"words"`, `1 min 35 s` in the company's language or the one named next. */
const duration: Filter = function (value, style, language) {
  const seconds = isEmpty(value) || typeof value === 'object' ? Number.NaN : Number(value)
  if (!Number.isFinite(seconds)) return value
  if (style !== 'words') return durationClock(seconds)
  return durationWords(seconds, language === 'ru' || language === 'en' ? language : homeOf(this).language)
}

/** `{{ phone | mask }}` → `*********333`; an address or a name is masked in its own way. */
const mask: Filter = (value) => maskText(asText(value))

/** `{{ phone | digits }}` → `380501112333`. */
const digits: Filter = (value) => digitsOf(asText(value))

/** `{{ phone | phone }}` → `+380 50 111-23-33`. */
const phone: Filter = (value) => prettyPhone(asText(value))

/** `{{ callback_at | local: client_tz, "time" }}`: the moment on that zone's clock, else on the company's. */
const local: Filter = function (value, zone, part) {
  const moment = momentOf(value)
  if (moment === null) return value
  const { language, timeZone } = homeOf(this)
  const wanted = { language, part: (part === 'date' || part === 'time' ? part : 'both') as TimePart }
  const there = typeof zone === 'string' ? localTime(moment, { ...wanted, timeZone: zone }) : null
  return there ?? localTime(moment, { ...wanted, timeZone }) ?? value
}

/** The value as JSON; a missing one as `""`. */
const json: Filter = (value) => (isEmpty(value) || value instanceof Drop ? '""' : JSON.stringify(value))

/** The library's `date`, on the company's clock unless a zone is named. `now` is no date: a template reads no clock. */
const date: Filter = function (value, format, zone) {
  if (value === 'now' || value === 'today') return value
  const original = builtIn['date'] as Filter
  const { timeZone } = homeOf(this)
  const isZone =
    typeof zone === 'number' || (typeof zone === 'string' && localTime(0, { timeZone: zone, language: 'en' }))
  return original.call(this, value, format ?? '%Y-%m-%d %H:%M:%S', isZone ? zone : timeZone)
}

/** The items with a text between them; an item that is a list or an object stands as JSON. */
const join: Filter = (value, between) =>
  (Array.isArray(value) ? value : [value]).map(asText).join(between === undefined ? ' ' : asText(between))

function homeOf(call: FilterCall) {
  return (call.context as LiquidContext).home
}

/** These would escape twice where every output is escaped for HTML anyway. */
const htmlEscapes = ['escape', 'escape_once', 'xml_escape']

function onceInHtml(filter: Filter): Filter {
  return function (value, ...args) {
    return (this.context as LiquidContext).tools.mode === 'html' ? value : filter.call(this, value, ...args)
  }
}

/** These refuse a text that was never encoded. An event may hold anything, so it is passed on as it is. */
const decoders = ['url_decode', 'base64_decode']

function asItIsWhenBroken(filter: Filter): Filter {
  return function (value, ...args) {
    try {
      return filter.call(this, value, ...args)
    } catch (error) {
      if (error instanceof Error && error.name === 'TemplateLimit') throw error
      return value
    }
  }
}

/** These make a list, which would stand as `[]` in a message when there is nothing to make it of. */
const ofLists = new Set([
  ...['compact', 'group_by', 'map', 'pop', 'reject', 'reverse', 'shift', 'slice', 'sort', 'sort_natural', 'split'],
  ...['uniq', 'where'],
])

/** These read the part of each item that their first argument names. */
const byName = new Set([
  ...['find', 'find_index', 'group_by', 'has', 'map', 'reject', 'sort', 'sort_natural', 'sum', 'where'],
])

// The library reads the name again for every item, so a long one would cost its length each time.
function checkName(filter: string, name: unknown): void {
  const isShort = name === undefined || (typeof name === 'string' && name.length <= 100) || typeof name === 'number'
  if (!isShort) throw new Error(`the filter ${filter} needs a short name after it, such as ${filter}: "name"`)
}

/** These look for their first argument in the value. */
const searching = new Set([
  'split',
  'remove',
  'remove_first',
  'remove_last',
  'replace',
  'replace_first',
  'replace_last',
])

function charged(name: string, filter: Filter): Filter {
  return function (value, ...args) {
    const { budget } = (this.context as LiquidContext).tools
    budget.spend(500 + 200 * args.length)
    spendOn(value, budget)
    for (const arg of args) spendOn(arg, budget)
    if (byName.has(name)) checkName(name, args[0])
    if (searching.has(name)) spendOnSearch(value, args[0], budget)
    if (name === 'replace') spendOnReplacing(value, args, budget)
    if (name === 'sort' || name === 'sort_natural') spendOnSorting(value, budget)
    // strftime makes a formatter of the system for each letter of the format.
    if (name === 'date') budget.spend(200_000 + asText(args[0]).length * 20_000)
    if (isEmpty(value) && ofLists.has(name)) return ''
    return filter.call(this, typeof value === 'string' ? value.toWellFormed() : value, ...args)
  }
}

function spendOnSorting(value: unknown, budget: LiquidContext['tools']['budget']): void {
  if (!Array.isArray(value)) return
  for (let halves = value.length; halves > 1; halves /= 2) spendOn(value, budget)
}

/** The longest the result could be: the library counts it only after it has cut the text into pieces. */
function spendOnReplacing(
  value: unknown,
  [from, to]: readonly unknown[],
  budget: LiquidContext['tools']['budget'],
): void {
  const places = asText(value).length / Math.max(1, asText(from).length) + 1
  budget.spend(places * (asText(to).length + 20))
}
