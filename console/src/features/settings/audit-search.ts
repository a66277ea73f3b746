import { useNavigate, useSearch } from '@tanstack/react-router'
import { type AuditFilter, type AuditFilterName, auditFilterNames } from '../../api/audit.ts'

/** What the address asks of the audit, and how to change it: an address can be sent to a colleague. */
export interface AuditSearch {
  readonly filter: AuditFilter
  /** Each part that is undefined is taken away. */
  readonly change: (part: Readonly<Partial<Record<AuditFilterName, string | undefined>>>) => void
  readonly clear: () => void
}

export function useAuditSearch(): AuditSearch {
  const search = useSearch({ strict: false }) as Readonly<Record<string, string>>
  const navigate = useNavigate()
  const filter = filled(search)
  const go = (next: AuditFilter) =>
    void navigate({ to: '/settings/$section', params: { section: 'audit' }, search: next, resetScroll: false })
  return { filter, change: (part) => go(filled({ ...filter, ...part })), clear: () => go({}) }
}

/** Only what is a filter, and filled in. */
function filled(search: Readonly<Record<string, string | undefined>>): AuditFilter {
  return Object.fromEntries(auditFilterNames.filter((name) => search[name]).map((name) => [name, search[name]!]))
}
