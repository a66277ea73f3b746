import type { EventType, Parameter } from './event-type.ts'
import type { IntegrationKind } from './integration.ts'
import type { SourceKind } from './source.ts'

/** Every kind that exists because its folder exists, by name. Read once at the start. */
export interface Catalogue {
  readonly eventTypes: ReadonlyMap<string, EventType>
  readonly integrations: ReadonlyMap<string, IntegrationKind>
  readonly sources: ReadonlyMap<string, SourceKind>
  /** The parameters of an event type by name; empty for an unknown type. */
  readonly parametersOf: (eventType: string) => ReadonlyMap<string, Parameter>
}
