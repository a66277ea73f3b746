import type { Binding } from '../core/binding.ts'
import type { StoredEvent } from '../core/event.ts'
import { mergePatch } from '../core/form.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { readBindingForm, showBinding } from '../engine/binding-form.ts'
import { previewBinding, type TriedBinding, testBinding } from '../engine/try-out.ts'
import { type Backtest, backtest } from '../journal/backtest.ts'
import { type View, viewFor } from '../journal/view.ts'
import { showBindingIn, withoutMasks } from './condition-masks.ts'
import type { House } from './house.ts'
import { showTest } from './integrations.ts'
import { noteChange } from './note-change.ts'
import { bindingDescriptions } from './openapi/bindings.ts'
import { pageOf } from './page.ts'
import { type Asked, created, done, type Route } from './route.ts'

const backtestDays = 7
const dayMs = 24 * 3600 * 1000

/** Rules: when this happens and these conditions hold, send that there. */
export function bindingRoutes(house: House): Route[] {
  const { engine, catalogue, audit } = house
  const { bindings } = engine
  const masked = viewFor(false, catalogue)
  const read = (body: unknown) => readBindingForm(body, { catalogue, kindOf: (id) => engine.integrations.kindOf(id) })
  const write = (asked: Asked, action: string, before: Binding | null, after: Binding | null) =>
    audit.write({
      who: { id: asked.caller.id, name: asked.caller.name },
      action: `binding.${action}`,
      object: `bindings:${(after ?? before)!.id}`,
      before: before && showBindingIn(masked, before),
      after: after && showBindingIn(masked, after),
      address: asked.address,
    })
  const replace = async (asked: Asked, whole: unknown) => {
    const before = bindings.find(asked.params['id']!)
    const form = isJsonObject(whole) ? withoutMasks(whole, before, asked.view) : whole
    const after = await bindings.replace(before.id, read(form), versionIn(whole))
    await write(asked, 'update', before, after)
    return { body: showBindingIn(asked.view, after) }
  }
  const test = async (asked: Asked, binding: TriedBinding) => {
    const past = await pastEvent(asked.body, binding.eventType, house)
    const result = await testBinding(binding, past, engine.tryOut)
    const object = binding.id === undefined ? 'bindings' : `bindings:${binding.id}`
    const after = { event_no: past?.no ?? null, outcome: result.outcome }
    await noteChange(asked, { action: 'binding.test', object, after }, house)
    return { body: showTest(result, asked.view.about(past ? [past] : [])) }
  }
  return [
    {
      method: 'GET',
      path: '/bindings',
      right: 'bindings:read',
      summary: 'Lists bindings in order of creation',
      ...bindingDescriptions.list,
      handle: ({ query, view }) => ({
        body: pageOf(chosen(bindings.list(), query), query, (binding) => showBindingIn(view, binding)),
      }),
    },
    {
      method: 'POST',
      path: '/bindings',
      right: 'bindings:write',
      summary: 'Makes a binding',
      ...bindingDescriptions.create,
      body: 'json',
      handle: async (asked) => {
        const form = isJsonObject(asked.body) ? withoutMasks(asked.body, null, asked.view) : asked.body
        const after = await bindings.create(read(form))
        await write(asked, 'create', null, after)
        return created(showBindingIn(asked.view, after))
      },
    },
    {
      method: 'GET',
      path: '/bindings/:id',
      right: 'bindings:read',
      summary: 'Tells one binding',
      ...bindingDescriptions.read,
      handle: ({ params, view }) => ({ body: showBindingIn(view, bindings.find(params['id']!)) }),
    },
    {
      method: 'PUT',
      path: '/bindings/:id',
      right: 'bindings:write',
      summary: 'Replaces a binding; a version sent along must be the current one',
      ...bindingDescriptions.replace,
      body: 'json',
      handle: (asked) => replace(asked, asked.body),
    },
    {
      method: 'PATCH',
      path: '/bindings/:id',
      right: 'bindings:write',
      summary: 'Changes some fields of a binding',
      ...bindingDescriptions.change,
      body: 'json',
      handle: (asked) => {
        if (!isJsonObject(asked.body)) throw new Problem('request-invalid', 'The body must be an object')
        const { version: _current, ...before } = showBinding(bindings.find(asked.params['id']!))
        return replace(asked, withWholeConditions(mergePatch(before, asked.body), asked.body))
      },
    },
    {
      method: 'DELETE',
      path: '/bindings/:id',
      right: 'bindings:write',
      summary: 'Removes a binding; what it still had to send is canceled',
      ...bindingDescriptions.remove,
      handle: async (asked) => {
        const before = await bindings.remove(asked.params['id']!)
        await engine.dispatcher.cancelAll({ bindingIds: [before.id] }, 'the binding was deleted')
        await write(asked, 'delete', before, null)
        return done
      },
    },
    {
      method: 'GET',
      path: '/bindings/:id/versions',
      right: 'bindings:read',
      summary: 'Lists every version of a binding, newest first',
      ...bindingDescriptions.versions,
      handle: async ({ params, view }) => {
        const versions = await bindings.versions(params['id']!)
        if (versions.length === 0) throw new Problem('not-found', `There is no binding ${params['id']}`)
        const items = versions.map((version) => showBindingIn(view, version))
        return { body: { items, next_cursor: null } }
      },
    },
    {
      method: 'POST',
      path: '/bindings/test',
      right: 'bindings:test',
      summary: 'Sends the message of a binding that need not be saved, for real',
      ...bindingDescriptions.testUnsaved,
      body: 'json',
      handle: async (asked) => test(asked, readTried(asked, house, read)),
    },
    {
      method: 'POST',
      path: '/bindings/:id/test',
      right: 'bindings:test',
      summary: 'Sends the message of a binding for real, filled from a past event or from a sample',
      ...bindingDescriptions.test,
      body: 'json',
      handle: async (asked) => test(asked, bindings.find(asked.params['id']!)),
    },
    {
      method: 'POST',
      path: '/bindings/preview',
      right: 'bindings:read',
      summary: 'Fills the message without sending it',
      ...bindingDescriptions.preview,
      body: 'json',
      personal: true,
      handle: async (asked) => {
        const tried = readTried(asked, house, read)
        const past = await pastEvent(asked.body, tried.eventType, house)
        const { kept, empty } = previewBinding(tried, past, engine.tryOut)
        return { body: { parameters: past ? asked.view.about([past])(kept) : kept, empty_variables: empty } }
      },
    },
    {
      method: 'POST',
      path: '/bindings/backtest',
      right: 'bindings:read',
      summary: 'Counts how often a binding would have fired, with examples; sends nothing',
      ...bindingDescriptions.backtest,
      body: 'json',
      personal: true,
      handle: async (asked) => ({ body: await tryOnHistory(asked, house, read) }),
    },
  ]
}

