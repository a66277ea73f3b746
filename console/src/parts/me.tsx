import { useSuspenseQuery } from '@tanstack/react-query'
import { type Me, sessionQuery } from '../api/session.ts'
import { Note } from '../ui/feedback.tsx'
import { useSay } from '../words/words.tsx'

/** Who is signed in. Only pages behind the sign-in may ask. */
export function useMe(): Me {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data.me) throw new Error('Nobody is signed in')
  return data.me
}

/** True when the role includes a right, such as `bindings:write`. The server checks it again. */
export function useMay(right: string): boolean {
  return useMe().rights.includes(right)
}

/** Says why nothing can be changed here; nothing at all to people who may. */
export function ReadOnlyNote({ right }: { readonly right: string }) {
  const say = useSay()
  const me = useMe()
  if (me.rights.includes(right)) return null
  return (
    <div className="mb-3">
      <Note tone="neutral">{say('common.read_only', { role: say(`role.${me.role}`) })}</Note>
    </div>
  )
}
