import type { Dictionary } from './dictionary.ts'
import type { Statements } from './statements.ts'

/** What a search works with. */
export interface FindTools {
  readonly statements: Statements
  readonly dictionary: Dictionary
}
