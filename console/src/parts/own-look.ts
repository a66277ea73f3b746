import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { sessionQuery, type Theme } from '../api/session.ts'
import type { Language } from '../words/words.tsx'
import { changeLook } from './look.ts'

/** Changes language or theme at once, here and in the account, so that it is the same in every browser. */
export function useChangeLook(): (change: { readonly language?: Language; readonly theme?: Theme }) => void {
  const queries = useQueryClient()
  const { data: session } = useQuery(sessionQuery)
  return (change) => {
    changeLook(change)
    if (session?.me?.kind !== 'account') return
    queries.setQueryData(sessionQuery.queryKey, { ...session, me: { ...session.me, ...change } })
    // Without a connection this browser remembers it all the same.
    void api.patch('/me', change).catch(() => undefined)
  }
}
