import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Delivery, JournalFilter } from '../../api/journal.ts'
import type { Page } from '../../api/page.ts'
import { useWhenChanged } from '../../ui/use-when-changed.ts'
import type { Grain } from './journal-search.ts'
import { type Liveness, useLive } from './live.ts'
import { type Row, rowsQuery } from './rows-query.ts'

type Pages = InfiniteData<Page<Row>, string | null>

/** Changes are put into the list together, so often at most. */
const flushMs = 250
/** More than this is loaded anew rather than put on top. */
const mostPrepended = 1000

export interface Rows {
  readonly items: readonly Row[]
  readonly isLoading: boolean
  readonly error: Error | null
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly loadMore: () => void
  readonly reload: () => void
  readonly liveness: Liveness
  /** New rows that wait, so that nothing moves under the pointer. */
  readonly waiting: number
  /** Puts what waits on top. */
  readonly showWaiting: () => void
}

/** The list, page after page, and what happens meanwhile. `mayMove`: nobody points at a row, so new ones may come in at once. */
export function useRows(grain: Grain, filter: JournalFilter, mayMove: () => boolean): Rows {
  const queries = useQueryClient()
  const options = useMemo(() => rowsQuery(grain, filter), [grain, filter])
  const { queryKey } = options
  const query = useInfiniteQuery(options)
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const shown = useMemo(() => once(() => new Map(items.map((row) => [idOf(row), row]))), [items])
  const [waiting, setWaiting] = useState(0)
  const changes = useRef({ fresh: new Map<string, Row>(), patches: new Map<string, Row>(), isLost: false })

  // Another question begins with an empty hand.
  useWhenChanged([queryKey], () => {
    changes.current = { fresh: new Map(), patches: new Map(), isLost: false }
    setWaiting(0)
  })

  const reload = useCallback(() => {
    changes.current = { fresh: new Map(), patches: new Map(), isLost: false }
    setWaiting(0)
    void queries.invalidateQueries({ queryKey: ['journal-count'] })
    void queries.resetQueries({ queryKey })
  }, [queries, queryKey])

  const showWaiting = useCallback(() => {
    const { fresh, isLost } = changes.current
    if (isLost || fresh.size > mostPrepended) return reload()
    const rows = [...fresh.values()].sort((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1))
    fresh.clear()
    setWaiting(0)
    queries.setQueryData<Pages>(queryKey, (data) => data && withOnTop(data, rows))
    void queries.invalidateQueries({ queryKey: ['journal-count'] })
  }, [queries, queryKey, reload])

  const flush = useRef(() => {})
  flush.current = () => {
    const { fresh, patches } = changes.current
    if (patches.size > 0) {
      const some = new Map(patches)
      patches.clear()
      queries.setQueryData<Pages>(queryKey, (data) => data && patched(data, some))
    }
    if (fresh.size > 0 && mayMove() && query.isSuccess) showWaiting()
    else setWaiting(fresh.size)
  }
  useEffect(() => {
    const timer = setInterval(() => flush.current(), flushMs)
    return () => clearInterval(timer)
  }, [])

  const top = items[0] && timeOf(items[0])
  const liveness = useLive<Row>(grain, filter, {
    onRow: (row) => {
      const id = idOf(row)
      const before = shown().get(id)
      if (before) changes.current.patches.set(id, { ...before, ...row })
      // What is older than the newest row belongs further down, where the next load finds it.
      else if (top === undefined || timeOf(row) >= top) changes.current.fresh.set(id, row)
    },
    onReset: () => {
      changes.current.isLost = true
      setWaiting((count) => Math.max(count, 1))
    },
  })
  return {
    items,
    isLoading: query.isPending,
    error: query.isError ? query.error : null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError) void query.fetchNextPage()
    },
    reload,
    liveness,
    waiting,
    showWaiting,
  }
}

export function isDelivery(row: Row): row is Delivery {
  return 'delivery_id' in row
}

export function idOf(row: Row): string {
  return isDelivery(row) ? row.delivery_id : String(row.event_no)
}

/** A list may be long, and most of the time nobody looks a row up. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function timeOf(row: Row): string {
  return isDelivery(row) ? row.created_at : row.received_at
}

function withOnTop(data: Pages, rows: readonly Row[]): Pages {
  const [first, ...rest] = data.pages
  if (!first) return data
  const ids = new Set(rows.map(idOf))
  const kept = first.items.filter((row) => !ids.has(idOf(row)))
  return { ...data, pages: [{ ...first, items: [...rows, ...kept] }, ...rest] }
}

function patched(data: Pages, patches: ReadonlyMap<string, Row>): Pages {
  const pages = data.pages.map((page) => {
    if (!page.items.some((row) => patches.has(idOf(row)))) return page
    return { ...page, items: page.items.map((row) => patches.get(idOf(row)) ?? row) }
  })
  return { ...data, pages }
}
