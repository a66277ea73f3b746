import { maskUser, withoutUserMasks } from '../../center/user-masks.ts'
import { readUserForm, showUser } from '../../center/users.ts'
import { secretFields } from '../../core/field-check.ts'
import type { Json, JsonObject } from '../../core/json.ts'
import { Problem } from '../../core/problem.ts'
import { readBindingForm, showBinding } from '../../engine/binding-form.ts'
import { type IntegrationDraft, readIntegrationForm, showIntegration } from '../../engine/integration-form.ts'
import { readSavedViewForm, showSavedView, type Viewer } from '../../journal/saved-views.ts'
import { viewFor } from '../../journal/view.ts'
import { withoutMasks } from '../condition-masks.ts'
import type { House } from '../house.ts'
import { isSame } from './difference.ts'
import { withKeptSecrets } from './secrets.ts'

/** What an entry of the file would come to. Times, ids and health are left out of what is shown. */
export interface Draft {
  readonly after: JsonObject
  /** True when something changes that must not be shown. */
  readonly changesSecret: boolean
  readonly notes: readonly string[]
  /** Writes it. Returns its id. */
  readonly save: () => Promise<string>
}

/** One kind of thing in the file. `Kept` is what is there already under the same id or name. */
export interface Section {
  readonly name: 'integrations' | 'sources' | 'users' | 'bindings' | 'views'
  /** The word for one of them, in the audit log. */
  readonly one: string
  readonly present: () => readonly { readonly id: string; readonly name: string }[]
  readonly show: (id: string) => JsonObject
  /** What is shown, with personal data masked. */
  readonly mask: (shown: JsonObject) => JsonObject
  /** Throws `Problem` with every wrong field. */
  readonly draft: (written: JsonObject, keptId: string | null) => Draft
}

/** Ids of integrations, those that the file will make included: by name and by the id that the file gives. */
export interface Targets {
  /** The id to use now, or a stand-in for one that is not made yet; null when there is none or more than one. */
  readonly find: (ref: { readonly id: string | null; readonly name: string | null }) => string | null
  /** The kind that a stand-in or an id is of. */
  readonly kindOf: (id: string) => string | null
  /** The real id behind a stand-in, once it is made. */
  readonly real: (id: string) => string
}

export function integrationSection(house: House): Section {
  const { engine, catalogue, sealing } = house
  const { integrations } = engine
  const show = (draft: IntegrationDraft) => {
    const whole = { ...draft, id: '', paused: null, createdAt: 0, updatedAt: 0 }
    return plain(showIntegration(whole, catalogue.integrations.get(draft.kind), sealing))
  }
  return {
    name: 'integrations',
    one: 'integration',
    present: () => integrations.list(),
    show: (id) => show(integrations.find(id)),
    mask: (shown) => shown,
    draft(written, keptId) {
      const kept = keptId === null ? null : integrations.find(keptId)
      const hidden = kept ? (show(kept)['settings'] as JsonObject) : {}
      const body = { ...plain(written), settings: withKeptSecrets(objectIn(written['settings']), hidden) }
      const { draft, notes } = draftOrDisabled(body, kept, house)
      return {
        after: show(draft),
        changesSecret: kept !== null && !isSame(draft.settings as JsonObject, kept.settings as JsonObject),
        notes,
        save: async () => (kept ? await integrations.replace(kept.id, draft) : await integrations.create(draft)).id,
      }
    },
  }
}

/** One that lacks nothing but its secrets is made all the same, switched off, so that its bindings have a place to go. */
function draftOrDisabled(
  body: JsonObject,
  kept: Parameters<typeof readIntegrationForm>[2],
  { catalogue, sealing }: House,
): { draft: IntegrationDraft; notes: string[] } {
  try {
    return { draft: readIntegrationForm(body, { catalogue, sealing }, kept), notes: [] }
  } catch (error) {
    const kind = catalogue.integrations.get(String(body['kind'] ?? kept?.kind))
    if (!(error instanceof Problem) || !kind) throw error
    const secrets = secretFields(kind.settings)
    const { check: _check, ...rest } = kind
    const lenient = {
      ...rest,
      settings: kind.settings.map((field) => (secrets.includes(field.name) ? { ...field, required: false } : field)),
    }
    const integrations = new Map(catalogue.integrations).set(kind.kind, lenient)
    const draft = readIntegrationForm(body, { catalogue: { ...catalogue, integrations }, sealing }, kept)
    const missing = error.errors.map(({ path }) => path.replace('settings.', '')).join(', ')
    return {
      draft: { ...draft, enabled: false },
      notes: [`switched off until somebody gives it its secrets (${missing || secrets.join(', ')})`],
    }
  }
}

