import type { Account, AccountWish } from '../access/account.ts'
import { Form, mergePatch } from '../core/form.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { accountRoles } from '../core/roles.ts'
import { languages } from '../core/sentence.ts'
import type { House } from './house.ts'
import { noteChange } from './note-change.ts'
import { accountDescriptions } from './openapi/accounts.ts'
import { pageOf } from './page.ts'
import { type Asked, created, done, type Route } from './route.ts'

/** People who sign in to the console, and what they may do there. */
export function accountRoutes(house: House): Route[] {
  const { people } = house
  const { accounts, links } = people
  const write = (asked: Asked, action: string, before: Account | null, after: Account | null) =>
    noteChange(
      asked,
      {
        action: `account.${action}`,
        object: `accounts:${(after ?? before)!.id}`,
        before: before && showAccount(before),
        after: after && showAccount(after),
      },
      house,
    )
  const invite = async ({ id }: Account) => signInAddress(await links.make('set_password', id), house)
  const change = async (asked: Asked, whole: unknown) => {
    const before = accounts.find(asked.params['id']!)
    const after = await people.change(before.id, readAccount(whole))
    await write(asked, 'update', before, after)
    return { body: showAccount(after) }
  }
  return [
    {
      method: 'GET',
      path: '/accounts',
      right: 'accounts:manage',
      summary: 'Lists the people who sign in to the console',
      ...accountDescriptions.list,
      handle: ({ query }) => ({ body: pageOf(accounts.list(), query, showAccount) }),
    },
    {
      method: 'POST',
      path: '/accounts',
      right: 'accounts:manage',
      summary: 'Makes an account and a link with which its owner sets a password',
      ...accountDescriptions.create,
      body: 'secret',
      handle: async (asked) => {
        const account = await accounts.create(readAccount(asked.body))
        await write(asked, 'create', null, account)
        return created({ ...showAccount(account), link: await invite(account) })
      },
    },
    {
      method: 'GET',
      path: '/accounts/:id',
      right: 'accounts:manage',
      summary: 'Tells one account',
      ...accountDescriptions.read,
      handle: ({ params }) => ({ body: showAccount(accounts.find(params['id']!)) }),
    },
    {
      method: 'PUT',
      path: '/accounts/:id',
      right: 'accounts:manage',
      summary: 'Replaces an account; a closed one is signed out everywhere at once',
      ...accountDescriptions.replace,
      body: 'json',
      handle: (asked) => change(asked, asked.body),
    },
    {
      method: 'PATCH',
      path: '/accounts/:id',
      right: 'accounts:manage',
      summary: 'Changes some fields of an account',
      ...accountDescriptions.change,
      body: 'json',
      handle: (asked) => {
        if (!isJsonObject(asked.body)) throw new Problem('request-invalid', 'The body must be an object')
        return change(asked, mergePatch(showAccount(accounts.find(asked.params['id']!)), asked.body))
      },
    },
    {
      method: 'DELETE',
      path: '/accounts/:id',
      right: 'accounts:manage',
      summary: 'Removes an account and ends its sessions',
      ...accountDescriptions.remove,
      handle: async (asked) => {
        const before = await people.remove(asked.params['id']!)
        await write(asked, 'delete', before, null)
        return done
      },
    },
    {
      method: 'POST',
      path: '/accounts/:id/link',
      right: 'accounts:manage',
      summary: 'Makes a link with which a person sets a new password; it works once, for a day',
      ...accountDescriptions.link,
      body: 'secret',
      handle: async (asked) => {
        const account = accounts.find(asked.params['id']!)
        const link = await invite(account)
        await write(asked, 'link', account, account)
        return created({ link })
      },
    },
  ]
}

/** The address of a sign-in link. The token stands behind `#`, which browsers send to no server; the console sends it in a body. */
export function signInAddress(token: string, { publicUrl }: Pick<House, 'publicUrl'>): string {
  return `${publicUrl}/sign-in#token=${token}`
}

function readAccount(body: unknown): AccountWish {
  const form = new Form(body)
  const wish = {
    login: form.text('login', { required: true, maxLength: 200 }),
    name: form.text('name', { required: true, maxLength: 200 }),
    role: form.choice('role', accountRoles, 'viewer'),
    personalData: form.flag('personal_data', false),
    language: form.choice('language', languages, null),
    isDisabled: form.flag('disabled', false),
  }
  for (const shown of ['id', 'has_password', 'created_at', 'last_sign_in_at']) form.take(shown)
  form.finish()
  return wish
}

/** An account in the API's form. */
export function showAccount(account: Account): JsonObject {
  const { id, login, name, role, personalData, language, isDisabled, hasPassword, createdAt, lastSignInAt } = account
  return {
    id,
    login,
    name,
    role,
    personal_data: personalData,
    language,
    disabled: isDisabled,
    has_password: hasPassword,
    created_at: new Date(createdAt).toISOString(),
    last_sign_in_at: lastSignInAt === null ? null : new Date(lastSignInAt).toISOString(),
  }
}
