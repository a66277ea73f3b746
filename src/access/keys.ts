import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../core/clock.ts'
import { fieldsInvalid } from '../core/form.ts'
import { type FieldError, Problem } from '../core/problem.ts'
import { type Role, roles } from '../core/roles.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'
import { hashOf, idInKey, newKeyText } from './api-key.ts'
import { Changes } from './changes.ts'

const collection = 'keys'
const safeAdminKey = 16
const longestName = 100
/** "Last used" is written this long after a use, for all keys used meanwhile at once. */
const lastUsedDelayMs = 60_000

/** Who asks: what the API hands to everything behind its front door. */
export interface Caller {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** True when personal data may be shown to this caller in clear. */
  readonly personalData: boolean
}

/** A key as people see it. Times in milliseconds since 1970. */
export interface KeyRecord extends Caller {
  readonly createdAt: number
  /** Null: does not expire. */
  readonly expiresAt: number | null
  /** Null: never used. May be a minute behind on disk. */
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}

/** What a new key shall be. */
export interface KeyWish {
  readonly name: string
  readonly role: Role
  readonly personalData: boolean
  readonly expiresAt: number | null
}

/** The only moment when the whole key is known. */
export interface NewKey {
  readonly key: string
  readonly record: KeyRecord
}

/** API keys: in memory by id, on disk as a hash. A change is on disk before it takes effect. */
export interface Keys {
  /** Throws `fields-invalid`. */
  readonly create: (wish: KeyWish) => Promise<NewKey>
  /** In order of creation, revoked and expired ones too. */
  readonly list: () => readonly KeyRecord[]
  /** Stops a key at once and for good. Revoking it again changes nothing. Throws `not-found`. */
  readonly revoke: (id: string) => Promise<KeyRecord>
  /** Who this key belongs to; null when it is unknown, cut short, expired or revoked. Takes the same time for a near miss as for a far one. */
  readonly check: (presented: string) => Caller | null
  /** A key as it is now; null when there is none, and for that of the settings. */
  readonly get: (id: string) => KeyRecord | null
  /** True while the key of a caller lets in. Not a use of it. */
  readonly isGood: (id: string) => boolean
  /** Told when a key is revoked, not when one expires. */
  readonly changes: Changes
  /** Makes the first admin key of an installation that has none and no `HOOKSWITCH_ADMIN_KEY`: to be printed once. Otherwise null. */
  readonly firstKey: () => Promise<NewKey | null>
  /** Writes what is still unwritten about last uses. */
  readonly close: () => Promise<void>
}

interface StoredKey extends KeyRecord {
  /** SHA-256 of the whole key, base64. */
  readonly hash: string
}

interface Tools {
  readonly records: RecordStore
  readonly clock: Clock
  /** `HOOKSWITCH_ADMIN_KEY`: a key of any form with every right. */
  readonly adminKey?: string | undefined
}

/** What a person should know about the admin key of the settings: sentences, none when it is long enough to be safe. */
export function adminKeyWarnings(adminKey: string | undefined): string[] {
  if (adminKey === undefined || adminKey.length >= safeAdminKey) return []
  return [`HOOKSWITCH_ADMIN_KEY is shorter than ${safeAdminKey} characters and can be guessed; a random one is best`]
}

