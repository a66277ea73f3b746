import { queryOptions } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Language } from '../words/words.tsx'
import { api, rememberCsrfToken, whenRefused } from './client.ts'

export type Role = 'admin' | 'editor' | 'operator' | 'viewer' | 'ingest'
export type Theme = 'system' | 'light' | 'dark'

/** Who is signed in. */
export interface Me {
  readonly id: string
  readonly name: string
  readonly login: string | null
  readonly kind: 'account' | 'key'
  readonly role: Role
  readonly rights: readonly string[]
  readonly personal_data: boolean
  readonly language: Language | null
  readonly theme: Theme
  readonly preferences: Readonly<Record<string, unknown>>
}

/** What a one-time link from the terminal or an administrator is for. */
export interface SignInLink {
  readonly purpose: 'first_admin' | 'set_password' | 'sign_in'
  readonly login: string | null
  readonly name: string | null
}

export interface Session {
  readonly me: Me | null
  readonly csrf_token: string | null
  readonly first_run: boolean
  readonly language: Language
  readonly demo: boolean
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => remember(await api.get<Session>('/session', { signal })),
  staleTime: 60_000,
})

/** Asks what a link is for, without using it up. The token goes into the body: addresses are written into the logs of proxies. */
export function readLink(token: string): Promise<SignInLink> {
  return api.post<SignInLink>('/session/link', { token })
}

export type SignIn =
  | { readonly login: string; readonly password: string }
  | { readonly token: string }
  | { readonly token: string; readonly password: string }
  | {
      readonly token: string
      readonly login: string
      readonly name: string
      readonly password: string
      readonly language: Language
    }

export async function signIn(how: SignIn): Promise<Session> {
  return remember(await api.post<Session>('/session', how))
}

export async function signOut(): Promise<void> {
  await api.remove('/session')
  rememberCsrfToken(null)
  known = null
}

/** Whoever signed in here, until they sign out themselves: a page does not vanish because the session ended. */
let known: Me | null = null
let hasEnded = false
const listeners = new Set<() => void>()

function remember(session: Session): Session {
  rememberCsrfToken(session.csrf_token)
  const ended = session.me === null && known !== null
  known = session.me ?? known
  if (ended !== hasEnded) {
    hasEnded = ended
    for (const listener of listeners) listener()
  }
  return { ...session, me: known }
}

/** Asks who is signed in now; true when it is still the same person. */
export async function lookWhoIsHere(): Promise<boolean> {
  const before = known
  const session = await api.get<Session>('/session').catch(() => null)
  if (!session) return false
  remember(session)
  return before !== null && session.me?.id === before.id
}
whenRefused(lookWhoIsHere)

/** True from the moment when the session of somebody who worked here has ended until they sign in again. */
export function useHasEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => hasEnded,
  )
}
