import { useEffect, useRef, useState } from 'react'
import { apiUrl } from '../../api/client.ts'
import type { JournalFilter } from '../../api/journal.ts'
import { lookWhoIsHere, useHasEnded } from '../../api/session.ts'
import { useLook } from '../../parts/look.ts'
import type { Grain } from './journal-search.ts'

/** How the live tail is: told as it happens, or lost since a moment. */
export type Liveness = { readonly isLive: true } | { readonly isLive: false; readonly since: number }

interface Listener<Row> {
  readonly onRow: (row: Row) => void
  /** What was missed is not known: the list must be loaded again. */
  readonly onReset: () => void
}

/** Listens to what the filter finds from now on. The browser reconnects by itself and says where it stopped. */
export function useLive<Row>(grain: Grain, filter: JournalFilter, listener: Listener<Row>): Liveness {
  const [liveness, setLiveness] = useState<Liveness>({ isLive: true })
  const latest = useRef(listener)
  latest.current = listener
  // A browser sends its own language to an event stream, not that of the page.
  const { language: lang } = useLook()
  const address = apiUrl('/journal/stream', { ...filter, with: 'phone', lang })
  const hasEnded = useHasEnded()
  useEffect(() => {
    if (hasEnded) return
    const stream = new EventSource(address)
    let heardAt = Date.now()
    const heard = () => {
      heardAt = Date.now()
    }
    stream.addEventListener('open', () => {
      heard()
      setLiveness({ isLive: true })
    })
    stream.addEventListener('error', () => {
      setLiveness((now) => (now.isLive ? { isLive: false, since: heardAt } : now))
      // A browser does not connect again after a refusal: perhaps the session has ended.
      if (stream.readyState === EventSource.CLOSED) void lookWhoIsHere()
    })
    stream.addEventListener('reset', () => latest.current.onReset())
    stream.addEventListener(grain === 'events' ? 'event' : 'delivery', ({ data }) => {
      heard()
      latest.current.onRow(JSON.parse(data) as Row)
    })
    return () => stream.close()
  }, [address, grain, hasEnded])
  return liveness
}
