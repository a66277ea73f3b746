import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { ApiProblem } from '../../api/client.ts'
import { readLink, type SignIn, type SignInLink, sessionQuery, signIn } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { type SentenceKey, useLanguage, useSay } from '../../words/words.tsx'

/** The token stands behind `#`: browsers never send that part to a server. */
const tokenInAddress = () => new URLSearchParams(location.hash.slice(1)).get('token')

/** Where people come in: with a password, or with a link of the terminal or an administrator. */
export function SignInPage() {
  const [token] = useState(tokenInAddress)
  const asked = useQuery({
    queryKey: ['session', 'link', token],
    queryFn: () => (token ? readLink(token) : null),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const session = useQuery(sessionQuery)
  if (asked.isPending || session.isPending) return null
  if (token && asked.data) return <ByLink token={token} link={asked.data} />
  return <ByPassword isFirstRun={session.data?.first_run ?? false} linkFault={asked.error} />
}

/** Signs in and goes where the person wanted to be. */
function useSignIn() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { to } = useSearch({ strict: false }) as { to?: string }
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const enter = async (how: SignIn) => {
    setBusy(true)
    setError(null)
    try {
      queries.setQueryData(sessionQuery.queryKey, await signIn(how))
      await navigate({ href: placeOf(to), replace: true })
    } catch (problem) {
      setError(problem)
      setBusy(false)
    }
  }
  return { enter, error, isBusy }
}

/** Where the person wanted to be; an address of another site in its place leads to the first page. */
function placeOf(to: string | undefined): string {
  if (!to || !URL.canParse(to, location.origin)) return '/'
  const { origin, pathname, search, hash } = new URL(to, location.origin)
  return origin === location.origin ? pathname + search + hash : '/'
}

function ByPassword({ isFirstRun, linkFault }: { readonly isFirstRun: boolean; readonly linkFault: unknown }) {
  const say = useSay()
  const { enter, error, isBusy } = useSignIn()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Frame title={say('signin.title')} onSubmit={() => void enter({ login, password })}>
      {linkFault ? <Note tone="warn">{say('signin.link_used')}</Note> : null}
      {isFirstRun && <Note tone="info">{say('signin.first_run')}</Note>}
      <TextField
        label={say('signin.login')}
        value={login}
        onChange={setLogin}
        autoComplete="username"
        autoFocus
        isRequired
      />
      <TextField
        label={say('signin.password')}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="current-password"
        isRequired
      />
      <Fault error={error} />
      <Button type="submit" look="primary" isBusy={isBusy}>
        {say('signin.enter')}
      </Button>
      <p className="text-sm text-ink-soft">{say('signin.forgotten')}</p>
    </Frame>
  )
}

function ByLink({ token, link }: { readonly token: string; readonly link: SignInLink }) {
  const say = useSay()
  const language = useLanguage()
  const { enter, error, isBusy } = useSignIn()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [hasEntered, setEntered] = useState(false)
  const letsInAtOnce = link.purpose === 'sign_in'
  useEffect(() => {
    if (!letsInAtOnce || hasEntered) return
    setEntered(true)
    void enter({ token })
  }, [letsInAtOnce, hasEntered, enter, token])
  if (letsInAtOnce)
    return error ? (
      <Frame title={say('signin.title')} onSubmit={() => undefined}>
        <Fault error={error} />
      </Frame>
    ) : null
  const isFirst = link.purpose === 'first_admin'
  const submit = () => void enter(isFirst ? { token, login, name, password, language } : { token, password })
  return (
    <Frame
      title={say(isFirst ? 'signin.first_title' : 'signin.invited_title', { name: link.name ?? '' })}
      onSubmit={submit}
    >
      {isFirst && (
        <>
          <p className="text-ink-soft">{say('signin.first_help')}</p>
          <TextField
            label={say('signin.name')}
            value={name}
            onChange={setName}
            autoComplete="name"
            autoFocus
            isRequired
            fault={faultOf(error, 'name')}
          />
          <TextField
            label={say('signin.login')}
            value={login}
            onChange={setLogin}
            autoComplete="username"
            isRequired
            fault={faultOf(error, 'login')}
          />
        </>
      )}
      <TextField
        label={say('signin.new_password')}
        value={password}
        onChange={setPassword}
        type="password"
        autoComplete="new-password"
        isRequired
        help={say('signin.password_help')}
        fault={faultOf(error, 'password')}
      />
      <Fault error={error} />
      <Button type="submit" look="primary" isBusy={isBusy}>
        {say(isFirst ? 'signin.begin' : 'signin.set_password')}
      </Button>
    </Frame>
  )
}

function Frame({
  title,
  onSubmit,
  children,
}: {
  readonly title: string
  readonly onSubmit: () => void
  readonly children: ReactNode
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <form
        onSubmit={submit}
        className="flex w-full max-w-96 flex-col gap-4 rounded-xl border border-line bg-surface p-6 shadow-high"
      >
        <div className="flex items-center gap-2.5">
          <img src="/favicon.svg" alt="" width={32} height={32} />
          <span className="text-lg font-semibold">Hookswitch</span>
        </div>
        <h1 className="text-xl font-semibold">{title}</h1>
        {children}
      </form>
    </main>
  )
}

const known: Readonly<Record<string, SentenceKey>> = {
  'sign-in-wrong': 'signin.wrong',
  'link-used': 'signin.link_used',
  offline: 'problem.offline',
}

/** Why nobody was let in. */
export function Fault({ error }: { readonly error: unknown }) {
  const say = useSay()
  if (!(error instanceof ApiProblem) || error.faults.length > 0) return null
  const wait = Number(error.members['retry_after_s'])
  const sentence = known[error.code]
  return (
    <Note tone="bad">
      {wait > 0 ? say('signin.wait', { seconds: wait }) : sentence ? say(sentence) : error.message}
    </Note>
  )
}

function faultOf(error: unknown, path: string): string | null {
  return error instanceof ApiProblem ? (error.faults.find((fault) => fault.path === path)?.message ?? null) : null
}
