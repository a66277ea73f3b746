import type { Page, PageOf } from './page.ts'

/**
 * What people set up: bindings, integrations, keys, accounts, center records. Small documents by collection and id: the
 * rooms keep them in memory and own their meaning; the store only keeps them. Bodies are JSON text.
 */
export interface RecordStore {
  /** All changes in one durable transaction; a null body removes. */
  readonly saveRecords: (changes: readonly RecordChange[]) => Promise<void>
  readonly records: (collection: string) => Promise<readonly { readonly id: string; readonly body: string }[]>
  readonly record: (collection: string, id: string) => Promise<string | null>
  /** A page of a collection's ids beginning with `prefix`, in order of id; newest first when `order` is `desc`. */
  readonly recordsPage: (
    collection: string,
    page: Page & { readonly prefix?: string },
  ) => Promise<PageOf<{ readonly id: string; readonly body: string }>>
}

export interface RecordChange {
  readonly collection: string
  readonly id: string
  readonly body: string | null
}
