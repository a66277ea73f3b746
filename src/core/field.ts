import type { Json } from './json.ts'
import type { Sentence } from './sentence.ts'

/**
 * What a person fills in for a kind: a setting of an integration or source, or a parameter of a binding.
 * The console draws the form from it, the API checks the value against it, the manual lists it.
 */
export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly label: Sentence
  readonly help?: Sentence
  readonly required?: boolean
  /** Write-only: sealed at rest, `"•••"` on read, never in the journal or a log. Type `secret` is always so. */
  readonly secret?: boolean
  readonly default?: Json
  readonly choices?: readonly Choice[]
  /** For numbers: bounds, both included. */
  readonly min?: number
  readonly max?: number
  /** For texts: the longest, in characters. */
  readonly maxLength?: number
  /** Shown only when another field has this value, such as the user name of `basic`. */
  readonly when?: { readonly field: string; readonly equals: Json }
  /** For `object`: the fields inside, when they are known. */
  readonly fields?: readonly Field[]
}

/**
 * `text` one line · `long_text` many lines · `secret` a write-only line · `number` · `integer` · `boolean` · `choice` ·
 * `url` http(s) address · `list` of texts · `pairs` an object of texts (headers) · `object` with `fields` · `json` anything;
 * there an object or list may be written as JSON text · `files` that go along, checked like `json`: a list of `{"file_id"}` of an
 * uploaded one, `{"filename","url"}` or `{"filename","content"}`.
 * In a binding's parameters every text may hold `{{…}}`.
 */
export type FieldType =
  | 'text'
  | 'long_text'
  | 'secret'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'choice'
  | 'url'
  | 'list'
  | 'pairs'
  | 'object'
  | 'json'
  | 'files'

export interface Choice {
  readonly value: string
  readonly label: Sentence
}

/** What the API shows in place of a secret. Sent back unchanged, it means "keep the one you have". */
export const hiddenSecret = '•••'
