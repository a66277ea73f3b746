import type { Audit } from '../access/audit.ts'
import type { Keys } from '../access/keys.ts'
import type { People } from '../access/people.ts'
import type { CompanyRecord } from '../center/company-record.ts'
import type { Files } from '../center/files.ts'
import type { Users } from '../center/users.ts'
import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { Demo } from '../core/demo.ts'
import type { Log } from '../core/log.ts'
import type { Sealing } from '../core/sealing.ts'
import type { Store } from '../core/store.ts'
import type { Engine } from '../engine/engine.ts'
import type { Sources } from '../engine/sources.ts'
import type { Attention } from '../journal/attention.ts'
import type { Figures } from '../journal/figures.ts'
import type { Journal } from '../journal/journal.ts'
import type { Names } from '../journal/names.ts'
import type { Retention } from '../journal/retention.ts'
import type { SavedViews } from '../journal/saved-views.ts'
import type { Tail } from '../journal/tail.ts'
import type { IntakeLog } from './intake-log.ts'
import type { ServerMetrics } from './metrics.ts'

/** Everything that the front door leads to. */
export interface House {
  readonly catalogue: Catalogue
  readonly store: Store
  readonly engine: Engine
  readonly journal: Journal
  readonly figures: Figures
  readonly attention: Attention
  readonly tail: Tail
  readonly names: Names
  readonly savedViews: SavedViews
  readonly retention: Retention
  readonly keys: Keys
  readonly people: People
  readonly audit: Audit
  readonly sealing: Sealing
  readonly sources: Sources
  readonly users: Users
  readonly files: Files
  readonly demo: Demo
  readonly clock: Clock
  readonly log: Log
  readonly metrics: ServerMetrics
  readonly intake: IntakeLog
  readonly version: string
  /** How the server was started, secrets hidden. */
  readonly startSettings: readonly { readonly name: string; readonly value: string }[]
  readonly company: CompanyRecord
  /** Of the server's own texts, until a person chooses: the company's. */
  readonly language: 'en' | 'ru'
  /** Where days begin and end: the company's IANA zone. */
  readonly timeZone: string
  /** Where the files of the server lie: beside the store. */
  readonly dataFolder: string
  /** Where the built console lies; it need not be there. */
  readonly consoleFolder: string
  /** The address people open, without a slash at the end. */
  readonly publicUrl: string
  /** Networks of proxies that tell who asks; empty: the connection tells. */
  readonly trustedProxies: readonly string[]
  /** False from the moment the server begins to stop. */
  readonly isOpen: () => boolean
}
