import type { Binding } from '../core/binding.ts'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { readBindingForm, showBinding } from '../engine/binding-form.ts'
import { integrationHealth } from '../journal/integration-health.ts'
import { showBindingIn } from './condition-masks.ts'
import type { House } from './house.ts'
import { integrationCareDescriptions } from './openapi/integration-care.ts'
import type { Asked, Route } from './route.ts'

/** Looking after an integration: how it fares, where it is used, and putting another in its place. */
export function integrationCareRoutes(house: House): Route[] {
  const { integrations, bindings } = house.engine
  return [
    {
      method: 'GET',
      path: '/integrations/:id/health',
      right: 'integrations:read',
      summary: 'Tells how an integration fared over the last day, and what waits for it',
      ...integrationCareDescriptions.health,
      handle: async ({ params }) => {
        const { id } = integrations.find(params['id']!)
        return { body: await integrationHealth(id, house.clock.now(), house.store) }
      },
    },
    {
      method: 'GET',
      path: '/integrations/:id/bindings',
      right: 'integrations:read',
      summary: 'Lists the bindings that use an integration',
      ...integrationCareDescriptions.usedBy,
      handle: ({ params, view }) => {
        const users = bindings.usersOf(integrations.find(params['id']!).id)
        return { body: { items: users.map((binding) => showBindingIn(view, binding)), next_cursor: null } }
      },
    },
    {
      method: 'POST',
      path: '/integrations/:id/replace',
      right: 'integrations:write',
      summary: 'Moves every binding of an integration to another, after which it can be removed',
      ...integrationCareDescriptions.replace,
      body: 'json',
      handle: async (asked) => ({ body: await replace(asked, house) }),
    },
  ]
}

/** All or none: each binding is checked against the other integration before the first one moves. */
async function replace(asked: Asked, house: House): Promise<JsonObject> {
  const { integrations, bindings } = house.engine
  const form = new Form(asked.body)
  const withId = form.text('with', { required: true })
  form.finish()
  const from = integrations.find(asked.params['id']!)
  const to = integrations.get(withId)
  if (!to)
    throw new Problem('fields-invalid', `There is no integration ${withId}`, {
      errors: [{ path: 'with', message: 'is not an integration of ours' }],
    })
  if (to.id === from.id)
    throw new Problem('fields-invalid', 'It cannot replace itself', {
      errors: [{ path: 'with', message: 'must be another one' }],
    })
  const moved = bindings.usersOf(from.id).map((binding) => ({ binding, draft: movedTo(to.id, binding, house) }))
  for (const { binding, draft } of moved) await bindings.replace(binding.id, draft)
  await house.audit.write({
    who: { id: asked.caller.id, name: asked.caller.name },
    action: 'integration.replace',
    object: `integrations:${from.id}`,
    before: { bindings: moved.map(({ binding }) => binding.id) },
    after: { with: to.id },
    address: asked.address,
  })
  return { moved: moved.length }
}

/** The binding as it would be with the other integration. Throws with the binding's name when its message does not fit there. */
function movedTo(integrationId: string, binding: Binding, { engine, catalogue }: House) {
  const { id, version, created_at, updated_at, ...form } = showBinding(binding)
  try {
    return readBindingForm(
      { ...form, integration_id: integrationId },
      { catalogue, kindOf: (one) => engine.integrations.kindOf(one) },
    )
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new Problem('fields-invalid', `“${binding.name}” does not fit there: ${error.message}`, {
      errors: error.errors,
    })
  }
}
