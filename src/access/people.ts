import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'
import type { RecordStore } from '../core/store.ts'
import { type Account, Accounts, type AccountWish, callerOf } from './accounts.ts'
import { Changes } from './changes.ts'
import type { Caller } from './keys.ts'
import { type Link, Links } from './links.ts'
import { addressGroup, limiter } from './rate.ts'
import { type Session, Sessions } from './sessions.ts'

/** Of one address: ten wrong passwords at once, then one every six seconds. */
const wrongFromAddress = { burst: 10, perSecond: 1 / 6 }
/** For one name from all addresses where it was never signed in: a hundred, then one every ten seconds. */
const wrongForLogin = { burst: 100, perSecond: 0.1 }

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
  readonly #fromAddress
  readonly #forLogin

  private constructor(accounts: Accounts, sessions: Sessions, links: Links, changes: Changes, clock: Clock) {
    this.accounts = accounts
    this.sessions = sessions
    this.links = links
    this.changes = changes
    this.#fromAddress = limiter(wrongFromAddress, { clock })
    this.#forLogin = limiter(wrongForLogin, { clock })
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
    const group = addressGroup(visitor.address)
    const name = login.trim().toLowerCase()
    // Where this person has signed in before, a stranger's guesses elsewhere keep nobody out.
    const isFamiliar = this.#isFamiliar(name, group)
    const waitMs = Math.max(this.#fromAddress.waitMs(group), isFamiliar ? 0 : this.#forLogin.waitMs(name))
    if (waitMs > 0) throw tooMany(waitMs)
    const account = await this.accounts.check(login, password)
    if (account) return this.#begin(account, visitor)
    this.#fromAddress.take(group)
    if (!isFamiliar) this.#forLogin.take(name)
    throw new Problem('sign-in-wrong', 'The name or the password is wrong')
  }

  /** What a link is for. Throws `link-used`. Guessing 256 bits is slowed down all the same. */
  readLink(token: string, { address }: Pick<Visitor, 'address'>): Link {
    const group = addressGroup(address)
    const waitMs = this.#fromAddress.waitMs(group)
    const link = this.links.peek(token)
    if (link) return link
    if (waitMs > 0) throw tooMany(waitMs)
    this.#fromAddress.take(group)
    throw new Problem('link-used', 'This link was used already, or it is too old: ask for a new one')
  }

  /** Lets in by a link of the purpose `sign_in`. */
  async signInByLink(link: Link, visitor: Visitor): Promise<SignedIn> {
    const account = this.#accountOf(link)
    await this.#useUp(link)
    return this.#begin(account, visitor)
  }

  /** Sets the password of an invited or locked-out person, ends their other sessions, and lets them in. */
  async setPasswordByLink(link: Link, password: string, visitor: Visitor): Promise<SignedIn> {
    const account = await this.accounts.setPassword(this.#accountOf(link).id, password)
    await this.#useUp(link)
    await this.sessions.endAll(account.id)
    return this.#begin(account, visitor)
  }

  /** Makes the first administrator. Throws `link-used` when there is an account already. */
  async makeFirstAdmin(
    link: Link,
    wish: Pick<AccountWish, 'login' | 'name' | 'language'>,
    password: string,
    visitor: Visitor,
  ): Promise<SignedIn> {
    if (!this.accounts.areNone) await this.#useUp(link)
    if (!this.accounts.areNone) throw new Problem('link-used', 'There is an administrator already: sign in')
    const account = await this.accounts.create(
      { ...wish, role: 'admin', personalData: true, isDisabled: false },
      password,
    )
    await this.#useUp(link)
    return this.#begin(account, visitor)
  }

  /** Checks the old password before it takes the new one; every other session ends. Throws `fields-invalid`. */
  async changePassword(account: Account, current: string, next: string, keep: Session): Promise<void> {
    const isRight = (await this.accounts.check(account.login, current)) !== null
    if (!isRight) {
      throw new Problem('fields-invalid', 'The current password is wrong', {
        errors: [{ path: 'password.current', message: 'is wrong' }],
      })
    }
    await this.accounts.setPassword(account.id, next)
    await this.sessions.endAll(account.id, keep.id)
  }

  close(): Promise<void> {
    return this.sessions.close()
  }

  async #begin(account: Account, visitor: Visitor): Promise<SignedIn> {
    const { token, session } = await this.sessions.begin(account.id, visitor)
    return { account: await this.accounts.noteSignIn(account.id), session, token }
  }

  #accountOf({ accountId }: Link): Account {
    const account = this.accounts.get(accountId ?? '')
    if (account && !account.isDisabled) return account
    throw new Problem('link-used', 'The account of this link is closed')
  }

  async #useUp(link: Link): Promise<void> {
    if (!(await this.links.use(link))) throw new Problem('link-used', 'This link was used already: ask for a new one')
  }

  #isFamiliar(login: string, group: string): boolean {
    const account = this.accounts.list().find((one) => one.login === login)
    return account !== undefined && this.sessions.of(account.id).some(({ address }) => addressGroup(address) === group)
  }
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.ceil(waitMs / 1000)
  return new Problem('too-many-requests', `Too many wrong passwords came from here. Try again in ${seconds} s`, {
    members: { retry_after_s: seconds },
  })
}
