import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { hashOfToken, newToken } from './token.ts'

const collection = 'sign-in-links'
const lifeMs = 24 * 3600 * 1000

/** `first_admin` makes the first account · `set_password` is an invitation or a new password · `sign_in` lets in at once. */
export type LinkPurpose = 'first_admin' | 'set_password' | 'sign_in'

/** A one-time way in. */
export interface Link {
  /** SHA-256 of the token. */
  readonly id: string
  readonly purpose: LinkPurpose
  /** Null for the first administrator, who has no account yet. */
  readonly accountId: string | null
  readonly createdAt: number
}

/** Links that let somebody in once: on disk as a hash, for a day. */
export class Links {
  readonly #records: RecordStore
  readonly #clock: Clock
  readonly #links = new Map<string, Link>()
  /** Links whose work is being done right now: nobody else can use them, and they are good again should it fail. */
  readonly #spent = new Map<string, Link>()

  private constructor(records: RecordStore, clock: Clock) {
    this.#records = records
    this.#clock = clock
  }

  static async open({ records, clock }: { records: RecordStore; clock: Clock }): Promise<Links> {
    const links = new Links(records, clock)
    for (const { id, body } of await records.records(collection)) links.#links.set(id, JSON.parse(body) as Link)
    await links.#forget((link) => links.#isOver(link))
    return links
  }

  /** Makes a link and forgets older ones for the same account and purpose; the token is shown once. */
  async make(purpose: LinkPurpose, accountId: string | null): Promise<string> {
    await this.#forget((one) => one.purpose === purpose && one.accountId === accountId)
    const token = newToken()
    const link: Link = { id: hashOfToken(token), purpose, accountId, createdAt: this.#clock.now() }
    await this.#keep(link)
    return token
  }

  /** What a token is for; null when it is unknown, used or too old. Does not use it up. */
  peek(token: string): Link | null {
    const link = this.#links.get(hashOfToken(token))
    return link && !this.#isOver(link) ? link : null
  }

  /**
   * Uses a link up for some work. From this moment on nobody else can use it; when the work fails, it is good again. Throws
   * `link-used` when somebody was faster.
   */
  async spend<Result>(link: Link, work: () => Promise<Result>): Promise<Result> {
    if (!this.#links.delete(link.id)) throw linkUsed()
    this.#spent.set(link.id, link)
    try {
      // On disk first: a crash in the middle loses the link rather than leave one that works twice.
      await this.#records.saveRecords([{ collection, id: link.id, body: null }])
      return await work()
    } catch (error) {
      if (this.#spent.has(link.id)) await this.#keep(link)
      throw error
    } finally {
      this.#spent.delete(link.id)
    }
  }

  /** Forgets what was given out for an account: it has a new password, or is closed. */
  forgetOf(accountId: string): Promise<void> {
    return this.#forget((link) => link.accountId === accountId)
  }

  /** The link of the first administrator is printed anew at each start, so it lasts as long as the server runs. */
  #isOver({ purpose, createdAt }: Link): boolean {
    return purpose !== 'first_admin' && this.#clock.now() - createdAt > lifeMs
  }

  async #keep(link: Link): Promise<void> {
    await this.#records.saveRecords([{ collection, id: link.id, body: JSON.stringify(link) }])
    this.#links.set(link.id, link)
  }

  async #forget(isSo: (link: Link) => boolean): Promise<void> {
    for (const link of this.#spent.values()) if (isSo(link)) this.#spent.delete(link.id)
    const ids = [...this.#links.values()].filter(isSo).map(({ id }) => id)
    for (const id of ids) this.#links.delete(id)
    if (ids.length > 0) await this.#records.saveRecords(ids.map((id) => ({ collection, id, body: null })))
  }
}

/** The link was used by somebody, or is too old. */
export function linkUsed(detail = 'This link was used already, or it is too old: ask for a new one'): Problem {
  return new Problem('link-used', detail)
}
