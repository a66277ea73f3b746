import { queryOptions } from '@tanstack/react-query'
import type { Language } from '../words/words.tsx'
import type { Condition, JsonObject } from './bindings.ts'
import { api } from './client.ts'

/** A text in both languages, as the catalogue gives it. */
export type Sentence = Readonly<Record<Language, string>>

/** One parameter of an event type: what conditions and templates may use. */
export interface Parameter {
  readonly name: string
  readonly type: string
  readonly label: Sentence
  readonly help: Sentence | null
  readonly enum: readonly { readonly value: string | number | boolean; readonly label?: Sentence }[] | null
  readonly unit: string | null
  readonly operators: readonly string[]
  readonly pii: string
  readonly envelope: boolean
  readonly sample: unknown
}

export interface EventType {
  readonly key: string
  readonly title: Sentence
  readonly when: Sentence
  readonly parameters: readonly Parameter[]
  readonly sample: Readonly<Record<string, unknown>>
  readonly starting_conditions: unknown
}

/** A field of a form, as a kind describes it. */
export interface FieldSpec {
  readonly name: string
  readonly type: string
  readonly label: Sentence
  readonly help?: Sentence
  readonly required?: boolean
  readonly secret?: boolean
  readonly choices?: readonly { readonly value: string; readonly label: Sentence }[]
  readonly default?: unknown
  readonly [more: string]: unknown
}

export interface IntegrationKind {
  readonly kind: string
  readonly title: Sentence
  readonly summary: Sentence
  readonly family: string
  /** SVG, of one color. */
  readonly icon: string | null
  readonly settings: readonly FieldSpec[]
  readonly parameters: readonly FieldSpec[]
  readonly any_parameters: boolean
  readonly helpers: readonly { readonly name: string; readonly title: Sentence; readonly fills: string }[]
  /** The parts of a test, in order. */
  readonly steps: readonly { readonly name: string; readonly title: Sentence }[]
  /** What holds unless an integration says otherwise. */
  readonly personal_data: 'masked' | 'clear'
  readonly limits: { readonly rate_per_second: number | null; readonly concurrency: number | null }
}

export interface SourceKind {
  readonly kind: string
  readonly title: Sentence
  readonly summary: Sentence
  readonly icon: string | null
  readonly settings: readonly FieldSpec[]
  readonly event_types: readonly string[]
  readonly live: boolean
  readonly reads_recordings: boolean
}

/** A ready-made rule. */
export interface Recipe {
  readonly id: string
  readonly title: Sentence
  readonly event_type: string
  readonly conditions: Condition | null
  readonly destination: { readonly kind: string; readonly parameters: JsonObject }
  readonly text: Sentence
  /** The text about the sample of the event type. */
  readonly preview: Sentence
  readonly options: JsonObject
}

/** Everything that exists on this server: the console knows nothing else of kinds. */
export interface Catalogue {
  readonly event_types: readonly EventType[]
  readonly integrations: readonly IntegrationKind[]
  readonly sources: readonly SourceKind[]
  readonly recipes: readonly Recipe[]
  readonly sec_variables: readonly {
    readonly name: string
    readonly label?: Sentence
    readonly [more: string]: unknown
  }[]
}

export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => api.get<Catalogue>('/catalogue', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})
