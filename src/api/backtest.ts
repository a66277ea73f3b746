import type { StoredEvent } from '../core/event.ts'
import { type Json, type JsonObject, own } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { fillMessage } from '../engine/rehearse.ts'
import { type Backtest, backtest } from '../journal/backtest.ts'
import type { View } from '../journal/view.ts'
import type { House } from './house.ts'
import { reasonsFor } from './reasons.ts'
import type { Asked } from './route.ts'
import { readRule, readTried } from './tried-binding.ts'

const usualDays = 7
const dayMs = 24 * 3600 * 1000

/** Tries a rule on the past, as the API shows it. */
export async function tryOnHistory(asked: Asked, house: House): Promise<JsonObject> {
  const { store, catalogue, timeZone, engine, clock } = house
  const rule = readRule(asked, house)
  const say = reasonsFor(asked, catalogue)
  const period = periodIn(asked.body as JsonObject, clock.now())
  const render = async (event: StoredEvent): Promise<Json> => {
    try {
      const { kept } = await fillMessage(readTried(asked, house), event, engine.rehearsal)
      return asked.view.about([event])(kept)
    } catch (error) {
      return { error: say(error instanceof Error ? error.message : String(error)) }
    }
  }
  const isSavedOne = typeof own(asked.body as JsonObject, 'binding_id') === 'string'
  const saved = isSavedOne || rule.id === undefined ? null : engine.bindings.get(rule.id)
  const result = await backtest(rule, { ...period, saved }, { store, catalogue, timeZone, render })
  return shown(result, rule.eventType, asked.view)
}

/** What a near miss was compared with is masked like the conditions of a binding. */
function shown(result: Backtest, eventType: string, view: View): JsonObject {
  const { count, by_condition } = result.near_misses
  const conditions = by_condition.map(({ condition, ...rest }) => ({
    ...rest,
    condition: view.conditions(condition as unknown as Json, eventType),
  }))
  return { ...(result as unknown as JsonObject), near_misses: { count, by_condition: conditions } }
}

function periodIn(body: JsonObject, now: number): { from: number; to: number } {
  const to = Math.min(timeIn(body, 'to') ?? now + 1, now + 1)
  const from = timeIn(body, 'from') ?? to - usualDays * dayMs
  if (from <= to) return { from, to }
  throw new Problem('fields-invalid', 'The period ends before it begins', {
    errors: [{ path: 'to', message: 'must be after from' }],
  })
}

function timeIn(body: JsonObject, name: string): number | null {
  const value = own(body, name)
  if (value === undefined || value === null) return null
  const time = typeof value === 'number' ? value : Date.parse(String(value))
  if (!Number.isNaN(time)) return time
  throw new Problem('fields-invalid', `${name} is not a time`, {
    errors: [{ path: name, message: 'must be a time such as 2026-03-16T09:00:00Z' }],
  })
}
