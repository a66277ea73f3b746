import type { JsonObject } from '../../api/bindings.ts'
import type { IntegrationKind } from '../../api/catalogue.ts'
import type { Integration } from '../../api/integrations.ts'

/** An integration as it stands in the form. */
export interface Draft {
  readonly kind: string
  readonly name: string
  readonly enabled: boolean
  readonly settings: JsonObject
  readonly personal_data: 'masked' | 'clear'
  readonly limits: Integration['limits']
}

/** What an empty form of a kind begins with. */
export function emptyDraft(described: IntegrationKind, name: string): Draft {
  return {
    kind: described.kind,
    name,
    enabled: true,
    settings: {},
    personal_data: described.personal_data,
    limits: { rate_per_second: null, concurrency: null },
  }
}

/** A saved one, ready to be changed. */
export function draftOf({ kind, name, enabled, settings, personal_data, limits }: Integration): Draft {
  return { kind, name, enabled, settings, personal_data, limits }
}

/** True when something is written differently. */
export function differs(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) !== JSON.stringify(other)
}
