import { mergePatch } from '../core/form.ts'
import type { Integration } from '../core/integration.ts'
import { isJsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { type IntegrationDraft, readIntegrationForm } from '../engine/integration-form.ts'
import { type TestResult, testIntegration } from '../engine/try-out.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { integrationDescriptions } from './openapi/integrations.ts'
import { pageOf } from './page.ts'
import { reasonsFor } from './reasons.ts'
import { type Asked, created, done, type Route } from './route.ts'
import { choicesOf } from './setting-helpers.ts'
import { showWithHealth, showWithoutSecrets } from './shown-integration.ts'
import { parametersIn, showTest, testUnsaved } from './test-message.ts'

/** External resources: where messages go. */
export function integrationRoutes(house: House): Route[] {
  const { engine, audit, catalogue } = house
  const { integrations } = engine
  const show = (integration: Integration, asked: Pick<Asked, 'headers'>) =>
    showWithHealth(integration, reasonsFor(asked, catalogue), house)
  const read = (body: unknown, kept: Integration | null) => readIntegrationForm(body, house, kept)
  const write = (asked: Asked, action: string, before: Integration | null, after: Integration | null) =>
    audit.write({
      who: { id: asked.caller.id, name: asked.caller.name },
      action: `integration.${action}`,
      object: `integrations:${(after ?? before)!.id}`,
      before: before && showWithoutSecrets(before, house),
      after: after && showWithoutSecrets(after, house),
      address: asked.address,
    })
  const tested = async (asked: Asked, object: string, result: TestResult) => {
    await noteChange(asked, { action: 'integration.test', object, after: { outcome: result.outcome } }, house)
    const [mask, say] = [asked.view.about([]), reasonsFor(asked, catalogue)]
    return { body: showTest(result, { mask, say }) }
  }
  return [
    {
      method: 'GET',
      path: '/integrations',
      right: 'integrations:read',
      summary: 'Lists integrations in order of creation',
      ...integrationDescriptions.list,
      handle: (asked) => ({ body: pageOf(integrations.list(), asked.query, (one) => show(one, asked)) }),
    },
    {
      method: 'POST',
      path: '/integrations',
      right: 'integrations:write',
      summary: 'Makes an integration',
      ...integrationDescriptions.create,
      body: 'json',
      handle: async (asked) => {
        const after = await integrations.create(readNew(asked.body, house))
        await write(asked, 'create', null, after)
        return created(show(after, asked))
      },
    },
    {
      method: 'GET',
      path: '/integrations/:id',
      right: 'integrations:read',
      summary: 'Tells one integration, secrets hidden, with its health',
      ...integrationDescriptions.read,
      handle: (asked) => ({ body: show(integrations.find(asked.params['id']!), asked) }),
    },
    {
      method: 'PUT',
      path: '/integrations/:id',
      right: 'integrations:write',
      summary: 'Replaces an integration; a secret sent as ••• stays as it is',
      ...integrationDescriptions.replace,
      body: 'json',
      handle: async (asked) => {
        const before = integrations.find(asked.params['id']!)
        const after = await integrations.replace(before.id, read(asked.body, before))
        await write(asked, 'update', before, after)
        return { body: show(after, asked) }
      },
    },
    {
      method: 'PATCH',
      path: '/integrations/:id',
      right: 'integrations:write',
      summary: 'Changes some fields of an integration',
      ...integrationDescriptions.change,
      body: 'json',
      handle: async (asked) => {
        const before = integrations.find(asked.params['id']!)
        if (!isJsonObject(asked.body)) throw new Problem('request-invalid', 'The body must be an object')
        const whole = mergePatch(showWithoutSecrets(before, house), asked.body)
        const after = await integrations.replace(before.id, read(whole, before))
        await write(asked, 'update', before, after)
        return { body: show(after, asked) }
      },
    },
    {
      method: 'DELETE',
      path: '/integrations/:id',
      right: 'integrations:write',
      summary: 'Removes an integration that no binding uses',
      ...integrationDescriptions.remove,
      handle: async (asked) => {
        const before = integrations.find(asked.params['id']!)
        refuseUsed(before, house)
        await integrations.remove(before.id)
        await engine.lastTests.forget(before.id)
        await engine.dispatcher.cancelAll({ integrationId: before.id }, 'the integration was deleted')
        await write(asked, 'delete', before, null)
        return done
      },
    },
    {
      method: 'POST',
      path: '/integrations/test',
      right: 'integrations:test',
      summary: 'Sends a test message through settings that need not be saved',
      ...integrationDescriptions.testUnsaved,
      body: 'json',
      handle: async (asked) => tested(asked, 'integrations', await testUnsaved(asked.body, house)),
    },
    {
      method: 'POST',
      path: '/integrations/:id/test',
      right: 'integrations:test',
      summary: 'Sends a test message',
      ...integrationDescriptions.test,
      body: 'json',
      handle: async (asked) => {
        const integration = integrations.find(asked.params['id']!)
        const result = await testIntegration(integration, parametersIn(asked.body), engine.tryOut)
        await engine.lastTests.note(integration.id, { at: house.clock.now(), outcome: result.outcome })
        return tested(asked, `integrations:${integration.id}`, result)
      },
    },
    {
      method: 'POST',
      path: '/integrations/:id/pause',
      right: 'integrations:pause',
      summary: 'Stops sending; the backlog is kept',
      ...integrationDescriptions.pause,
      body: 'json',
      handle: async (asked) => {
        const before = integrations.find(asked.params['id']!)
        const after = await integrations.pause(
          before.id,
          'person',
          reasonIn(asked.body) || `paused by ${asked.caller.name}`,
        )
        await write(asked, 'pause', before, after)
        return { body: show(after, asked) }
      },
    },
    {
      method: 'POST',
      path: '/integrations/:id/resume',
      right: 'integrations:pause',
      summary: 'Sends again: what waited, and what a refusal had ended',
      ...integrationDescriptions.resume,
      body: 'json',
      handle: async (asked) => {
        const before = integrations.find(asked.params['id']!)
        await engine.dispatcher.resume(before.id)
        const after = integrations.find(before.id)
        await write(asked, 'resume', before, after)
        return { body: show(after, asked) }
      },
    },
    {
      method: 'POST',
      path: '/integrations/helpers/:name',
      right: 'integrations:write',
      summary: 'Looks up choices for a setting, such as the chats a bot can see',
      ...integrationDescriptions.help,
      body: 'json',
      handle: async ({ params, body }) => ({ body: await choicesOf(params['name']!, body, house) }),
    },
  ]
}

/** A new integration may take over the secrets of another: a copy is made of what the API shows, where they are hidden. */
function readNew(body: unknown, house: House): IntegrationDraft {
  if (!isJsonObject(body) || typeof body['secrets_from'] !== 'string') return readIntegrationForm(body, house, null)
  const { secrets_from: id, ...form } = body
  const from = house.engine.integrations.get(id as string)
  const draft = readIntegrationForm(form, house, from)
  if (from) return draft
  throw new Problem('fields-invalid', `There is no integration ${id}`, {
    errors: [{ path: 'secrets_from', message: 'is not an integration of ours' }],
  })
}

function refuseUsed({ id, name }: Integration, { engine }: House): void {
  const users = engine.bindings.usersOf(id)
  if (users.length === 0) return
  const named = users.slice(0, 5).map((binding) => `“${binding.name}”`)
  throw new Problem(
    'in-use',
    `“${name}” is used by ${named.join(', ')}${users.length > 5 ? ' and others' : ''}. Change or delete these bindings first`,
    {
      members: { used_by: users.map((binding) => ({ id: binding.id, name: binding.name })) },
    },
  )
}

function reasonIn(body: unknown): string {
  return isJsonObject(body) && typeof body['reason'] === 'string' ? body['reason'].slice(0, 300) : ''
}
