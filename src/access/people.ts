import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { type Account, type AccountWish, callerOf, type OwnWish } from './account.ts'
import { Accounts, currentIsWrong } from './accounts.ts'
import { Changes } from './changes.ts'
import { Guesses } from './guesses.ts'
import type { Caller } from './keys.ts'
import { type Link, Links, linkUsed } from './links.ts'
import { addressGroup } from './rate.ts'
import { type Session, Sessions } from './sessions.ts'

/** From where somebody asks. */
export interface Visitor {
  readonly address: string
  readonly browser: string
}

/** A person who is signed in. The token goes into the cookie. */
export interface SignedIn {
  readonly account: Account
  readonly session: Session
  readonly token: string
}

/** People who sign in to the console: their accounts, sessions and links, and how they get in. */
export class People {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly links: Links
  /** Told when somebody’s rights may have changed, or a session ends. */
  readonly changes: Changes
  readonly #guesses: Guesses

  private constructor(accounts: Accounts, sessions: Sessions, links: Links, changes: Changes, clock: Clock) {
    this.accounts = accounts
    this.sessions = sessions
    this.links = links
    this.changes = changes
    this.#guesses = new Guesses(clock)
  }

  static async open({ records, clock }: { readonly records: RecordStore; readonly clock: Clock }): Promise<People> {
    const changes = new Changes()
    const tools = { records, clock, changes }
    return new People(await Accounts.open(tools), await Sessions.open(tools), await Links.open(tools), changes, clock)
  }

  /** Who a cookie belongs to, as they are now: a role that was changed or an account that was closed counts at once. */
  caller(token: string): { readonly caller: Caller; readonly session: Session } | null {
    const session = this.sessions.find(token)
    const caller = this.callerOf(session)
    return session && caller && { caller, session }
  }

  /** The person of a session as they are now; null when the account is closed or gone. */
  callerOf(session: Session | null): Caller | null {
    const account = session && this.accounts.get(session.accountId)
    return account && !account.isDisabled ? callerOf(account) : null
  }

  /** Throws `sign-in-wrong`, or `too-many-requests` with `retry_after_s`. */
  async signIn(login: string, password: string, visitor: Visitor): Promise<SignedIn> {
    const address = addressGroup(visitor.address)
    const name = login.trim().toLowerCase()
    // Where this person has signed in before, a stranger's guesses elsewhere keep nobody out.
    const who = this.#isFamiliar(name, address) ? { address } : { address, login: name }
    const account = await this.#guesses.look(who, () => this.accounts.check(name, password))
    if (account) return this.#begin(account, visitor)
    throw wrong()
  }

  /** What a link is for. Throws `link-used`. Guessing 256 bits is slowed down all the same. */
  readLink(token: string, visitor: Pick<Visitor, 'address'>): Link {
    const link = this.links.peek(token)
    if (link) return link
    this.#guesses.charge({ address: addressGroup(visitor.address) })
    throw linkUsed()
  }

  /** Lets in by a link of the purpose `sign_in`. */
  signInByLink(link: Link, visitor: Visitor): Promise<SignedIn> {
    return this.links.spend(link, () => this.#begin(this.#accountOf(link), visitor))
  }

  /** Sets the password of an invited or locked-out person, ends their other sessions, and lets them in. */
  setPasswordByLink(link: Link, password: string, visitor: Visitor): Promise<SignedIn> {
    return this.links.spend(link, async () => {
      const account = await this.accounts.setPassword(this.#accountOf(link).id, password)
      await this.#shutOut(account.id)
      return this.#begin(account, visitor)
    })
  }

  /** Makes the first administrator. Throws `link-used` when there is an account already. */
  makeFirstAdmin(
    link: Link,
    wish: Pick<AccountWish, 'login' | 'name' | 'language'>,
    password: string,
    visitor: Visitor,
  ): Promise<SignedIn> {
    return this.links.spend(link, async () => {
      const whole = { ...wish, role: 'admin', personalData: true, isDisabled: false } as const
      return this.#begin(await this.accounts.createFirst(whole, password), visitor)
    })
  }

  /** Like `Accounts.change`; who is closed is signed out everywhere, and their links are forgotten. */
  async change(id: string, wish: AccountWish): Promise<Account> {
    const after = await this.accounts.change(id, wish)
    if (after.isDisabled) await this.#shutOut(id)
    return after
  }

  /** Like `Accounts.remove`; every session ends. */
  async remove(id: string): Promise<Account> {
    const before = await this.accounts.remove(id)
    await this.#shutOut(id)
    return before
  }

  /**
   * What people change about themselves, all of it or nothing. A new password takes the current one, and ends every other
   * session. Throws `fields-invalid`, and `too-many-requests` after too many wrong guesses of the current password.
   */
  async changeOwn(
    { id }: Account,
    wish: OwnWish,
    password: { readonly current: string; readonly next: string } | null,
    keep: Session,
  ): Promise<Account> {
    if (!password) return this.accounts.changeOwn(id, wish)
    this.accounts.checkOwn(id, wish, password.next)
    const proof = await this.#guesses.look({ accountId: id }, () => this.accounts.prove(id, password.current))
    if (proof === null) throw currentIsWrong()
    const after = await this.accounts.changeOwn(id, wish, { proof, next: password.next })
    await this.#shutOut(id, keep.id)
    return after
  }

  close(): Promise<void> {
    return this.sessions.close()
  }

  async #begin(account: Account, visitor: Visitor): Promise<SignedIn> {
    const { token, session } = await this.sessions.begin(account.id, visitor)
    const noted = await this.accounts.noteSignIn(account.id)
    // The account was closed, or its password changed, between the look at it and this moment.
    if (!this.callerOf(this.sessions.get(session.id))) throw wrong()
    return { account: noted, session, token }
  }

  #accountOf({ accountId }: Link): Account {
    const account = this.accounts.get(accountId ?? '')
    if (account && !account.isDisabled) return account
    throw linkUsed('The account of this link is closed')
  }

  /** Ends what was let in, or could still be let in, before this moment. */
  async #shutOut(id: string, butSession: string | null = null): Promise<void> {
    await this.sessions.endAll(id, butSession)
    await this.links.forgetOf(id)
  }

  #isFamiliar(login: string, group: string): boolean {
    const account = this.accounts.list().find((one) => one.login === login)
    return account !== undefined && this.sessions.of(account.id).some(({ address }) => addressGroup(address) === group)
  }
}

function wrong(): Problem {
  return new Problem('sign-in-wrong', 'The name or the password is wrong')
}
