import type { Catalogue } from '../core/catalogue.ts'
import { checkFields } from '../core/field-check.ts'
import { Form, fieldsInvalid } from '../core/form.ts'
import type { Integration, IntegrationKind } from '../core/integration.ts'
import type { Json, JsonObject } from '../core/json.ts'
import type { Sealing } from '../core/sealing.ts'

/** An integration as a person wrote it, checked, with its secrets in clear. */
export type IntegrationDraft = Omit<Integration, 'id' | 'paused' | 'createdAt' | 'updatedAt'>

/**
 * Reads the API's form of an integration. A secret sent as `•••` keeps the one of `kept`; the kind of an existing
 * integration cannot change. Throws `Problem` with every wrong field.
 */
export function readIntegrationForm(
  body: unknown,
  { catalogue, sealing }: { catalogue: Catalogue; sealing: Sealing },
  kept: Integration | null,
): IntegrationDraft {
  const form = new Form(body)
  for (const shownOnly of ['id', 'health', 'paused', 'created_at', 'updated_at', 'used_by', 'last_test'])
    form.take(shownOnly)
  const name = form.text('name', { required: true, maxLength: 200 })
  const enabled = form.flag('enabled', true)
  const kindName = form.text('kind', { required: kept === null, fallback: kept?.kind ?? '' })
  if (kept && kindName !== kept.kind) form.fault('kind', `cannot change; it is ${kept.kind}`)
  const kind = catalogue.integrations.get(kindName)
  if (!kind && kindName !== '') form.fault('kind', `must be one of: ${[...catalogue.integrations.keys()].join(', ')}`)
  const settings = kind ? readSettings(form, kind, sealing, kept) : {}
  if (!kind) form.take('settings')
  const personalData = form.choice('personal_data', ['masked', 'clear'], kind ? defaultPersonalData(kind) : 'masked')
  const limits = readLimits(form)
  form.finish()
  return { kind: kindName, name, enabled, settings, personalData, limits }
}

/** Chats and mail mask personal data unless somebody decided otherwise. */
export function defaultPersonalData(kind: IntegrationKind): 'masked' | 'clear' {
  return kind.family === 'chat' || kind.family === 'mail' ? 'masked' : 'clear'
}

/** The API's form of an integration, secrets hidden. */
export function showIntegration(
  integration: Integration,
  kind: IntegrationKind | undefined,
  sealing: Sealing,
): JsonObject {
  return {
    id: integration.id,
    kind: integration.kind,
    name: integration.name,
    enabled: integration.enabled,
    settings: sealing.hide(kind?.settings ?? [], integration.settings),
    personal_data: integration.personalData,
    limits: { rate_per_second: integration.limits.ratePerSecond, concurrency: integration.limits.concurrency },
    created_at: new Date(integration.createdAt).toISOString(),
    updated_at: new Date(integration.updatedAt).toISOString(),
  }
}

function readSettings(
  form: Form,
  kind: IntegrationKind,
  sealing: Sealing,
  kept: Integration | null,
): Record<string, Json> {
  const sent = form.take('settings') ?? {}
  return form.gather<Record<string, Json>>(() => {
    const object =
      typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? (sent as Record<string, Json>) : sent
    const whole =
      typeof object === 'object' && !Array.isArray(object)
        ? sealing.keepHidden(kind.settings, object as Record<string, Json>, kept?.settings ?? {})
        : object
    const settings = checkFields(kind.settings, whole, { path: 'settings' }) as Record<string, Json>
    const errors = kind.check?.(settings) ?? []
    if (errors.length > 0) throw fieldsInvalid(errors.map((one) => ({ ...one, path: `settings.${one.path}` })))
    return settings
  }, {})
}

function readLimits(form: Form): Integration['limits'] {
  const limits = form.inner('limits') ?? new Form({}, 'limits')
  const read = {
    ratePerSecond: limits.number('rate_per_second', { min: 0.001, max: 100_000, fallback: null }),
    concurrency: limits.number('concurrency', { min: 1, max: 1000, whole: true, fallback: null }),
  }
  form.close(limits)
  return read
}
