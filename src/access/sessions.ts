import type { Clock } from '../core/clock.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Changes } from './changes.ts'
import { hashOfToken, newToken } from './token.ts'

const collection = 'sessions'
const dayMs = 24 * 3600 * 1000
const idleMs = 14 * dayMs
const longestMs = 90 * dayMs
/** "Last seen" is written this long after it changed, for all sessions at once. */
const lastSeenDelayMs = 60_000

/** One browser in which one person is signed in. Times in milliseconds since 1970. */
export interface Session {
  /** SHA-256 of what the cookie holds. */
  readonly id: string
  readonly accountId: string
  /** Sent back with everything that changes something: another site cannot know it. */
  readonly csrfToken: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly address: string
  /** The browser as it named itself, shortened. */
  readonly browser: string
}

/** Sessions: in memory, on disk by the hash of their token. They survive a restart. */
export class Sessions {
  /** Told when a session ends, not when one runs out. */
  readonly changes: Changes
  readonly #records: RecordStore
  readonly #clock: Clock
  readonly #sessions = new Map<string, Session>()
  readonly #seen = new Set<string>()
  #cancelSaving: (() => void) | null = null

  private constructor(records: RecordStore, clock: Clock, changes: Changes) {
    this.#records = records
    this.#clock = clock
    this.changes = changes
  }

  static async open({
    records,
    clock,
    changes = new Changes(),
  }: {
    records: RecordStore
    clock: Clock
    changes?: Changes
  }): Promise<Sessions> {
    const sessions = new Sessions(records, clock, changes)
    for (const { id, body } of await records.records(collection)) {
      sessions.#sessions.set(id, JSON.parse(body) as Session)
    }
    await sessions.#forget([...sessions.#sessions.values()].filter((session) => sessions.#isOver(session)))
    return sessions
  }

  /** Begins a session; the token goes into the cookie and is never seen again. */
  async begin(
    accountId: string,
    { address, browser }: Pick<Session, 'address' | 'browser'>,
  ): Promise<{ token: string; session: Session }> {
    const token = newToken()
    const now = this.#clock.now()
    const session: Session = {
      id: hashOfToken(token),
      accountId,
      csrfToken: newToken(),
      createdAt: now,
      lastSeenAt: now,
      address,
      browser: browser.slice(0, 200),
    }
    // Known before it is on disk: whatever ends the sessions of this account in the meantime ends this one, too.
    this.#sessions.set(session.id, session)
    await this.#save([session]).catch((error: unknown) => {
      this.#sessions.delete(session.id)
      throw error
    })
    return { token, session }
  }

  /** The session behind a cookie; null when there is none, or it is over. */
  find(token: string): Session | null {
    const session = this.#sessions.get(hashOfToken(token))
    if (!session || this.#isOver(session)) return null
    const seen = { ...session, lastSeenAt: this.#clock.now() }
    this.#sessions.set(seen.id, seen)
    this.#noteSeen(seen.id)
    return seen
  }

  /** The session with this id; null when there is none, or it is over. Not a visit. */
  get(id: string): Session | null {
    const session = this.#sessions.get(id)
    return session && !this.#isOver(session) ? session : null
  }

  /** When a session runs out unless there is another visit; null when it is over. */
  endOf(id: string): number | null {
    const session = this.get(id)
    return session && endOf(session)
  }

  /** The newest first. */
  of(accountId: string): Session[] {
    return [...this.#sessions.values()]
      .filter((session) => session.accountId === accountId && !this.#isOver(session))
      .sort((a, b) => b.lastSeenAt - a.lastSeenAt)
  }

  /** Ends one session, at once. */
  async end(id: string): Promise<void> {
    await this.#forget([...this.#sessions.values()].filter((session) => session.id === id))
  }

  /** Ends every session of an account but the one named: after a new password, or when the account is closed. */
  async endAll(accountId: string, butId: string | null = null): Promise<void> {
    await this.#forget(
      [...this.#sessions.values()].filter((session) => session.accountId === accountId && session.id !== butId),
    )
  }

  /** Writes what is still unwritten about last visits. */
  async close(): Promise<void> {
    this.#cancelSaving?.()
    this.#cancelSaving = null
    await this.#saveSeen()
  }

  #isOver(session: Session): boolean {
    return this.#clock.now() >= endOf(session)
  }

  #noteSeen(id: string): void {
    this.#seen.add(id)
    this.#cancelSaving ??= this.#clock.after(lastSeenDelayMs, () => {
      this.#cancelSaving = null
      // Nothing is lost but a "last seen": it is written with the next visit or at the end.
      this.#saveSeen().catch(() => undefined)
    })
  }

  async #saveSeen(): Promise<void> {
    const seen = [...this.#seen].map((id) => this.#sessions.get(id)).filter((session) => session !== undefined)
    this.#seen.clear()
    if (seen.length > 0) await this.#save(seen)
  }

  async #forget(some: readonly Session[]): Promise<void> {
    for (const { id } of some) {
      this.#sessions.delete(id)
      this.#seen.delete(id)
    }
    if (some.length > 0) this.changes.tell()
    if (some.length > 0) await this.#records.saveRecords(some.map(({ id }) => ({ collection, id, body: null })))
  }

  #save(some: readonly Session[]): Promise<void> {
    return this.#records.saveRecords(
      some.map((session) => ({ collection, id: session.id, body: JSON.stringify(session) })),
    )
  }
}

function endOf({ createdAt, lastSeenAt }: Session): number {
  return Math.min(lastSeenAt + idleMs, createdAt + longestMs)
}
