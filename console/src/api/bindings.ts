import { queryOptions } from '@tanstack/react-query'
import { api } from './client.ts'
import type { Page } from './page.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
export type JsonObject = { readonly [name: string]: Json }

/** A leaf or a group of the conditions, as the API writes them. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Leaf

export interface Leaf {
  readonly param: string
  readonly op: string
  readonly value?: Json
}

/** What a person edits. */
export interface BindingForm {
  readonly name: string
  readonly enabled: boolean
  readonly event_type: string
  readonly integration_id: string
  readonly conditions: Condition | null
  readonly parameters: JsonObject
  readonly options: JsonObject
}

export interface Binding extends BindingForm {
  readonly id: string
  readonly version: number
  readonly created_at?: string
  readonly updated_at?: string
  readonly updated_by?: string | null
}

/** How busy a binding was in the last 24 hours. */
export interface BindingActivity {
  readonly binding_id: string
  readonly fired: number
  readonly failed: number
  readonly last_fired_at: string | null
  /** The last 24 hours, the present one last. */
  readonly hours: readonly number[]
  /** Who changed it last; null when the audit does not tell. */
  readonly changed_by: string | null
  /** On, and no match in seven days although events of its type arrived. */
  readonly silent: boolean
}

export interface BindingsActivity {
  readonly items: readonly BindingActivity[]
  readonly event_types: readonly { readonly event_type: string; readonly day: number; readonly per_day: number }[]
}

export const bindingsQuery = queryOptions({
  queryKey: ['bindings'],
  queryFn: ({ signal }) => everyPage<Binding>('/bindings', signal),
})

export const bindingQuery = (id: string) =>
  queryOptions({ queryKey: ['bindings', id], queryFn: ({ signal }) => api.get<Binding>(`/bindings/${id}`, { signal }) })

export const bindingActivityQuery = queryOptions({
  queryKey: ['bindings', 'activity'],
  queryFn: ({ signal }) => api.get<BindingsActivity>('/bindings/activity', { signal }),
  refetchInterval: 30_000,
})

/** The console works with all of them at once: even a large company has some thousands. */
export async function everyPage<Item>(path: string, signal: AbortSignal): Promise<{ readonly items: readonly Item[] }> {
  const items: Item[] = []
  let cursor: string | null = null
  do {
    const page: Page<Item> = await api.get<Page<Item>>(path, { query: { limit: 500, cursor }, signal })
    items.push(...page.items)
    cursor = page.next_cursor
  } while (cursor !== null)
  return { items }
}
