import assert from 'node:assert/strict'
import type { JournalFilter } from '../core/store/journal-filter.ts'
import type { Page, PageOf } from '../core/store/page.ts'
import type { Store } from '../core/store.ts'

/** Ids of everything found, read page by page; `between` happens after a page. */
export function allDeliveries(
  store: Store,
  filter: JournalFilter,
  page: Page,
  between?: () => Promise<unknown>,
): Promise<string[]> {
  return allPages(
    page,
    between,
    (next) => store.findDeliveries(filter, next),
    ({ id }) => id,
  )
}

/** Numbers of all events found, read page by page. */
export function allEvents(store: Store, filter: JournalFilter, page: Page): Promise<number[]> {
  return allPages(
    page,
    undefined,
    (next) => store.findEvents(filter, next),
    ({ no }) => no,
  )
}

async function allPages<Item, Key>(
  page: Page,
  between: (() => Promise<unknown>) | undefined,
  read: (page: Page) => Promise<PageOf<Item>>,
  keyOf: (item: Item) => Key,
): Promise<Key[]> {
  const found: Key[] = []
  let cursor: string | null = null
  do {
    const { items, nextCursor }: PageOf<Item> = await read({ ...page, ...(cursor === null ? {} : { cursor }) })
    assert.ok(items.length <= page.limit)
    found.push(...items.map(keyOf))
    cursor = nextCursor
    // A few new rows each time, and in the end none, so that reading upwards ends.
    if (found.length < 120) await between?.()
  } while (cursor !== null)
  return found
}
