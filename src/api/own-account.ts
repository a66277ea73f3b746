import { type Account, type OwnWish, themes } from '../access/account.ts'
import type { Caller } from '../access/keys.ts'
import type { Session } from '../access/sessions.ts'
import { Form } from '../core/form.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { mayDo, rights } from '../core/roles.ts'
import { languages } from '../core/sentence.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { accountDescriptions } from './openapi/accounts.ts'
import { type Asked, done, type Route } from './route.ts'

const longestPreferences = 8192

/** What people see and change about themselves. */
export function ownAccountRoutes(house: House): Route[] {
  const { people } = house
  return [
    {
      method: 'GET',
      path: '/me',
      right: 'anyone',
      summary: 'Tells who asks and what they may do',
      ...accountDescriptions.me,
      handle: ({ caller, session }) => ({ body: showMe(caller, accountOf(session, house)) }),
    },
    {
      method: 'PATCH',
      path: '/me',
      right: 'anyone',
      summary: 'Changes one’s own name, language, theme, preferences or password',
      forPeople: true,
      ...accountDescriptions.changeMe,
      body: 'secret',
      handle: async (asked) => {
        const { account, session } = signedInOf(asked, house)
        const { wish, password } = readOwnWish(asked.body)
        const after = await people.changeOwn(account, wish, password, session)
        const action = password ? 'account.password' : 'account.own'
        await noteChange(asked, { action, object: objectOf(asked) }, house)
        return { body: showMe({ ...asked.caller, name: after.name }, after) }
      },
    },
    {
      method: 'GET',
      path: '/me/sessions',
      right: 'anyone',
      summary: 'Lists the browsers in which one is signed in',
      forPeople: true,
      ...accountDescriptions.sessions,
      handle: (asked) => {
        const { account, session } = signedInOf(asked, house)
        const items = people.sessions.of(account.id).map((one) => showOneSession(one, one.id === session.id))
        return { body: { items, next_cursor: null } }
      },
    },
    {
      method: 'DELETE',
      path: '/me/sessions/:id',
      right: 'anyone',
      summary: 'Signs one’s own other browser out',
      forPeople: true,
      ...accountDescriptions.endSession,
      handle: async (asked) => {
        const { account } = signedInOf(asked, house)
        const own = people.sessions.of(account.id).find(({ id }) => id === asked.params['id'])
        if (!own) throw new Problem('not-found', 'There is no such session of yours')
        await people.sessions.end(own.id)
        await noteChange(asked, { action: 'session.end', object: objectOf(asked) }, house)
        return done
      },
    },
    {
      method: 'DELETE',
      path: '/me/sessions',
      right: 'anyone',
      summary: 'Signs one out in every browser but this one',
      forPeople: true,
      ...accountDescriptions.endOtherSessions,
      handle: async (asked) => {
        const { account, session } = signedInOf(asked, house)
        await people.sessions.endAll(account.id, session.id)
        await noteChange(asked, { action: 'session.end_others', object: objectOf(asked) }, house)
        return done
      },
    },
  ]
}

/** Who asks, as an object of the audit. */
export function objectOf({ caller }: Asked): string {
  return caller.id.replace(/^account:/, 'accounts:')
}

/** The account of a session; null for nobody and for keys. */
export function accountOf(session: Session | null, { people }: House): Account | null {
  return session && people.accounts.get(session.accountId)
}

function signedInOf({ session }: Asked, house: House): { account: Account; session: Session } {
  const account = accountOf(session, house)
  if (account && session) return { account, session }
  throw new Problem('not-found', 'This is for people who signed in; a key has no account')
}

/** What somebody is told about themselves. */
export function showMe({ id, name, role, personalData }: Caller, account: Account | null): JsonObject {
  return {
    id,
    name,
    login: account?.login ?? null,
    kind: account ? 'account' : 'key',
    role,
    rights: rights.filter((right) => mayDo(role, right)) as unknown as Json,
    personal_data: personalData,
    language: account?.language ?? null,
    theme: account?.theme ?? 'system',
    preferences: account?.preferences ?? {},
  }
}

function showOneSession({ id, createdAt, lastSeenAt, address, browser }: Session, isCurrent: boolean): JsonObject {
  return {
    id,
    created_at: new Date(createdAt).toISOString(),
    last_seen_at: new Date(lastSeenAt).toISOString(),
    address,
    browser,
    current: isCurrent,
  }
}

interface OwnChange {
  readonly wish: OwnWish
  readonly password: { readonly current: string; readonly next: string } | null
}

function readOwnWish(body: unknown): OwnChange {
  const form = new Form(body)
  const name = form.text('name', { maxLength: 100 })
  const language = form.choice('language', languages, null)
  const theme = form.choice('theme', themes, 'system')
  const preferences = form.take('preferences')
  if (
    preferences !== undefined &&
    (!isJsonObject(preferences) || Buffer.byteLength(JSON.stringify(preferences)) > longestPreferences)
  )
    form.fault('preferences', `must be an object of at most ${longestPreferences} bytes`)
  const inner = form.inner('password')
  const password = inner && {
    current: inner.text('current', { required: true }),
    next: inner.text('new', { required: true }),
  }
  if (inner) form.close(inner)
  form.finish()
  return {
    password,
    wish: {
      ...(form.has('name') && { name }),
      ...(form.has('language') && { language }),
      ...(form.has('theme') && { theme }),
      ...(isJsonObject(preferences) && { preferences }),
    },
  }
}
