import type { Account } from '../access/account.ts'
import { showAccount, signInAddress } from '../api/accounts.ts'
import type { House } from '../api/house.ts'
import type { Role } from '../core/roles.ts'
import { offlineCaller } from './offline.ts'
import type { Remote } from './remote.ts'

/** An account as the API shows it. */
export interface ShownAccount {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly disabled: boolean
  readonly has_password: boolean
  readonly last_sign_in_at: string | null
}

/** What a command says about a new account. */
export interface NewAccount {
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly personal_data: boolean
}

/** The accounts, wherever they are. Everything rejects with a sentence. */
export interface AccountBook {
  readonly list: () => Promise<readonly ShownAccount[]>
  readonly create: (wish: NewAccount) => Promise<ShownAccount>
  /** A one-time link with which the person sets a password. */
  readonly link: (account: ShownAccount) => Promise<string>
  readonly close: (account: ShownAccount, disabled: boolean) => Promise<ShownAccount>
}

/** Those of a running server. */
export function bookOfServer(server: Remote): AccountBook {
  return {
    async list() {
      const all: ShownAccount[] = []
      let cursor: unknown = null
      do {
        const after = cursor === null ? '' : `&cursor=${encodeURIComponent(String(cursor))}`
        const page = await server.get(`/accounts?limit=500${after}`)
        all.push(...(page['items'] as ShownAccount[]))
        cursor = page['next_cursor']
      } while (cursor !== null)
      return all
    },
    create: async (wish) => (await server.post('/accounts', wish)) as unknown as ShownAccount,
    link: async ({ id }) => String((await server.post(`/accounts/${id}/link`, {}))['link']),
    close: async ({ id }, disabled) => (await server.patch(`/accounts/${id}`, { disabled })) as unknown as ShownAccount,
  }
}

/** Those of a store that no server uses. Every change leaves its row in the audit log. */
export function bookInHouse({ people, audit, publicUrl }: House): AccountBook {
  const { accounts, links } = people
  const note = (action: string, before: Account | null, after: Account) =>
    audit.write({
      who: offlineCaller,
      action: `account.${action}`,
      object: `accounts:${after.id}`,
      before: before && showAccount(before),
      after: showAccount(after),
      address: null,
    })
  return {
    list: async () => accounts.list().map(shown),
    async create({ personal_data: personalData, ...wish }) {
      const account = await accounts.create({ ...wish, personalData, language: null, isDisabled: false })
      await note('create', null, account)
      return shown(account)
    },
    async link({ id }) {
      const account = accounts.find(id)
      const token = await links.make('set_password', id)
      await note('link', account, account)
      return signInAddress(token, { publicUrl })
    },
    async close({ id }, isDisabled) {
      const before = accounts.find(id)
      const after = await people.change(id, { ...before, isDisabled })
      await note('update', before, after)
      return shown(after)
    },
  }
}

function shown(account: Account): ShownAccount {
  return showAccount(account) as unknown as ShownAccount
}
