import type { Clock } from '../core/clock.ts'
import { fieldsInvalid } from '../core/form.ts'
import { newUuid } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'
import {
  type Account,
  type AccountWish,
  accountFaults,
  type NewPassword,
  type OwnWish,
  passwordFaults,
  type StoredAccount,
  shown,
  tidied,
  tidyLogin,
} from './account.ts'
import { Changes } from './changes.ts'
import { linkUsed } from './links.ts'
import { hashPassword, isOutdated, isPassword, longestPassword } from './password.ts'

const collection = 'accounts'

/** Accounts: in memory by id, on disk with a hash of the password. A change is on disk before it takes effect. */
export class Accounts {
  /** Told when somebody’s rights may have changed. */
  readonly changes: Changes
  readonly #records: RecordStore
  readonly #clock: Clock
  readonly #accounts = new Map<string, StoredAccount>()
  readonly #turns = new Turns()

  private constructor(records: RecordStore, clock: Clock, changes: Changes) {
    this.#records = records
    this.#clock = clock
    this.changes = changes
  }

  /** Reads every account into memory. */
  static async open({
    records,
    clock,
    changes = new Changes(),
  }: {
    records: RecordStore
    clock: Clock
    changes?: Changes
  }): Promise<Accounts> {
    const accounts = new Accounts(records, clock, changes)
    for (const { id, body } of await records.records(collection)) {
      accounts.#accounts.set(id, JSON.parse(body) as StoredAccount)
    }
    return accounts
  }

