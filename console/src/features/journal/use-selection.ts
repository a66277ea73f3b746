import { useCallback, useMemo, useState } from 'react'
import type { Delivery } from '../../api/journal.ts'

/** As many as one request takes by their ids. */
export const mostSelected = 1000

/** Deliveries that somebody marked. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  readonly has: (id: string) => boolean
  readonly toggle: (id: string) => void
  /** All that are loaded, or none. */
  readonly toggleAll: () => void
  readonly clear: () => void
  readonly state: 'none' | 'some' | 'all'
}

export function useSelection(items: readonly Delivery[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback(
    (id: string) =>
      setIds((before) => {
        const next = new Set(before)
        if (!next.delete(id) && next.size < mostSelected) next.add(id)
        return next
      }),
    [],
  )
  return useMemo(() => {
    const selectable = items.slice(0, mostSelected)
    const isAll = ids.size > 0 && selectable.every(({ delivery_id }) => ids.has(delivery_id))
    return {
      ids,
      has: (id) => ids.has(id),
      toggle,
      toggleAll: () => setIds(isAll ? new Set() : new Set(selectable.map(({ delivery_id }) => delivery_id))),
      clear: () => setIds(new Set()),
      state: ids.size === 0 ? 'none' : isAll ? 'all' : 'some',
    }
  }, [ids, items, toggle])
}
