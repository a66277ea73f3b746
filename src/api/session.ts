import { refuseForeign, sessionCookie } from '../access/door.ts'
import type { Caller } from '../access/keys.ts'
import type { Link } from '../access/links.ts'
import type { SignedIn, Visitor } from '../access/people.ts'
import type { Session } from '../access/sessions.ts'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import { languages } from '../core/sentence.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { accountDescriptions } from './openapi/accounts.ts'
import { accountOf, objectOf, showMe } from './own-account.ts'
import { type Answer, type Asked, done, type Route } from './route.ts'

const cookieDays = 90

/** Signing in and out. */
export function sessionRoutes(house: House): Route[] {
  const { people } = house
  return [
    {
      method: 'GET',
      path: '/session',
      right: 'nobody',
      summary: 'Tells who is signed in',
      ...accountDescriptions.session,
      handle: ({ session }) => ({ body: showSession(session, house) }),
    },
    {
      method: 'POST',
      path: '/session/link',
      right: 'nobody',
      summary: 'Tells what a sign-in link is for, without using it up',
      ...accountDescriptions.readLink,
      body: 'secret',
      handle: (asked) => {
        const form = new Form(asked.body)
        const token = form.text('token', { required: true, maxLength: 200 })
        form.finish()
        return { body: showLink(people.readLink(token, asked), house) }
      },
    },
    {
      method: 'POST',
      path: '/session',
      right: 'nobody',
      summary: 'Signs in with name and password, or with a link',
      ...accountDescriptions.signIn,
      body: 'secret',
      handle: async (asked) => {
        // A page of another site could sign its visitor in as somebody else, to watch what they do there.
        refuseForeign(asked.headers, house.publicUrl)
        const signedIn = await signIn(asked, house)
        const asPerson = {
          ...asked,
          caller: { ...strangerCaller, id: `account:${signedIn.account.id}`, name: signedIn.account.name },
        }
        await noteChange(asPerson, { action: 'session.begin', object: `accounts:${signedIn.account.id}` }, house)
        return withCookie(signedIn, house)
      },
    },
    {
      method: 'DELETE',
      path: '/session',
      right: 'anyone',
      summary: 'Signs out',
      ...accountDescriptions.signOut,
      handle: async (asked) => {
        if (asked.session) await people.sessions.end(asked.session.id)
        await noteChange(asked, { action: 'session.end', object: objectOf(asked) }, house)
        return { ...done, headers: { 'set-cookie': cookie('', 0, house.publicUrl) } }
      },
    },
  ]
}

/** Stands for somebody who has not signed in. */
export const strangerCaller: Caller = { id: 'nobody', name: 'Nobody', role: 'ingest', personalData: false }

async function signIn(asked: Asked, { people }: House): Promise<SignedIn> {
  const form = new Form(asked.body)
  const token = form.text('token', { maxLength: 200 })
  const password = form.text('password', { maxLength: 1000 })
  const login = form.text('login', { maxLength: 200 })
  const name = form.text('name', { maxLength: 200 })
  const language = form.choice('language', languages, null)
  const visitor: Visitor = { address: asked.address, browser: asked.headers['user-agent'] ?? '' }
  if (!token && !login) form.fault('login', 'is required')
  form.finish()
  if (!token) return people.signIn(login, password, visitor)
  const link = people.readLink(token, visitor)
  if (link.purpose === 'sign_in') return people.signInByLink(link, visitor)
  if (link.purpose === 'set_password') return people.setPasswordByLink(link, password, visitor)
  return people.makeFirstAdmin(link, { login, name, language }, password, visitor)
}

function withCookie({ token, session }: SignedIn, house: House): Answer {
  return {
    body: showSession(session, house),
    headers: { 'set-cookie': cookie(token, cookieDays * 24 * 3600, house.publicUrl) },
  }
}

function cookie(token: string, maxAgeS: number, publicUrl: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeS}${secure}`
}

function showSession(session: Session | null, house: House): JsonObject {
  const account = accountOf(session, house)
  return {
    me: account
      ? showMe(
          { id: `account:${account.id}`, name: account.name, role: account.role, personalData: account.personalData },
          account,
        )
      : null,
    csrf_token: session?.csrfToken ?? null,
    first_run: house.people.accounts.areNone,
    language: house.language,
  }
}

function showLink({ purpose, accountId }: Link, { people }: House): JsonObject {
  const invited = people.accounts.get(accountId ?? '')
  return { purpose, login: invited?.login ?? null, name: invited?.name ?? null }
}
