import { Form, mergePatch } from '../core/form.ts'
import type { Integration } from '../core/integration.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import type { Masker } from '../core/mask-about.ts'
import { Problem } from '../core/problem.ts'
import { type IntegrationDraft, readIntegrationForm, showIntegration } from '../engine/integration-form.ts'
import { type TestResult, testIntegration } from '../engine/try-out.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { integrationDescriptions } from './openapi/integrations.ts'
import { pageOf } from './page.ts'
import { type Asked, created, done, type Route } from './route.ts'

const helperMs = 20_000

/** External resources: where messages go. */
export function integrationRoutes(house: House): Route[] {
  const { engine, audit } = house
  const { integrations } = engine
  const show = (integration: Integration) => showWhole(integration, house)
  const read = (body: unknown, kept: Integration | null) => readIntegrationForm(body, house, kept)
  const write = (asked: Asked, action: string, before: Integration | null, after: Integration | null) =>
    audit.write({
      who: { id: asked.caller.id, name: asked.caller.name },
      action: `integration.${action}`,
      object: `integrations:${(after ?? before)!.id}`,
      before: before && hidden(before, house),
      after: after && hidden(after, house),
      address: asked.address,
    })
  const tested = async (asked: Asked, object: string, result: TestResult) => {
    await noteChange(asked, { action: 'integration.test', object, after: { outcome: result.outcome } }, house)
    return { body: showTest(result, asked.view.about([])) }
  }
  return [
    {
      method: 'GET',
      path: '/integrations',
      right: 'integrations:read',
      summary: 'Lists integrations in order of creation',
      ...integrationDescriptions.list,
      handle: ({ query }) => ({ body: pageOf(integrations.list(), query, show) }),
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
        return created(show(after))
      },
    },
    {
      method: 'GET',
      path: '/integrations/:id',
      right: 'integrations:read',
      summary: 'Tells one integration, secrets hidden, with its health',
      ...integrationDescriptions.read,
      handle: ({ params }) => ({ body: show(integrations.find(params['id']!)) }),
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
        return { body: show(after) }
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
        const whole = mergePatch(hidden(before, house), asked.body)
        const after = await integrations.replace(before.id, read(whole, before))
        await write(asked, 'update', before, after)
        return { body: show(after) }
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
        return { body: show(after) }
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
        return { body: show(after) }
      },
    },
    {
      method: 'POST',
      path: '/integrations/helpers/:name',
      right: 'integrations:write',
      summary: 'Looks up choices for a setting, such as the chats a bot can see',
      ...integrationDescriptions.help,
      body: 'json',
      handle: async ({ params, body }) => ({ body: await help(params['name']!, body, house) }),
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

/** The test's result in the API's form. `mask` is for what was sent and what came back. */
export function showTest(result: TestResult, mask: Masker): JsonObject {
  const { durationMs, emptyVariables, steps, outcome, status, timing, ...said } = result
  return {
    outcome,
    status,
    ...Object.fromEntries(Object.entries(said).map(([name, value]) => [name, mask(value as unknown as Json)])),
    duration_ms: durationMs,
    empty_variables: emptyVariables,
    timing: timing && {
      dns_ms: timing.dnsMs,
      connect_ms: timing.connectMs,
      tls_ms: timing.tlsMs,
      wait_ms: timing.waitMs,
      total_ms: timing.totalMs,
    },
    ...(steps.length > 0 && {
      steps: steps.map(({ durationMs: tookMs, message, ...step }) => ({
        ...step,
        message: mask(message),
        duration_ms: tookMs,
      })),
    }),
  }
}

function hidden(integration: Integration, { catalogue, sealing }: House): JsonObject {
  return showIntegration(integration, catalogue.integrations.get(integration.kind), sealing)
}

function showWhole(integration: Integration, house: House): JsonObject {
  const { health, dispatcher, bindings, lastTests } = house.engine
  const tested = lastTests.of(integration.id)
  const note = health.of(integration.id)
  const lane = dispatcher.laneState(integration.id)
  const { paused } = integration
  const state = paused
    ? 'paused'
    : !integration.enabled
      ? 'off'
      : note.failuresInRow > 0
        ? 'failing'
        : note.delivered > 0
          ? 'ok'
          : 'unknown'
  return {
    ...hidden(integration, house),
    used_by: bindings.usersOf(integration.id).length,
    last_test: tested && { at: iso(tested.at), outcome: tested.outcome },
    health: {
      state,
      paused: paused !== null,
      paused_since: iso(paused?.since),
      paused_by: paused?.by ?? null,
      reason: paused?.reason ?? (note.failuresInRow > 0 ? note.lastFailure : null),
      delivered: note.delivered,
      failed: note.failed,
      failures_in_row: note.failuresInRow,
      last_success_at: iso(note.lastSuccessAt),
      last_failure_at: iso(note.lastFailureAt),
      in_flight: lane.inFlight,
      waits_until: iso(lane.waitsUntil),
    },
  }
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

async function testUnsaved(body: unknown, house: House): Promise<TestResult> {
  if (!isJsonObject(body)) throw new Problem('request-invalid', 'The body must be an object')
  const { parameters, id, ...form } = body
  const kept = typeof id === 'string' ? house.engine.integrations.get(id) : null
  const draft = readIntegrationForm({ name: 'Test', ...form }, house, kept)
  return testIntegration(
    { ...draft, ...(kept ? { id: kept.id } : {}) },
    isJsonObject(parameters) ? parameters : null,
    house.engine.tryOut,
  )
}

function parametersIn(body: unknown): JsonObject | null {
  return isJsonObject(body) && isJsonObject(body['parameters']) ? body['parameters'] : null
}

function reasonIn(body: unknown): string {
  return isJsonObject(body) && typeof body['reason'] === 'string' ? body['reason'].slice(0, 300) : ''
}

async function help(name: string, body: unknown, house: House): Promise<JsonObject> {
  const form = new Form(body)
  const id = form.text('id')
  const kept = id === '' ? null : house.engine.integrations.find(id)
  const kindName = form.text('kind', { required: kept === null, fallback: kept?.kind ?? '' })
  const kind = house.catalogue.integrations.get(kindName)
  const helper = kind?.helpers?.find((one) => one.name === name)
  if (!kind || !helper) throw new Problem('not-found', `The kind “${kindName}” has no helper “${name}”`)
  const sent = form.take('settings')
  const settings = house.sealing.keepHidden(
    kind.settings,
    isJsonObject(sent) ? (sent as Record<string, never>) : (kept?.settings ?? {}),
    kept?.settings ?? {},
  )
  form.finish()
  const signal = AbortSignal.timeout(helperMs)
  const choices = await helper.run({ settings, http: house.engine.tryOut.http, signal }).catch((error: unknown) => {
    if (error instanceof Problem) throw error
    throw new Problem('request-invalid', error instanceof Error ? error.message : String(error))
  })
  return { fills: helper.fills, choices: choices.map(({ value, label }) => ({ value, label })) }
}

function iso(time: number | null | undefined): string | null {
  return time === null || time === undefined ? null : new Date(time).toISOString()
}
