/** One page of a list; the cursor leads to the next one. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next_cursor: string | null
  /** When it was asked for: exact up to 10,000. */
  readonly count?: { readonly value: number; readonly more: boolean }
}
