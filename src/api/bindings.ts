import type { Binding } from '../core/binding.ts'
import { mergePatch } from '../core/form.ts'
import { isJsonObject, type Json, type JsonObject, own } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { showBinding } from '../engine/binding-form.ts'
import { type TriedBinding, testBinding } from '../engine/try-out.ts'
import { type View, viewFor } from '../journal/view.ts'
import { showBindingIn, withoutMasks } from './condition-masks.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { bindingDescriptions } from './openapi/bindings.ts'
import { pageOf } from './page.ts'
import { reasonsFor } from './reasons.ts'
import { type Asked, created, done, type Route } from './route.ts'
import { showTest } from './test-message.ts'
import { bindingReader, eventToTry, readTried } from './tried-binding.ts'

/** Rules: when this happens and these conditions hold, send that there. */
export function bindingRoutes(house: House): Route[] {
  const { engine, catalogue, audit } = house
  const { bindings } = engine
  const masked = viewFor(false, catalogue)
  const read = bindingReader(house)
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
    const after = await bindings
      .replace(before.id, read(form), versionIn(whole))
      .catch((error: unknown) => Promise.reject(withCurrent(error, before.id, asked.view, house)))
    await write(asked, 'update', before, after)
    return { body: showBindingIn(asked.view, after) }
  }
  const test = async (asked: Asked, binding: TriedBinding) => {
    const past = await eventToTry(asked.body, binding.eventType, house)
    const result = await testBinding(binding, past, engine.tryOut)
    const object = binding.id === undefined ? 'bindings' : `bindings:${binding.id}`
    const after = { event_no: past?.no || null, outcome: result.outcome }
    await noteChange(asked, { action: 'binding.test', object, after }, house)
    const mask = asked.view.about(past ? [past] : [])
    return { body: showTest(result, { mask, say: reasonsFor(asked, catalogue) }) }
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
      method: 'POST',
      path: '/bindings/:id/restore',
      right: 'bindings:write',
      summary: 'Brings a removed binding back as it was last; one that is there is left as it is',
      ...bindingDescriptions.restore,
      handle: async (asked) => {
        const { binding, wasGone } = await bindings.restore(asked.params['id']!, (last) => read(showBinding(last)))
        if (wasGone) await write(asked, 'restore', null, binding)
        return { body: showBindingIn(asked.view, binding) }
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
      handle: async (asked) => test(asked, readTried(asked, house)),
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

/** A conflict tells the binding as it is now, so that a person can choose between theirs and this. */
function withCurrent(error: unknown, id: string, view: View, { engine }: House): unknown {
  const current = engine.bindings.get(id)
  if (!(error instanceof Problem) || error.code !== 'conflict' || !current) return error
  return new Problem('conflict', error.message, { members: { current: showBindingIn(view, current) } })
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
