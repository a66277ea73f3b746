import type { Clock } from '../core/clock.ts'
import type { RecordStore } from '../core/store.ts'
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

  private constructor(records: RecordStore, clock: Clock) {
    this.#records = records
    this.#clock = clock
  }

  static async open({ records, clock }: { records: RecordStore; clock: Clock }): Promise<Links> {
    const links = new Links(records, clock)
    for (const { id, body } of await records.records(collection)) links.#links.set(id, JSON.parse(body) as Link)
    await links.#forget([...links.#links.values()].filter((link) => links.#isOver(link)))
    return links
  }

  /** Makes a link and forgets older ones for the same account and purpose; the token is shown once. */
  async make(purpose: LinkPurpose, accountId: string | null): Promise<string> {
    await this.#forget(
      [...this.#links.values()].filter((one) => one.purpose === purpose && one.accountId === accountId),
    )
    const token = newToken()
    const link: Link = { id: hashOfToken(token), purpose, accountId, createdAt: this.#clock.now() }
    await this.#records.saveRecords([{ collection, id: link.id, body: JSON.stringify(link) }])
    this.#links.set(link.id, link)
    return token
  }

  /** What a token is for; null when it is unknown, used or too old. Does not use it up. */
  peek(token: string): Link | null {
    const link = this.#links.get(hashOfToken(token))
    return link && !this.#isOver(link) ? link : null
  }

  /** Uses a link up. False when somebody was faster. */
  async use({ id }: Link): Promise<boolean> {
    if (!this.#links.delete(id)) return false
    await this.#records.saveRecords([{ collection, id, body: null }])
    return true
  }

  /** The link of the first administrator is printed anew at each start, so it lasts as long as the server runs. */
  #isOver({ purpose, createdAt }: Link): boolean {
    return purpose !== 'first_admin' && this.#clock.now() - createdAt > lifeMs
  }

  async #forget(some: readonly Link[]): Promise<void> {
    for (const { id } of some) this.#links.delete(id)
    if (some.length > 0) await this.#records.saveRecords(some.map(({ id }) => ({ collection, id, body: null })))
  }
}
