import type { Condition } from '../core/condition.ts'
import { checkCondition } from '../core/condition-check.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../core/json.ts'
import { type FieldError, Problem } from '../core/problem.ts'
import { type UnfinishedBinding, type Warning, warningsOn } from '../engine/binding-warnings.ts'
import { recentFailures } from '../journal/integration-health.ts'
import { perDay, recentEvents } from '../journal/recent-events.ts'
import { withoutMasks } from './condition-masks.ts'
import type { House } from './house.ts'
import { languageAsked, sayFaultsIn } from './reader-language.ts'
import type { Asked } from './route.ts'
import { bindingReader, savedOf, triedForm } from './tried-binding.ts'

/** Below so many failures, or such a share of them, an integration is not called failing. */
const fewestFailures = 3
const failingShare = 0.1

/** What would keep a binding from being saved, and what is most often a mistake. */
export interface CheckedBinding {
  readonly errors: readonly FieldError[]
  readonly warnings: readonly Warning[]
}

/** Looks at a binding that somebody is still writing: whatever can be read of it is checked. */
export async function checkBinding(asked: Asked, house: House): Promise<CheckedBinding> {
  const { version: _version, ...form } = triedForm(asked.body)
  const saved = savedOf(form, house)
  const [whole, maskErrors] = attempt(() => withoutMasks(form, saved, asked.view), form)
  const [, errors] = attempt(() => bindingReader(house)(whole), null)
  const ofRule = await warningsOnRule(whole, house)
  const ofIntegration = await warningsOnIntegration(own(whole, 'integration_id'), house)
  const faults = sayFaultsIn(
    languageAsked(asked.headers['accept-language']),
    maskErrors.length > 0 ? maskErrors : errors,
  )
  return { errors: faults, warnings: [...ofIntegration, ...ofRule] }
}

async function warningsOnRule(form: JsonObject, house: House): Promise<Warning[]> {
  const binding = unfinished(form, house)
  if (binding === null) return []
  const events = await recentEvents(binding.eventType.key, house.store)
  return warningsOn(binding, { events, perDay: perDay(events, house.clock.now()) })
}

async function warningsOnIntegration(id: Json | undefined, { engine, store, clock }: House): Promise<Warning[]> {
  const integration = typeof id === 'string' ? engine.integrations.get(id) : null
  if (!integration) return []
  const path = 'integration_id'
  const by = integration.paused?.by ?? (integration.enabled ? null : 'off')
  if (by !== null) return [{ code: 'integration-paused', path, by }]
  const { failed, total } = await recentFailures(integration.id, clock.now(), store)
  const isFailing = failed >= fewestFailures && failed >= total * failingShare
  return isFailing ? [{ code: 'integration-failing', path, failed, total }] : []
}

/** What of the form can be read already; null while nobody knows the event type. */
function unfinished(form: JsonObject, { catalogue }: House): UnfinishedBinding | null {
  const eventType = catalogue.eventTypes.get(String(own(form, 'event_type')))
  if (!eventType) return null
  const written = own(form, 'conditions') ?? null
  const read = () => checkCondition(written, catalogue.parametersOf(eventType.key))
  const [conditions] = attempt<Condition | null | undefined>(read, undefined)
  const parameters = own(form, 'parameters')
  return {
    eventType,
    conditions,
    parameters: isJsonObject(parameters) ? parameters : {},
    throttle: keyOf(form, 'throttle'),
    digest: keyOf(form, 'digest'),
  }
}

/** The key of an option that is there. */
function keyOf(form: JsonObject, name: string): { key: string | null } | null {
  const options = own(form, 'options')
  const option = isJsonObject(options) ? own(options, name) : undefined
  if (!isJsonObject(option)) return null
  const key = own(option, 'key')
  return { key: typeof key === 'string' ? key : null }
}

/** What the work made, or the fallback and the wrong fields. */
function attempt<Value>(work: () => Value, fallback: Value): [Value, readonly FieldError[]] {
  try {
    return [work(), []]
  } catch (error) {
    if (!(error instanceof Problem) || error.errors.length === 0) throw error
    return [fallback, error.errors]
  }
}
