import { draftsOf } from '../../../parts/own-drafts.ts'
import type { Draft } from './draft.ts'

/** A draft that was left behind in this browser. */
export interface LeftDraft {
  readonly draft: Draft
  /** Of the version it began from; null for a new binding. */
  readonly version: number | null
  readonly at: number
}

/** Of one person: whoever signs in next at this desk is not offered it. */
export function draftKey(personId: string, bindingId: string | null): string {
  return `${draftsOf(personId)}${bindingId ?? 'new'}`
}

export function readLeftDraft(key: string): LeftDraft | null {
  try {
    const left = JSON.parse(localStorage.getItem(key) ?? 'null') as LeftDraft | null
    return typeof left?.at === 'number' && typeof left.draft?.form?.parameters === 'object' ? left : null
  } catch {
    return null
  }
}

/** A browser that is full or forbids it keeps no draft; the page itself still has everything. */
export function keepDraft(key: string, left: LeftDraft): void {
  try {
    localStorage.setItem(key, JSON.stringify(left))
  } catch {
    localStorage.removeItem(key)
  }
}

export function dropDraft(key: string): void {
  localStorage.removeItem(key)
}
