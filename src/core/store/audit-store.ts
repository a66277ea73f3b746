import type { Page, PageOf } from './page.ts'

/** The collection that the rows of the audit log are records of. Ids grow with time; bodies are those of `AuditRow`. */
export const auditCollection = 'audit'

/** All given parts must hold. */
export interface AuditFilter {
  /** The id of the account or key that did it. */
  readonly actor?: string
  /** `binding.update`, or the whole area `binding`. */
  readonly action?: string
  /** `bindings:bnd_1`, or everything of `bindings`. */
  readonly object?: string
  /** Milliseconds; `from` included, `to` excluded. */
  readonly from?: number
  readonly to?: number
}

/** What rows can be told apart by: who did it, the area of the action, what it was done to. */
export type AuditPart = 'actor' | 'area' | 'object'

/** Looks through the audit log, whose rows `saveRecords` adds. Rows that cannot be read are not found. */
export interface AuditStore {
  /** Newest first when `order` is `desc`. */
  readonly findAudit: (
    filter: AuditFilter,
    page: Page,
  ) => Promise<PageOf<{ readonly id: string; readonly body: string }>>
  /** The newest row for each value of a part, in order of the values. */
  readonly newestAudit: (
    part: AuditPart,
    among: AuditChoice,
  ) => Promise<readonly { readonly id: string; readonly body: string }[]>
}

/** Which rows count when the newest ones are asked for. All given parts must hold. */
export interface AuditChoice {
  /** Values of the part that begin so. */
  readonly prefix?: string
  /** One of these actions. */
  readonly actions?: readonly string[]
}
