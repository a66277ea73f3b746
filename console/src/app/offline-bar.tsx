import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiProblem } from '../api/client.ts'
import { useFormats } from '../parts/formats.ts'
import { Icon } from '../ui/icon.tsx'
import { useSay } from '../words/words.tsx'

/** A thin bar while the server does not answer: what is on the screen stays, and says how old it is. */
export function OfflineBar() {
  const say = useSay()
  const formats = useFormats()
  const since = useOfflineSince()
  if (since === null) return null
  return (
    <p role="status" className="flex items-center gap-2 bg-warn-soft px-4 py-1.5 text-sm text-warn">
      <Icon name="warning" size={14} />
      {say('shell.offline', { time: formats.clock(since) })}
    </p>
  )
}

/** When the server was last heard of, while it is silent; otherwise null. */
function useOfflineSince(): number | null {
  const cache = useQueryClient().getQueryCache()
  const [since, setSince] = useState<number | null>(null)
  useEffect(() => {
    let heardAt = Date.now()
    return cache.subscribe(({ query }) => {
      const { error, status, fetchFailureReason } = query.state
      const isSilent = [error, fetchFailureReason].some((one) => one instanceof ApiProblem && one.code === 'offline')
      if (isSilent) setSince(heardAt)
      else if (status === 'success') {
        heardAt = Math.max(heardAt, query.state.dataUpdatedAt)
        if (query.state.fetchStatus === 'idle' && query.state.dataUpdatedAt >= Date.now() - 1000) setSince(null)
      }
    })
  }, [cache])
  return since
}
