import type { JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { readPage } from '../journal/filter.ts'

/** A page of a list that is in memory. The cursor names the last item seen, so that new ones never shift the page. */
export function pageOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  query: JsonObject,
  show: (item: Item) => JsonObject,
): { items: JsonObject[]; next_cursor: string | null } {
  const { limit, cursor } = readPage({ ...query, order: 'asc' })
  const start = cursor === undefined ? 0 : items.findIndex(({ id }) => id === decoded(cursor)) + 1
  if (cursor !== undefined && start === 0)
    throw new Problem('cursor-invalid', 'The cursor is not one of ours, or what it named is gone')
  const page = items.slice(start, start + limit)
  const more = start + limit < items.length
  return { items: page.map(show), next_cursor: more ? Buffer.from(page.at(-1)!.id).toString('base64url') : null }
}

function decoded(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString()
}
