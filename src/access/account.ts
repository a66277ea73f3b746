import type { JsonObject } from '../core/json.ts'
import type { FieldError } from '../core/problem.ts'
import { accountRoles, type Role } from '../core/roles.ts'
import type { Caller } from './keys.ts'
import { longestPassword, shortestPassword } from './password.ts'

const longestName = 100

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** A person who signs in to the console. Not one of the call center's users, who need not know that we exist. Times in milliseconds since 1970. */
export interface Account {
  readonly id: string
  /** What they type to sign in; small letters, unique. */
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly personalData: boolean
  /** Null: as the browser asks. */
  readonly language: 'en' | 'ru' | null
  readonly theme: Theme
  /** The console's own notes: columns, views. */
  readonly preferences: JsonObject
  readonly isDisabled: boolean
  readonly hasPassword: boolean
  readonly createdAt: number
  readonly lastSignInAt: number | null
}

/** What an administrator says about an account. */
export interface AccountWish {
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly personalData: boolean
  readonly language: Account['language']
  readonly isDisabled: boolean
}

/** What people say about their own account. */
export type OwnWish = Partial<Pick<Account, 'name' | 'language' | 'theme' | 'preferences'>>

/** A new password, and the proof that whoever wants it knew the old one. */
export interface NewPassword {
  readonly proof: string
  readonly next: string
}

/** As it is kept: with the hash of the password, which nobody is shown. */
export interface StoredAccount extends Omit<Account, 'hasPassword'> {
  readonly passwordHash: string | null
}

/**
 * What is wrong with an account as somebody wishes it, and with the password it is to have, if any: nothing when the list
 * is empty.
 */
export function accountFaults(
  { login, name, role }: Pick<AccountWish, 'login' | 'name' | 'role'>,
  isTaken: (login: string) => boolean,
  password: { readonly text: string; readonly path: string } | null,
): FieldError[] {
  const errors: FieldError[] = password === null ? [] : passwordFaults(password.text, password.path)
  const tidy = tidyLogin(login)
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,99}$/u.test(tidy)) {
    errors.push({ path: 'login', message: 'must be letters, digits and . _ @ + -, at most 100' })
  }
  if (isTaken(tidy)) errors.push({ path: 'login', message: 'is taken by somebody else' })
  if (name.trim() === '') errors.push({ path: 'name', message: 'must not be empty' })
  if (name.length > longestName) errors.push({ path: 'name', message: `is longer than ${longestName} characters` })
  if (!accountRoles.some((one) => one === role)) {
    errors.push({ path: 'role', message: `must be one of: ${accountRoles.join(', ')}` })
  }
  return errors
}

/** What is wrong with a new password. */
export function passwordFaults(password: string, path = 'password'): FieldError[] {
  if (password.length < shortestPassword) {
    return [{ path, message: `must have at least ${shortestPassword} characters` }]
  }
  if (password.length > longestPassword) {
    return [{ path, message: `must have at most ${longestPassword} characters` }]
  }
  return []
}

/** A login as it is kept and looked for. */
export function tidyLogin(login: string): string {
  return login.trim().toLowerCase()
}

/** What is kept of a wish. */
export function tidied(wish: AccountWish): AccountWish {
  const { login, name, role, personalData, language, isDisabled } = wish
  return { login: tidyLogin(login), name: name.trim(), role, personalData, language, isDisabled }
}

/** The account without the hash of its password. */
export function shown({ passwordHash, ...account }: StoredAccount): Account {
  return { ...account, hasPassword: passwordHash !== null }
}

/** What the API knows of a person who asks: the same as of a key. */
export function callerOf({ id, name, role, personalData }: Account): Caller {
  return { id: `account:${id}`, name, role, personalData }
}
