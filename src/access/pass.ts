import type { Changes } from './changes.ts'
import type { Caller, Keys } from './keys.ts'
import type { People } from './people.ts'
import type { Session } from './sessions.ts'

/** What let a caller in, to be looked at again for as long as something stays open for them. */
export interface Pass {
  /** True while the caller would come in again, with the same rights. Looking does not count as a visit. */
  readonly holds: () => boolean
  /** When it ends by itself unless there is another visit; null: never. Milliseconds since 1970. */
  readonly endsAt: () => number | null
  /** Calls back whenever it may have ended before that. Returns how to stop listening. */
  readonly listen: (listener: () => void) => () => void
}

/** The pass of somebody who came in by a key or by a session. */
export function passOf(
  { caller, session }: { readonly caller: Caller; readonly session: Session | null },
  { keys, people }: { readonly keys: Keys; readonly people: People },
): Pass {
  const listen = heard([keys.changes, people.changes])
  if (!session)
    return { holds: () => keys.isGood(caller.id), endsAt: () => keys.get(caller.id)?.expiresAt ?? null, listen }
  return {
    holds() {
      const now = people.callerOf(people.sessions.get(session.id))
      return now !== null && now.role === caller.role && now.personalData === caller.personalData
    },
    endsAt: () => people.sessions.endOf(session.id),
    listen,
  }
}

function heard(all: readonly Changes[]): Pass['listen'] {
  return (listener) => {
    const stops = all.map((changes) => changes.listen(listener))
    return () => {
      for (const stop of stops) stop()
    }
  }
}
