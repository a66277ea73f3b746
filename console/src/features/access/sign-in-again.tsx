import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { sessionQuery, signIn } from '../../api/session.ts'
import { useMe } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useSay } from '../../words/words.tsx'
import { Fault } from './sign-in-page.tsx'

/** Over the page whose session has ended: the page stays as it is, with everything that was written into it. */
export function SignInAgain() {
  const say = useSay()
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [login, setLogin] = useState(me.login ?? '')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const enter = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      const session = await signIn({ login, password })
      // What stands on the page is what somebody else may see.
      if (session.me?.id !== me.id) return location.reload()
      queries.setQueryData(sessionQuery.queryKey, session)
      await queries.invalidateQueries()
    } catch (problem) {
      setError(problem)
    }
    setBusy(false)
  }
  const leave = () => void navigate({ to: '/sign-in', search: { to: location.pathname + location.search } })
  return (
    <Dialog title={say('signin.again')} isOpen isAlert size="small" onClose={leave} closeLabel={say('signin.leave')}>
      <form className="flex flex-col gap-4" onSubmit={(event) => void enter(event)}>
        <p className="text-ink-soft">{say('signin.again_help')}</p>
        <TextField label={say('signin.login')} value={login} onChange={setLogin} autoComplete="username" isRequired />
        <TextField
          label={say('signin.password')}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="current-password"
          autoFocus
          isRequired
        />
        <Fault error={error} />
        <Button type="submit" look="primary" isBusy={isBusy}>
          {say('signin.enter')}
        </Button>
      </form>
    </Dialog>
  )
}