/** The list can be narrowed by the fields a person looks for. */
function chosen(all: readonly Binding[], query: JsonObject): Binding[] {
  const { event_type, integration_id, enabled, name } = query
  return all.filter(
    (binding) =>
      (!event_type || binding.eventType === event_type) &&
      (!integration_id || binding.integrationId === integration_id) &&
      (enabled === undefined || String(binding.enabled) === enabled) &&
      (!name || binding.name.toLowerCase().includes(String(name).toLowerCase())),
  )
}

function versionIn(body: unknown): number | undefined {
  const version = isJsonObject(body) ? own(body, 'version') : undefined
  return typeof version === 'number' ? version : undefined
}

/** Trees and parameters are replaced as a whole: merging two of them would make a rule that nobody wrote. */
function withWholeConditions(merged: JsonObject, patch: JsonObject): JsonObject {
  const whole: Record<string, Json | undefined> = { ...merged }
  for (const name of ['conditions', 'parameters']) if (Object.hasOwn(patch, name)) whole[name] = patch[name]
  return whole
}

/** The binding to try: a saved one by `binding_id`, or the one in `binding` (or the body itself) as it stands in a form. */
function readTried({ body, view }: Asked, { engine }: House, read: (body: unknown) => TriedBinding): TriedBinding {
  if (!isJsonObject(body)) throw new Problem('request-invalid', 'The body must be an object')
  const id = own(body, 'binding_id')
  if (typeof id === 'string') return engine.bindings.find(id)
  const { binding, event_no: _eventNo, from: _from, to: _to, ...rest } = body
  const form = isJsonObject(binding) ? binding : rest
  const saved = typeof form['id'] === 'string' ? engine.bindings.get(form['id']) : null
  const { version: _version, ...unversioned } = form
  const whole = withoutMasks({ name: 'Unsaved', ...unversioned }, saved, view)
  return { ...read(whole), ...(saved ? { id: saved.id, version: saved.version } : {}) }
}

async function pastEvent(body: unknown, eventType: string, { store }: House): Promise<StoredEvent | null> {
  const no = isJsonObject(body) ? own(body, 'event_no') : undefined
  if (no === undefined || no === null) return null
  const event = await store.event(Number(no))
  if (!event) throw new Problem('not-found', `There is no event ${String(no)}`)
  if (event.type === eventType) return event
  throw new Problem(
    'fields-invalid',
    `Event ${event.no} is of the type ${event.type}, the binding wants ${eventType}`,
    {
      errors: [{ path: 'event_no', message: `must be an event of the type ${eventType}` }],
    },
  )
}

async function tryOnHistory(asked: Asked, house: House, read: (body: unknown) => TriedBinding): Promise<JsonObject> {
  const { store, catalogue, timeZone, engine, clock } = house
  const tried = readTried(asked, house, read)
  const now = clock.now()
  const object = asked.body as JsonObject
  const to = Math.min(timeIn(object, 'to') ?? now + 1, now + 1)
  const from = timeIn(object, 'from') ?? to - backtestDays * dayMs
  if (from > to) {
    throw new Problem('fields-invalid', 'The period ends before it begins', {
      errors: [{ path: 'to', message: 'must be after from' }],
    })
  }
  const render = (event: StoredEvent): Json => {
    try {
      return asked.view.about([event])(previewBinding(tried, event, engine.tryOut).kept)
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) }
    }
  }
  const isSavedOne = typeof own(object, 'binding_id') === 'string'
  const saved = isSavedOne || tried.id === undefined ? null : engine.bindings.get(tried.id)
  const result = await backtest(tried, { from, to, saved }, { store, catalogue, timeZone, render })
  return shownBacktest(result, tried.eventType, asked.view)
}

/** What a near miss was compared with is masked like the conditions of a binding. */
function shownBacktest(result: Backtest, eventType: string, view: View): JsonObject {
  const { count, by_condition } = result.near_misses
  const conditions = by_condition.map(({ condition, ...rest }) => ({
    ...rest,
    condition: view.conditions(condition as unknown as Json, eventType),
  }))
  return { ...(result as unknown as JsonObject), near_misses: { count, by_condition: conditions } }
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
