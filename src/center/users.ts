import type { Clock } from '../core/clock.ts'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import { newId } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { Directory, Person, PersonRef } from '../core/sec.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'

const collection = 'users'

/** Somebody who works in the call center. Not an account of the console. */
export interface User {
  readonly id: string
  readonly name: string
  readonly login: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly extension: string | null
  readonly group: string | null
  readonly supervisorId: string | null
  readonly telegramId: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** The people of the call center, in memory and on disk; the directory behind `sec.*`. */
export class Users implements Directory {
  readonly #records: RecordStore
  readonly #clock: Clock
  readonly #turns = new Turns()
  readonly #live = new Map<string, User>()

  static async open({ records, clock }: { records: RecordStore; clock: Clock }): Promise<Users> {
    const users = new Users(records, clock)
    const kept = (await records.records(collection)).map(({ body }) => JSON.parse(body) as User)
    kept.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    for (const user of kept) users.#live.set(user.id, user)
    return users
  }

  private constructor(records: RecordStore, clock: Clock) {
    this.#records = records
    this.#clock = clock
  }

  list(): User[] {
    return [...this.#live.values()]
  }

  /** Throws `not-found`. */
  find(id: string): User {
    const user = this.#live.get(id)
    if (!user) throw new Problem('not-found', `There is no user ${id}`)
    return user
  }

  /** By id, else login, else extension, else a name that only one person has. */
  readonly person = (ref: PersonRef): Person | null => {
    const user = (ref.id !== undefined && this.#live.get(ref.id)) || this.#only(ref)
    if (!user) return null
    const [firstName = null, ...rest] = user.name.split(/\s+/)
    const { name, email, phone, telegramId, supervisorId } = user
    return { firstName, lastName: rest.join(' ') || null, name, email, phone, telegramId, supervisorId }
  }

  create(body: unknown): Promise<User> {
    return this.#turns.run(() => {
      const now = this.#clock.now()
      const { id, ...draft } = readUserForm(body)
      if (id !== null && this.#live.has(id)) {
        throw new Problem('conflict', `There is a user ${id} already`, {
          errors: [{ path: 'id', message: 'is taken' }],
        })
      }
      return this.#save({ ...draft, id: id ?? newId('usr'), createdAt: now, updatedAt: now })
    })
  }

  replace(id: string, body: unknown): Promise<User> {
    return this.#turns.run(() => {
      const before = this.find(id)
      const { id: _id, ...draft } = readUserForm(body)
      return this.#save({ ...before, ...draft, updatedAt: this.#clock.now() })
    })
  }

  remove(id: string): Promise<User> {
    return this.#turns.run(async () => {
      const user = this.find(id)
      await this.#records.saveRecords([{ collection, id, body: null }])
      this.#live.delete(id)
      return user
    })
  }

  #only({ login, extension, name }: PersonRef): User | undefined {
    for (const [key, value] of [
      ['login', login],
      ['extension', extension],
      ['name', name],
    ] as const) {
      if (value === undefined) continue
      const fitting = this.list().filter((user) => user[key] === value)
      if (fitting.length === 1) return fitting[0]
    }
    return undefined
  }

  async #save(user: User): Promise<User> {
    await this.#records.saveRecords([{ collection, id: user.id, body: JSON.stringify(user) }])
    this.#live.set(user.id, user)
    return user
  }
}

/** The API's form of a user. */
export function showUser(user: User): JsonObject {
  const { id, name, login, email, phone, extension, group, supervisorId, telegramId } = user
  return {
    id,
    name,
    login,
    email,
    phone,
    extension,
    group,
    supervisor_id: supervisorId,
    telegram_id: telegramId,
    created_at: new Date(user.createdAt).toISOString(),
    updated_at: new Date(user.updatedAt).toISOString(),
  }
}

/** A new user may bring the id that the telephony system knows them by, so that events find them. */
export function readUserForm(body: unknown): Omit<User, 'id' | 'createdAt' | 'updatedAt'> & { id: string | null } {
  const form = new Form(body)
  for (const shownOnly of ['created_at', 'updated_at']) form.take(shownOnly)
  const user = {
    id: form.text('id', { maxLength: 100 }) || null,
    name: form.text('name', { required: true, maxLength: 200 }),
    login: form.text('login', { maxLength: 100 }) || null,
    email: form.text('email', { maxLength: 254 }) || null,
    phone: form.text('phone', { maxLength: 40 }) || null,
    extension: form.text('extension', { maxLength: 20 }) || null,
    group: form.text('group', { maxLength: 200 }) || null,
    supervisorId: form.text('supervisor_id', { maxLength: 100 }) || null,
    telegramId: form.text('telegram_id', { maxLength: 40 }) || null,
  }
  form.finish()
  return user
}
