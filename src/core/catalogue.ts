import type { EventType, Parameter } from './event-type.ts'
import type { IntegrationKind } from './integration.ts'
import type { Sentence } from './sentence.ts'
import type { SourceKind } from './source.ts'

/** Every kind that exists because its folder exists, by name. Read once at the start. */
export interface Catalogue {
  readonly eventTypes: ReadonlyMap<string, EventType>
  readonly integrations: ReadonlyMap<string, IntegrationKind>
  readonly sources: ReadonlyMap<string, SourceKind>
  /** The parameters of an event type by name; empty for an unknown type. */
  readonly parametersOf: (eventType: string) => ReadonlyMap<string, Parameter>
  readonly papersOf: (room: 'integrations' | 'sources', kind: string) => KindPapers
}

/** What lies beside a kind's file, for people. A kind of one's own may have none. */
export interface KindPapers {
  /** An SVG drawing. */
  readonly icon: string | null
  /** Markdown, in both languages. */
  readonly guide: Sentence | null
}