export function sourceSection({ sources }: House): Section {
  const show = (id: string) => {
    const { health: _health, ...shown } = sources.show(sources.find(id))
    return plain(shown)
  }
  return {
    name: 'sources',
    one: 'source',
    present: () => sources.list(),
    show,
    mask: (shown) => shown,
    draft(written, keptId) {
      const hidden = keptId === null ? {} : (show(keptId)['settings'] as JsonObject)
      const body = { ...plain(written), settings: withKeptSecrets(objectIn(written['settings']), hidden) }
      const { draft, missing } = sources.draft(body, keptId)
      const { health: _health, ...shown } = sources.show({ ...draft, id: '', createdAt: 0, updatedAt: 0 })
      const kept = keptId === null ? null : sources.find(keptId)
      return {
        after: plain(shown),
        changesSecret: kept !== null && !isSame(draft.settings as JsonObject, kept.settings as JsonObject),
        notes: missing.length > 0 ? [`switched off until somebody gives it its secrets (${missing.join(', ')})`] : [],
        save: async () => (await sources.saveDraft(draft, keptId)).id,
      }
    },
  }
}

export function userSection({ users }: House): Section {
  return {
    name: 'users',
    one: 'user',
    present: () => users.list(),
    show: (id) => plain(showUser(users.find(id))),
    mask: maskUser,
    draft(read, keptId) {
      const written = withoutUserMasks(read, keptId === null ? {} : showUser(users.find(keptId)))
      const draft = readUserForm(written)
      const after = plain(showUser({ ...draft, id: '', createdAt: 0, updatedAt: 0 }))
      return {
        after,
        changesSecret: false,
        notes: [],
        save: async () => (keptId === null ? await users.create(written) : await users.replace(keptId, written)).id,
      }
    },
  }
}

export function bindingSection({ engine, catalogue }: House, targets: Targets): Section {
  const { bindings } = engine
  const masked = viewFor(false, catalogue)
  const named = (shown: JsonObject): JsonObject => {
    const { version: _version, ...rest } = plain(shown)
    return rest
  }
  return {
    name: 'bindings',
    one: 'binding',
    present: () => bindings.list(),
    show: (id) => named(showBinding(bindings.find(id))),
    mask: (shown) => ({
      ...shown,
      conditions: masked.conditions(shown['conditions'] ?? null, String(shown['event_type'])),
    }),
    draft(written, keptId) {
      const kept = keptId === null ? null : bindings.find(keptId)
      const { integration, integration_id, version: _version, ...rest } = withoutMasks(plain(written), kept, masked)
      const target = targets.find({ id: textIn(integration_id), name: textIn(integration) })
      const body = (id: string | null) => ({ ...rest, ...(id === null ? {} : { integration_id: id }) })
      const kindOf = (id: string) => catalogue.integrations.get(targets.kindOf(id) ?? '') ?? null
      if (target === null && (integration ?? integration_id) !== undefined)
        throw noTarget(integration ?? integration_id)
      const draft = readBindingForm(body(target), { catalogue, kindOf })
      return {
        after: named(showBinding({ ...draft, id: '', version: 0, createdAt: 0, updatedAt: 0 })),
        changesSecret: false,
        notes: [],
        async save() {
          const real = { ...draft, integrationId: targets.real(draft.integrationId) }
          return (keptId === null ? await bindings.create(real) : await bindings.replace(keptId, real)).id
        },
      }
    },
  }
}

export function viewSection({ savedViews, names }: House, viewer: Viewer): Section {
  const show = (shown: JsonObject) => {
    const { owner: _owner, ...rest } = plain(shown)
    return rest
  }
  return {
    name: 'views',
    one: 'view',
    present: () => savedViews.list(viewer).filter(({ shared }) => shared),
    show: (id) => show(showSavedView(savedViews.find(id, viewer))),
    mask: (shown) => shown,
    draft(written, keptId) {
      const body = { ...plain(written), shared: true }
      return {
        after: { ...readSavedViewForm(body, names) },
        changesSecret: false,
        notes: [],
        save: async () =>
          (keptId === null ? await savedViews.create(body, viewer) : await savedViews.replace(keptId, body, viewer)).id,
      }
    },
  }
}

function noTarget(named: Json | undefined): Problem {
  const message = `there is not exactly one integration “${String(named)}”, here or in the file`
  return new Problem('fields-invalid', message, { errors: [{ path: 'integration', message }] })
}

/** Without what is not the same elsewhere. */
function plain({ id: _id, created_at: _created, updated_at: _updated, ...rest }: JsonObject): JsonObject {
  return rest
}

function objectIn(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

function textIn(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
