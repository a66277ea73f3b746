import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type FilterName, filterNames, type JournalFilter } from '../../api/journal.ts'

export type Grain = 'deliveries' | 'events'

/** What the address of the journal says, and how to change it: an address can be sent to a colleague. */
export interface JournalSearch {
  readonly filter: JournalFilter
  readonly grain: Grain
  /** The delivery that lies open beside the list. */
  readonly openId: string | null
  readonly change: (part: Readonly<Partial<Record<FilterName, string | undefined>>>) => void
  readonly replace: (filter: JournalFilter) => void
  readonly open: (id: string | null) => void
}

export function useJournalSearch(): JournalSearch {
  // The same text while nothing changed, so that what is made from it stays the same, too.
  const address = new URLSearchParams(useSearch({ strict: false }) as Readonly<Record<string, string>>).toString()
  const navigate = useNavigate()
  return useMemo(() => {
    const search: Readonly<Record<string, string>> = Object.fromEntries(new URLSearchParams(address))
    const [grain, filter] = listIn(search)
    const go = (next: Readonly<Record<string, string | undefined>>) => {
      const given = Object.fromEntries(Object.entries(next).filter(([, value]) => value))
      void navigate({ to: '/journal', search: given as Record<string, string>, resetScroll: false })
    }
    const shownAs = grain === 'events' ? { grain } : {}
    return {
      filter,
      grain,
      openId: search['open'] ?? null,
      change: (part) => go({ ...filter, ...part, ...shownAs }),
      replace: (next) => go({ ...next, ...shownAs }),
      open: (id) => go({ ...filter, ...shownAs, open: id ?? undefined }),
    }
  }, [address, navigate])
}

/** Which list an address asks for, and of what. */
export function listIn(search: Readonly<Record<string, string | undefined>>): [Grain, JournalFilter] {
  return [search['grain'] === 'events' ? 'events' : 'deliveries', filterIn(search)]
}

/** Only what is a filter, and filled in. */
function filterIn(search: Readonly<Record<string, string | undefined>>): JournalFilter {
  return Object.fromEntries(filterNames.filter((name) => search[name]).map((name) => [name, search[name]!]))
}
