import type { Clock } from '../core/clock.ts'
import { DayCount } from '../core/day-count.ts'
import { hiddenSecret } from '../core/field.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { Problem, type ProblemCode, problems } from '../core/problem.ts'
import { scrubText } from '../core/scrub.ts'
import type { Answer, WatchedRequest } from './route.ts'

/** So many requests of callers are remembered, and apart from them so many that were turned away at the door. */
const mostKnown = 200
const mostTurnedAway = 50
const mostErrors = 5

/** What the requests of the last 24 hours came to. */
const counted = ['requests', 'accepted', 'duplicates', 'rejected', 'turned_away'] as const

interface Row {
  readonly at: number
  readonly row: JsonObject
}

/**
 * The latest requests that brought events, in memory: for whoever sets up a sender and wonders what became of its request.
 * Nothing of an event is remembered, only how many there were and which fields were wrong.
 */
export class IntakeLog {
  readonly #clock: Clock
  readonly #known: Row[] = []
  /** Apart, so that somebody with a wrong key does not push out the others. */
  readonly #turnedAway: Row[] = []
  readonly #day = Object.fromEntries(counted.map((name) => [name, new DayCount()])) as Record<
    (typeof counted)[number],
    DayCount
  >
  readonly #since: number
  #lastAcceptedAt: number | null = null

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock
    this.#since = clock.now()
  }

  note(request: WatchedRequest): void {
    const [rows, most] = request.caller ? [this.#known, mostKnown] : [this.#turnedAway, mostTurnedAway]
    const at = this.#clock.now()
    const row = rowOf(request)
    rows.push({ at, row })
    this.#count(row, request.caller === null, at)
    // Twice as many may gather, so that the list is cut once in a while and not with every request.
    if (rows.length >= 2 * most) rows.splice(0, rows.length - most)
  }

  /** In the API's form. */
  day(): JsonObject {
    const now = this.#clock.now()
    return {
      since: new Date(this.#since).toISOString(),
      last_accepted_at: this.#lastAcceptedAt === null ? null : new Date(this.#lastAcceptedAt).toISOString(),
      ...Object.fromEntries(counted.map((name) => [name, this.#day[name].total(now)])),
    }
  }

  #count(row: JsonObject, isTurnedAway: boolean, at: number): void {
    this.#day.requests.add(1, at)
    if (isTurnedAway) return this.#day.turned_away.add(1, at)
    for (const name of ['accepted', 'duplicates', 'rejected'] as const) this.#day[name].add(Number(row[name]), at)
    if (Number(row['accepted']) > 0) this.#lastAcceptedAt = at
  }

  /** Newest first. */
  list(): JsonObject[] {
    const rows = [...this.#known.slice(-mostKnown), ...this.#turnedAway.slice(-mostTurnedAway)]
    return rows
      .reverse()
      .sort((a, b) => b.at - a.at)
      .map(({ at, row }) => ({ at: new Date(at).toISOString(), ...row }))
  }
}

function rowOf({ caller, bytes, contentType, answer, error }: WatchedRequest): JsonObject {
  return {
    caller: caller && { id: caller.id, name: caller.name },
    bytes,
    content_type: contentType === undefined ? null : cleanType(contentType),
    ...(answer ? taken(answer) : refused(error)),
  }
}

function taken({ status = 200, body }: Answer): JsonObject {
  const {
    accepted = 0,
    duplicates = 0,
    rejected = [],
  } = body as { accepted?: number; duplicates?: number } & {
    rejected?: readonly { index: number; code: string; errors: readonly { path: string; message: string }[] }[]
  }
  if (rejected.length === 0) return { status, code: null, accepted, duplicates, rejected: 0, errors: [] }
  const errors = rejected
    .slice(0, mostErrors)
    .flatMap(({ index, code, errors: some }) =>
      (some.length > 0 ? some : [{ path: '', message: titleOf(code) }]).map((one) => shown(one, index)),
    )
  return { status, code: null, accepted, duplicates, rejected: rejected.length, errors: errors.slice(0, mostErrors) }
}

/** None of its events was taken in, so nobody counts how many were good. */
function refused(error: unknown): JsonObject {
  const { code, status, errors, message } = error instanceof Problem ? error : new Problem('internal', '')
  const indexes = new Set(errors.map((one) => (one as { index?: number }).index ?? 0))
  const told = errors.length > 0 ? errors : [{ path: '', message: titleOf(code) + placeIn(message, code) }]
  return {
    status,
    code,
    accepted: 0,
    duplicates: 0,
    rejected: Math.max(1, indexes.size),
    errors: told
      .slice(0, mostErrors)
      .map((one) => shown(one as (typeof told)[number] & JsonObject, isJsonObject(one) ? one['index'] : undefined)),
  }
}

/** A parser quotes the text around a mistake, which may be anybody’s; where it stands tells enough. */
function placeIn(message: string, code: ProblemCode): string {
  const place = code === 'body-invalid' ? /at position \d+/.exec(message) : null
  return place ? `, ${place[0]}` : ''
}

function titleOf(code: string): string {
  return problems[code as ProblemCode]?.title ?? code
}

function shown({ path, message }: { path: string; message: string }, index: Json | undefined): JsonObject {
  return { index: index ?? null, path: clean(path, 100), message: clean(message, 300) }
}

// A sender says the same with every request.
let latestType = { said: '', clean: '' }

function cleanType(said: string): string {
  if (latestType.said !== said) latestType = { said, clean: clean(said, 100) }
  return latestType.clean
}

/** A sender may put anything anywhere, a number of a client among the names of fields. */
function clean(text: string, longest: number): string {
  return scrubText(text)
    .replace(/\d{7,}/g, hiddenSecret)
    .slice(0, longest)
}
