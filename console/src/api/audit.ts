import { queryOptions } from '@tanstack/react-query'
import type { Json } from './bindings.ts'
import { api } from './client.ts'
import type { Page } from './page.ts'

/** Something that a person or a key did. */
export interface AuditRow {
  readonly id: string
  readonly at: string
  readonly who: { readonly id: string; readonly name: string }
  readonly action: string
  readonly object: string
  readonly before: Json
  readonly after: Json
  readonly address: string | null
}

/** As the API names them, and the address of the page. */
export const auditFilterNames = ['period', 'from', 'to', 'actor', 'action', 'object'] as const
export type AuditFilterName = (typeof auditFilterNames)[number]
export type AuditFilter = Readonly<Partial<Record<AuditFilterName, string>>>

export const readAudit = (filter: AuditFilter, cursor: string | null, signal: AbortSignal) =>
  api.get<Page<AuditRow>>('/audit', { query: { ...filter, limit: 50, cursor }, signal })

/** Who stands in the log, and the areas of what was done. */
export const auditChoicesQuery = queryOptions({
  queryKey: ['audit', 'choices'],
  queryFn: ({ signal }) =>
    api.get<{
      readonly actors: readonly { readonly id: string; readonly name: string }[]
      readonly areas: readonly string[]
    }>('/audit/choices', { signal }),
})
