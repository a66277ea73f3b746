import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { type Session, sessionQuery } from '../api/session.ts'
import { useMe } from './me.tsx'

/** Something that a person set up for themselves, kept with their account: it is the same in every browser. */
export function usePreference<Value>(name: string, fallback: Value): readonly [Value, (value: Value) => void] {
  const me = useMe()
  const queries = useQueryClient()
  const value = (me.preferences[name] as Value | undefined) ?? fallback
  const change = (next: Value) => {
    const preferences = { ...me.preferences, [name]: next }
    queries.setQueryData<Session>(sessionQuery.queryKey, (session) =>
      session?.me ? { ...session, me: { ...session.me, preferences } } : session,
    )
    if (me.kind === 'account') void api.patch('/me', { preferences })
  }
  return [value, change]
}