  /** In order of creation. */
  list(): Account[] {
    return [...this.#accounts.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).map(shown)
  }

  /** Null when there is none. */
  get(id: string): Account | null {
    const account = this.#accounts.get(id)
    return account ? shown(account) : null
  }

  /** Throws `not-found`. */
  find(id: string): Account {
    const account = this.get(id)
    if (account) return account
    throw new Problem('not-found', `There is no account ${id}`)
  }

  /** True until the first person has been made. */
  get areNone(): boolean {
    return this.#accounts.size === 0
  }

  /** Throws `fields-invalid`; a login that is taken is a wrong field. Without a password the account waits for its link. */
  async create(wish: AccountWish, password: string | null = null): Promise<Account> {
    this.#check(wish, null, password)
    const passwordHash = password === null ? null : await hashPassword(password)
    return this.#turns.run(() => this.#add(wish, passwordHash))
  }

  /** Makes the account of the first person. Throws like `create`, and `link-used` when somebody else is here already. */
  async createFirst(wish: AccountWish, password: string): Promise<Account> {
    this.#check(wish, null, password)
    const passwordHash = await hashPassword(password)
    return this.#turns.run(async () => {
      if (this.areNone) return this.#add(wish, passwordHash)
      throw linkUsed('There is an administrator already: sign in')
    })
  }

  /** Throws `not-found`, `fields-invalid`, and `conflict` when nobody would be left who may manage accounts. */
  change(id: string, wish: AccountWish): Promise<Account> {
    return this.#turns.run(async () => {
      const before = this.#find(id)
      this.#check(wish, id, null)
      if (wish.role !== 'admin' || wish.isDisabled) this.#keepOneAdmin(id)
      return this.#save({ ...before, ...tidied(wish) })
    })
  }

  /** Throws `fields-invalid` for what people may not make of themselves. Looks at everything but the proof. */
  checkOwn(id: string, wish: OwnWish, password: string | null = null): void {
    this.#check({ ...this.#find(id), ...wish }, id, password, 'password.new')
  }

  /** Name, language, theme, preferences and password: people change these themselves, all of it or nothing. */
  async changeOwn(id: string, wish: OwnWish, password: NewPassword | null = null): Promise<Account> {
    this.checkOwn(id, wish, password?.next)
    const passwordHash = password && (await hashPassword(password.next))
    return this.#turns.run(async () => {
      const before = this.#find(id)
      this.checkOwn(id, wish)
      // Somebody else has set another one in the meantime: what was known is the current password no more.
      if (password && before.passwordHash !== password.proof) throw currentIsWrong()
      const name = (wish.name ?? before.name).trim()
      return this.#save({ ...before, ...wish, name, passwordHash: passwordHash ?? before.passwordHash })
    })
  }

  /** Throws `not-found`, and `conflict` for the last administrator. */
  remove(id: string): Promise<Account> {
    return this.#turns.run(async () => {
      const before = this.#find(id)
      this.#keepOneAdmin(id)
      await this.#records.saveRecords([{ collection, id, body: null }])
      this.#accounts.delete(id)
      this.changes.tell()
      return shown(before)
    })
  }

  /** Throws `fields-invalid` for a password that is too short or too long. */
  async setPassword(id: string, password: string): Promise<Account> {
    const errors = passwordFaults(password)
    if (errors.length > 0) throw fieldsInvalid(errors)
    const passwordHash = await hashPassword(password)
    return this.#turns.run(async () => this.#save({ ...this.#find(id), passwordHash }))
  }

  /** The account behind a login and its password; null for a wrong pair, whichever half is wrong, in the same time. */
  async check(login: string, password: string): Promise<Account | null> {
    const wanted = tidyLogin(login)
    const account = [...this.#accounts.values()].find((one) => one.login === wanted && !one.isDisabled)
    const proof = await this.prove(account?.id ?? '', password)
    if (!account || proof === null) return null
    if (isOutdated(proof)) await this.changeOwn(account.id, {}, { proof, next: password })
    return this.get(account.id)
  }

  /** The proof that this is the account’s password; null when it is not, or is no more by the time it was looked at. */
  async prove(id: string, password: string): Promise<string | null> {
    const before = this.#accounts.get(id)?.passwordHash ?? null
    if (password.length > longestPassword || !(await isPassword(password, before))) return null
    const now = this.#accounts.get(id)
    return now && !now.isDisabled && now.passwordHash === before ? before : null
  }

  /** Notes a sign-in. */
  noteSignIn(id: string): Promise<Account> {
    return this.#turns.run(async () => this.#save({ ...this.#find(id), lastSignInAt: this.#clock.now() }))
  }

  #find(id: string): StoredAccount {
    const account = this.#accounts.get(id)
    if (account) return account
    throw new Problem('not-found', `There is no account ${id}`)
  }

  #keepOneAdmin(id: string): void {
    const others = [...this.#accounts.values()].filter(
      (one) => one.id !== id && one.role === 'admin' && !one.isDisabled,
    )
    const isAdmin = this.#find(id).role === 'admin' && !this.#find(id).isDisabled
    if (isAdmin && others.length === 0) {
      throw new Problem('conflict', 'This is the last administrator: make another one first')
    }
  }

  #check(
    wish: Pick<AccountWish, 'login' | 'name' | 'role'>,
    id: string | null,
    password: string | null,
    path = 'password',
  ): void {
    const isTaken = (login: string) => [...this.#accounts.values()].some((one) => one.login === login && one.id !== id)
    const errors = accountFaults(wish, isTaken, password === null ? null : { text: password, path })
    if (errors.length > 0) throw fieldsInvalid(errors)
  }

  #add(wish: AccountWish, passwordHash: string | null): Promise<Account> {
    this.#check(wish, null, null)
    const now = this.#clock.now()
    return this.#save({
      ...tidied(wish),
      id: newUuid(now),
      theme: 'system',
      preferences: {},
      createdAt: now,
      lastSignInAt: null,
      passwordHash,
    })
  }

  async #save(account: StoredAccount): Promise<Account> {
    await this.#records.saveRecords([{ collection, id: account.id, body: JSON.stringify(account) }])
    this.#accounts.set(account.id, account)
    this.changes.tell()
    return shown(account)
  }
}

/** What is answered to a wrong current password. */
export function currentIsWrong(): Problem {
  return new Problem('fields-invalid', 'The current password is wrong', {
    errors: [{ path: 'password.current', message: 'is wrong' }],
  })
}
