import { createHash } from 'node:crypto'
import type { SourceEvent } from '../core/event.ts'
import type { Json } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { readTrace } from '../core/trace.ts'
import { longestEventBytes, readEvent } from '../engine/incoming.ts'
import { trailHeader } from '../engine/sending.ts'
import { whyFired } from '../engine/why.ts'
import { readPage } from '../journal/filter.ts'
import { badItem, itemsProblem, type Rejected } from './bad-items.ts'
import { readBody } from './event-bodies.ts'
import type { House } from './house.ts'
import { eventDescriptions } from './openapi/events.ts'
import { reasonsFor, sayRow } from './reasons.ts'
import type { Answer, Asked, Route } from './route.ts'

const mostEvents = 10_000

/** Intake, and what was taken in. */
export function eventRoutes(house: House): Route[] {
  return [
    {
      method: 'POST',
      path: '/events',
      right: 'events:write',
      summary: 'Takes in one event, an array, NDJSON or CloudEvents; 202 means everything is on disk',
      ...eventDescriptions.take,
      body: 'bytes',
      watch: (request) => house.intake.note(request),
      handle: (asked) => takeIn(asked, house),
    },
    {
      method: 'GET',
      path: '/events',
      right: 'events:read',
      summary: 'Lists events, newest first, by the filters of the journal',
      ...eventDescriptions.list,
      personal: true,
      handle: async ({ query, view }) => ({
        body: await house.journal.events(await house.journal.filter(query), readPage(query), view),
      }),
    },
    {
      method: 'GET',
      path: '/events/count',
      right: 'events:read',
      summary: 'Counts the events that a filter finds, exactly up to 10,000',
      ...eventDescriptions.count,
      handle: async ({ query }) => ({
        body: await house.journal.countShown('events', await house.journal.filter(query)),
      }),
    },
    {
      method: 'GET',
      path: '/events/:event_no',
      right: 'events:read',
      summary: 'Tells one event, its deliveries, and for every binding why it fired or did not',
      ...eventDescriptions.story,
      personal: true,
      handle: async (asked) => ({ body: await eventStory(asked, house) }),
    },
  ]
}

async function takeIn(asked: Asked, { engine, catalogue }: House): Promise<Answer> {
  const items = readBody(asked)
  if (items.length > mostEvents)
    throw new Problem('too-large', `A request takes at most ${mostEvents} events; this one has ${items.length}`)
  const skipBad = asked.query['on_error'] === 'skip'
  const good: SourceEvent[] = []
  const rejected: Rejected[] = []
  const severalItems = asked.bytes.byteLength > longestEventBytes
  items.forEach((item, index) => {
    try {
      if (severalItems) refuseLongEvent(item.value)
      if (item.fault) throw item.fault
      good.push(readEvent(item.value, catalogue, 'api'))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      rejected.push(badItem(index, error))
    }
  })
  if (rejected.length > 0 && !skipBad) throw itemsProblem(rejected, items.length)
  const accepted = await engine.accept(withTraces(withIds(good, asked), asked), trailOf(asked))
  const duplicates = accepted.filter(({ duplicate }) => duplicate).length
  return {
    status: 202,
    body: {
      accepted: accepted.length - duplicates,
      duplicates,
      events: accepted.map(({ eventId, eventNo, duplicate, deliveries }) => ({
        event_id: eventId,
        event_no: eventNo,
        duplicate,
        deliveries,
      })),
      ...(skipBad ? { rejected: rejected.map(({ index, code, errors }) => ({ index, code, errors })) } : {}),
    },
  }
}

function refuseLongEvent(value: Json): void {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '')
  if (bytes > longestEventBytes)
    throw new Problem('too-large', `An event is at most ${longestEventBytes} bytes long; this one has ${bytes}`)
}

/** Under an `Idempotency-Key`, events without an id of their own get ids made from it, so that a repeated request adds nothing. */
function withIds(events: readonly SourceEvent[], { headers, caller }: Asked): readonly SourceEvent[] {
  const key = headers['idempotency-key']
  if (key === undefined || key === '') return events
  return events.map((event, index) => {
    if (event.id !== undefined) return event
    const id = createHash('sha256').update(`${caller.id}\0${key}\0${index}`).digest('hex').slice(0, 32)
    return { ...event, id }
  })
}

/** The trace of the request, unless the event is a CloudEvent with a `traceparent` of its own. */
function withTraces(events: readonly SourceEvent[], { headers }: Asked): readonly SourceEvent[] {
  const ofRequest = readTrace(headers['traceparent'])
  return events.map((event) => {
    const own = event.data['ce_traceparent']
    const trace = (typeof own === 'string' ? readTrace(own) : undefined) ?? ofRequest
    return trace === undefined ? event : { ...event, trace }
  })
}

/** Bindings whose actions led to this request, as our own outgoing requests name them. */
function trailOf({ headers }: Asked): string[] {
  const trail = headers[trailHeader]
  return trail === undefined
    ? []
    : trail
        .split(',')
        .map((id) => id.trim().slice(0, 100))
        .filter(Boolean)
        .slice(0, 20)
}

async function eventStory(asked: Asked, { store, journal, engine, catalogue, demo }: House): Promise<unknown> {
  const { params, view } = asked
  const text = params['event_no'] ?? ''
  const no = /^\d{1,15}$/.test(text) ? Number(text) : -1
  const event = await store.event(no)
  if (!event) throw new Problem('not-found', `There is no event ${text}`)
  const [deliveries, bindings] = await Promise.all([
    journal.deliveriesOf(no, view),
    whyFired(event, { bindings: engine.bindings, store, catalogue, apart: demo }),
  ])
  const mask = view.about([event])
  const say = reasonsFor(asked, catalogue)
  const shown = bindings.map(({ conditions, reason, ...why }) => ({
    ...why,
    reason: say(reason),
    conditions: mask(view.conditions(conditions as Json, event.type)),
  }))
  return { ...view.event(event), deliveries: deliveries.map((row) => sayRow(row, say)), bindings: shown }
}
