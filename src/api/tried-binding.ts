import type { Catalogue } from '../core/catalogue.ts'
import { checkCondition } from '../core/condition-check.ts'
import type { SourceEvent, StoredEvent } from '../core/event.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../core/json.ts'
import { newUuid } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import { type BindingDraft, readBindingForm } from '../engine/binding-form.ts'
import { readEvent, unknownType } from '../engine/incoming.ts'
import type { TriedBinding } from '../engine/try-out.ts'
import { withoutMasks } from './condition-masks.ts'
import type { House } from './house.ts'
import type { Asked } from './route.ts'

/** Reads the API's form of a binding. Throws `Problem` with every wrong field. */
export function bindingReader({ catalogue, engine }: House): (body: unknown) => BindingDraft {
  return (body) => readBindingForm(body, { catalogue, kindOf: (id) => engine.integrations.kindOf(id) })
}

/** The binding to try: a saved one by `binding_id`, or the one in `binding` (or the body itself) as it stands in a form. */
export function readTried(asked: Asked, house: House): TriedBinding {
  const id = isJsonObject(asked.body) ? own(asked.body, 'binding_id') : undefined
  if (typeof id === 'string') return house.engine.bindings.find(id)
  const form = triedForm(asked.body)
  const saved = savedOf(form, house)
  const { version: _version, ...unversioned } = form
  const whole = withoutMasks({ name: 'Unsaved', ...unversioned }, saved, asked.view)
  return { ...bindingReader(house)(whole), ...(saved ? { id: saved.id, version: saved.version } : {}) }
}

/** What decides about firing. A rule can be tried on events before anybody knows what it will say, and where. */
export type TriedRule = Pick<TriedBinding, 'id' | 'eventType' | 'conditions'>

/** The rule in the body; what else stands in the form is not looked at. Throws `Problem` with what is wrong in the rule. */
export function readRule(asked: Asked, house: House): TriedRule {
  const id = isJsonObject(asked.body) ? own(asked.body, 'binding_id') : undefined
  if (typeof id === 'string') return house.engine.bindings.find(id)
  const form = triedForm(asked.body)
  const saved = savedOf(form, house)
  const eventType = String(own(form, 'event_type') ?? '')
  if (!house.catalogue.eventTypes.has(eventType)) throw unknownType(eventType, house.catalogue)
  const written = own(withoutMasks(form, saved, asked.view), 'conditions') ?? null
  const conditions = checkCondition(written, house.catalogue.parametersOf(eventType))
  return { eventType, conditions, ...(saved ? { id: saved.id } : {}) }
}

/** The form of an unsaved binding in the body, as it was sent. */
export function triedForm(body: unknown): JsonObject {
  if (!isJsonObject(body)) throw new Problem('request-invalid', 'The body must be an object')
  const { binding, event_no: _eventNo, event: _event, from: _from, to: _to, ...rest } = body
  return isJsonObject(binding) ? binding : rest
}

/** The saved binding that a form is about; null for a new one. */
export function savedOf(form: JsonObject, { engine }: House) {
  const id = own(form, 'id')
  return typeof id === 'string' ? engine.bindings.get(id) : null
}

/**
 * The event to try a binding on: a past one by `event_no`, or one that was pasted as `event`; null when the request names
 * none. Throws when it is of another type, or not an event.
 */
export async function eventToTry(body: unknown, eventType: string, house: House): Promise<StoredEvent | null> {
  if (!isJsonObject(body)) return null
  const no = own(body, 'event_no') ?? null
  const pasted = own(body, 'event') ?? null
  if (pasted !== null) return pastedEvent(pasted, eventType, house)
  if (no === null) return null
  const event = await house.store.event(Number(no))
  if (!event) throw new Problem('not-found', `There is no event ${String(no)}`)
  return ofType(event, eventType, 'event_no')
}

/** An event as somebody pasted it, read as the intake would read it. It was never accepted, so it has no number. */
function pastedEvent(pasted: Json, eventType: string, { catalogue, clock }: House): StoredEvent {
  const now = clock.now()
  const written = isJsonObject(pasted) ? { event_type: eventType, ...pasted } : pasted
  const { id = newUuid(now), time = now, correlationId = null, ...read } = readPasted(written, catalogue)
  return ofType({ ...read, no: 0, id, time, correlationId, receivedAt: now, trail: [] }, eventType, 'event.event_type')
}

function readPasted(written: Json, catalogue: Catalogue): SourceEvent {
  try {
    return readEvent(written, catalogue, 'api')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const errors = error.errors.map(({ path, message }) => ({ path: path === '' ? 'event' : `event.${path}`, message }))
    throw new Problem('fields-invalid', error.message, { errors })
  }
}

function ofType(event: StoredEvent, eventType: string, path: string): StoredEvent {
  if (event.type === eventType) return event
  throw new Problem('fields-invalid', `The event is of the type ${event.type}, the binding wants ${eventType}`, {
    errors: [{ path, message: `must be an event of the type ${eventType}` }],
  })
}
