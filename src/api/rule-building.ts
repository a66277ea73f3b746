import type { Json, JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { unknownType } from '../engine/incoming.ts'
import { rehearse } from '../engine/rehearse.ts'
import { whyWouldFire } from '../engine/why.ts'
import { seenValues } from '../journal/event-values.ts'
import { recentEvents } from '../journal/recent-events.ts'
import { tryOnHistory } from './backtest.ts'
import { checkBinding } from './check-binding.ts'
import type { House } from './house.ts'
import { ruleBuildingDescriptions } from './openapi/rule-building.ts'
import { reasonsFor } from './reasons.ts'
import type { Asked, Route } from './route.ts'
import { eventToTry, readRule, readTried } from './tried-binding.ts'

/** What a person looks at while they build a rule. Nothing here changes or sends anything. */
export function ruleBuildingRoutes(house: House): Route[] {
  return [
    {
      method: 'POST',
      path: '/bindings/preview',
      right: 'bindings:read',
      summary: 'Fills the message without sending it',
      ...ruleBuildingDescriptions.preview,
      body: 'json',
      personal: true,
      handle: async (asked) => ({ body: await preview(asked, house) }),
    },
    {
      method: 'POST',
      path: '/bindings/backtest',
      right: 'bindings:read',
      summary: 'Counts how often a binding would have fired, with examples; sends nothing',
      ...ruleBuildingDescriptions.backtest,
      body: 'json',
      personal: true,
      handle: async (asked) => ({ body: await tryOnHistory(asked, house) }),
    },
    {
      method: 'POST',
      path: '/bindings/check',
      right: 'bindings:read',
      summary: 'Tells what is wrong with a binding, and what is most often a mistake',
      ...ruleBuildingDescriptions.check,
      body: 'json',
      handle: async (asked) => ({ body: await checkBinding(asked, house) }),
    },
    {
      method: 'POST',
      path: '/bindings/why',
      right: 'bindings:read',
      summary: 'Tells whether a binding that need not be saved would answer an event, and why (not)',
      ...ruleBuildingDescriptions.why,
      body: 'json',
      personal: true,
      handle: async (asked) => ({ body: await why(asked, house) }),
    },
    {
      method: 'GET',
      path: '/event-types/:key/values',
      right: 'events:read',
      summary: 'Lists what a parameter held in the latest 1,000 events of the type',
      ...ruleBuildingDescriptions.values,
      personal: true,
      handle: async (asked) => ({ body: await values(asked, house) }),
    },
  ]
}

async function preview(asked: Asked, house: House): Promise<JsonObject> {
  const tried = readTried(asked, house)
  const event = await eventToTry(asked.body, tried.eventType, house)
  const { parameters, emptyVariables, request, refusal } = await rehearse(tried, event, house.engine.rehearsal)
  const mask = asked.view.about(event ? [event] : [])
  const shown = event ? mask : (value: Json) => value
  return {
    parameters: shown(parameters),
    empty_variables: emptyVariables,
    request: shown(request as unknown as Json),
    refusal: reasonsFor(asked, house.catalogue)(shown(refusal)),
  }
}

async function why(asked: Asked, house: House): Promise<JsonObject> {
  const rule = readRule(asked, house)
  const event = await eventToTry(asked.body, rule.eventType, house)
  if (!event) {
    throw new Problem('fields-invalid', 'No event was named', {
      errors: [{ path: 'event_no', message: 'is required' }],
    })
  }
  const { conditions, reason, fired } = whyWouldFire(rule, event, house.catalogue)
  const mask = asked.view.about([event])
  const said = reasonsFor(asked, house.catalogue)(reason)
  return { fired, reason: said, conditions: mask(asked.view.conditions(conditions as Json, event.type)) }
}

async function values({ params, query, view }: Asked, { catalogue, store }: House) {
  const { key = '' } = params
  if (!catalogue.eventTypes.has(key)) throw unknownType(key, catalogue)
  const { param, q = '' } = query
  if (typeof param !== 'string' || param === '' || typeof q !== 'string') {
    throw new Problem('fields-invalid', 'No parameter was named', {
      errors: [{ path: 'param', message: 'must be the name of a parameter' }],
    })
  }
  return seenValues(await recentEvents(key, store), { param, wanted: q, view })
}
