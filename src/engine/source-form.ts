import type { Catalogue } from '../core/catalogue.ts'
import type { Field } from '../core/field.ts'
import { checkFields } from '../core/field-check.ts'
import { Form } from '../core/form.ts'
import type { Json, JsonObject } from '../core/json.ts'
import type { Sealing } from '../core/sealing.ts'

/** A source as people set it up; its secrets are in clear only in memory. */
export interface Source {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly enabled: boolean
  readonly settings: Readonly<Record<string, Json>>
  readonly createdAt: number
  readonly updatedAt: number
}

/** A source as a person wrote it, checked, with its secrets in clear. */
export type SourceDraft = Pick<Source, 'kind' | 'name' | 'enabled' | 'settings'>

/** How a source fares since the server started. */
export interface SourceHealth {
  readonly connected: boolean
  readonly message: string | null
  readonly events: number
  readonly lastEventAt: number | null
}

interface Tools {
  readonly catalogue: Catalogue
  readonly sealing: Sealing
}

/**
 * Reads the API's form of a source. A secret sent as `•••` keeps the one of `kept`; the kind of an existing source cannot
 * change. Throws `Problem` with every wrong field. `fields` are those of the kind unless somebody asks for less.
 */
export function readSourceForm(
  body: unknown,
  { catalogue, sealing }: Tools,
  kept: Source | null,
  fields?: readonly Field[],
): SourceDraft {
  const form = new Form(body)
  for (const shownOnly of ['id', 'health', 'created_at', 'updated_at']) form.take(shownOnly)
  const name = form.text('name', { required: true, maxLength: 200 })
  const enabled = form.flag('enabled', true)
  const kind = form.text('kind', { required: kept === null, fallback: kept?.kind ?? '' })
  if (kept && kind !== kept.kind) form.fault('kind', `cannot change; it is ${kept.kind}`)
  const known = catalogue.sources.get(kind)
  if (!known && kind !== '') form.fault('kind', `must be one of: ${[...catalogue.sources.keys()].join(', ')}`)
  const sent = (form.take('settings') ?? {}) as Record<string, Json>
  const settings = form.gather(() => {
    const asked = fields ?? known?.settings ?? []
    return checkFields(asked, sealing.keepHidden(asked, sent, kept?.settings ?? {}), { path: 'settings' })
  }, {})
  form.finish()
  return { kind, name, enabled, settings: settings as Record<string, Json> }
}

/** The API's form of a source, secrets hidden. */
export function showSource(source: Source, health: SourceHealth, { catalogue, sealing }: Tools): JsonObject {
  const { connected, message, events, lastEventAt } = health
  return {
    id: source.id,
    kind: source.kind,
    name: source.name,
    enabled: source.enabled,
    settings: sealing.hide(catalogue.sources.get(source.kind)?.settings ?? [], source.settings),
    health: {
      connected,
      message,
      events,
      last_event_at: lastEventAt === null ? null : new Date(lastEventAt).toISOString(),
    },
    created_at: new Date(source.createdAt).toISOString(),
    updated_at: new Date(source.updatedAt).toISOString(),
  }
}
