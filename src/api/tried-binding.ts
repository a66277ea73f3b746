import type { StoredEvent } from '../core/event.ts'
import { isJsonObject, type JsonObject, own } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { type BindingDraft, readBindingForm } from '../engine/binding-form.ts'
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

/** The event that a request names by `event_no`; null when it names none. Throws when it is of another type. */
export async function eventToTry(body: unknown, eventType: string, { store }: House): Promise<StoredEvent | null> {
  const no = isJsonObject(body) ? own(body, 'event_no') : undefined
  if (no === undefined || no === null) return null
  const event = await store.event(Number(no))
  if (!event) throw new Problem('not-found', `There is no event ${String(no)}`)
  if (event.type === eventType) return event
  throw new Problem(
    'fields-invalid',
    `Event ${event.no} is of the type ${event.type}, the binding wants ${eventType}`,
    { errors: [{ path: 'event_no', message: `must be an event of the type ${eventType}` }] },
  )
}