/** Reads every key into memory. */
export async function openKeys({ records, clock, adminKey }: Tools): Promise<Keys> {
  const adminHash = adminKey === undefined ? null : hashOf(adminKey)
  const keys = new Map<string, StoredKey>()
  for (const { id, body } of await records.records(collection)) keys.set(id, JSON.parse(body) as StoredKey)

  // One change at a time: a "last used" on its way to disk must never overtake a revocation.
  const turns = new Turns()
  const changes = new Changes()
  const used = new Set<string>()
  let cancelSaving: (() => void) | null = null
  let saving: Promise<void> = Promise.resolve()

  async function create(wish: KeyWish): Promise<NewKey> {
    checkWish(wish, clock.now())
    const { id, text } = unusedKeyText(keys)
    const stored: StoredKey = {
      id,
      name: wish.name.trim(),
      role: wish.role,
      personalData: wish.personalData,
      createdAt: clock.now(),
      expiresAt: wish.expiresAt,
      lastUsedAt: null,
      revokedAt: null,
      hash: hashOf(text).toString('base64'),
    }
    await save([stored])
    keys.set(id, stored)
    return { key: text, record: shown(stored) }
  }

  async function revoke(id: string): Promise<KeyRecord> {
    if (!keys.has(id)) throw new Problem('not-found', `There is no key ${id}`)
    return turns.run(async () => {
      const revokedAt = keys.get(id)!.revokedAt ?? clock.now()
      await save([{ ...keys.get(id)!, revokedAt }])
      const revoked = { ...keys.get(id)!, revokedAt }
      keys.set(id, revoked)
      changes.tell()
      return shown(revoked)
    })
  }

  function check(presented: string): Caller | null {
    if (adminHash && timingSafeEqual(hashOf(presented), adminHash)) return adminCaller
    const key = keys.get(idInKey(presented) ?? '')
    if (!key || !timingSafeEqual(hashOf(presented), Buffer.from(key.hash, 'base64'))) return null
    if (!isGood(key.id)) return null
    keys.set(key.id, { ...key, lastUsedAt: clock.now() })
    noteUse(key.id)
    return { id: key.id, name: key.name, role: key.role, personalData: key.personalData }
  }

  function isGood(id: string): boolean {
    const key = keys.get(id)
    if (!key) return id === adminCaller.id && adminHash !== null
    return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > clock.now())
  }

  function get(id: string): KeyRecord | null {
    const key = keys.get(id)
    return key ? shown(key) : null
  }

  async function firstKey(): Promise<NewKey | null> {
    if (adminHash || keys.size > 0) return null
    return create({ name: 'First admin key', role: 'admin', personalData: true, expiresAt: null })
  }

  async function close(): Promise<void> {
    cancelSaving?.()
    cancelSaving = null
    await saving
    await saveUses()
  }

  function noteUse(id: string): void {
    used.add(id)
    cancelSaving ??= clock.after(lastUsedDelayMs, () => {
      cancelSaving = null
      // Nothing is lost but a "last used": the ids stay noted and are written with the next use or at the end.
      saving = saveUses().catch(() => undefined)
    })
  }

  function saveUses(): Promise<void> {
    return turns.run(async () => {
      const ids = [...used]
      if (ids.length === 0) return
      await save(ids.map((id) => keys.get(id)!))
      for (const id of ids) used.delete(id)
    })
  }

  function save(changed: readonly StoredKey[]): Promise<void> {
    return records.saveRecords(changed.map((key) => ({ collection, id: key.id, body: JSON.stringify(key) })))
  }

  return { create, list: () => listed(keys), revoke, check, get, isGood, changes, firstKey, close }
}

const adminCaller: Caller = { id: 'settings', name: 'HOOKSWITCH_ADMIN_KEY', role: 'admin', personalData: true }

function checkWish({ name, role, expiresAt }: KeyWish, now: number): void {
  const errors: FieldError[] = []
  if (name.trim() === '') errors.push({ path: 'name', message: 'must not be empty' })
  if (name.length > longestName) errors.push({ path: 'name', message: `is longer than ${longestName} characters` })
  if (!roles.includes(role)) errors.push({ path: 'role', message: `must be one of: ${roles.join(', ')}` })
  if (expiresAt !== null && !(expiresAt > now)) errors.push({ path: 'expires_at', message: 'must be in the future' })
  if (errors.length > 0) throw fieldsInvalid(errors)
}

function unusedKeyText(keys: ReadonlyMap<string, unknown>): { id: string; text: string } {
  const made = newKeyText()
  return keys.has(made.id) ? unusedKeyText(keys) : made
}

function listed(keys: ReadonlyMap<string, StoredKey>): KeyRecord[] {
  return [...keys.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).map(shown)
}

/** The record without its hash. */
function shown({ hash: _hash, ...record }: StoredKey): KeyRecord {
  return record
}
