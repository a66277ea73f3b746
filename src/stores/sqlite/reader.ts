import { DatabaseSync } from 'node:sqlite'
import type { AuditChoice, AuditFilter, AuditPart } from '../../core/store/audit-store.ts'
import type { DeliveryChoice } from '../../core/store/delivery-store.ts'
import type { JournalFilter } from '../../core/store/journal-filter.ts'
import type { Page } from '../../core/store/page.ts'
import type { OldBefore } from '../../core/store/removal-store.ts'
import { answerQuestions } from './answer.ts'
import { findAudit, newestAudit } from './audit.ts'
import { Dictionary } from './dictionary.ts'
import { DueQuestions } from './due.ts'
import { countDeliveryIds, countEventNos, findDeliveryIds } from './find.ts'
import type { FindTools } from './find-tools.ts'
import { deliveryIdNumbers } from './ids.ts'
import { deliveriesOf, delivery, event, eventsByNo, findDeliveries, findEvents } from './journal.ts'
import { lastFired, latestEvents } from './latest.ts'
import { mentions } from './mentions.ts'
import { record, records, recordsPage } from './records.ts'
import { findOld } from './remove-old.ts'
import { spaceOf } from './space.ts'
import { Statements } from './statements.ts'
import { countByHour } from './statistics.ts'
import { tally } from './tally.ts'

// A thread that only reads. Each question sees one moment of the store, from its first statement to its last.

let database: DatabaseSync
let path: string
let tools: FindTools
let due: DueQuestions

answerQuestions({
  open,
  close: () => database.close(),
  event: (no: number) => atOneMoment(() => event(no, tools)),
  eventsByNo: (nos: readonly number[]) => atOneMoment(() => eventsByNo(nos, tools)),
  delivery: (id: string) => atOneMoment(() => delivery(id, tools)),
  deliveriesOf: (eventNo: number) => atOneMoment(() => deliveriesOf(eventNo, tools)),
  dueDeliveries: (query: Parameters<DueQuestions['dueDeliveries']>[0]) => atOneMoment(() => due.dueDeliveries(query)),
  lanes: () => atOneMoment(() => due.lanes()),
  lane: (id: string, except: readonly string[]) => atOneMoment(() => due.lane(id, except)),
  findDeliveries: (filter: JournalFilter, page: Page) => atOneMoment(() => findDeliveries(filter, page, tools)),
  findEvents: (filter: JournalFilter, page: Page) => atOneMoment(() => findEvents(filter, page, tools)),
  countDeliveries: (filter: JournalFilter, cap: number) => atOneMoment(() => countDeliveryIds(filter, cap, tools)),
  countEvents: (filter: JournalFilter, cap: number) => atOneMoment(() => countEventNos(filter, cap, tools)),
  countByHour: (filter: JournalFilter) => atOneMoment(() => countByHour(filter, tools)),
  tally: (of: Parameters<typeof tally>[0]) => atOneMoment(() => tally(of, tools)),
  latestEvents: () => atOneMoment(() => latestEvents(tools)),
  lastFired: () => atOneMoment(() => lastFired(tools)),
  space: () => spaceOf(path),
  chosen: (choice: FilterChoice) => atOneMoment(() => chosen(choice)),
  findOld: (before: OldBefore, after: number, limit: number) => atOneMoment(() => findOld(before, after, limit, tools)),
  mentions: (digits: string, page: { limit: number; cursor?: string }) =>
    atOneMoment(() => mentions(digits, page, tools)),
  record: (collection: string, id: string) => record(collection, id, tools.statements),
  records: (collection: string) => records(collection, tools.statements),
  recordsPage: (collection: string, page: Page & { prefix?: string }) =>
    recordsPage(collection, page, tools.statements),
  findAudit: (filter: AuditFilter, page: Page) => findAudit(filter, page, tools.statements),
  newestAudit: (part: AuditPart, among: AuditChoice) => newestAudit(part, among, tools.statements),
})

type FilterChoice = Extract<DeliveryChoice, { readonly filter: JournalFilter }>

function open(file: string): void {
  path = file
  database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  database.exec('pragma cache_size = -32768')
  database.exec('pragma temp_store = memory')
  const statements = new Statements(database)
  const dictionary = new Dictionary(statements)
  tools = { statements, dictionary }
  due = new DueQuestions(statements, dictionary)
}

function atOneMoment<Answer>(ask: () => Answer): Answer {
  database.exec('begin')
  try {
    tools.dictionary.catchUp()
    return ask()
  } finally {
    database.exec('commit')
  }
}

/** The deliveries that a change by filter is for, oldest first. */
function chosen({ filter, limit, except = [] }: FilterChoice): number[] {
  const left = new Set(deliveryIdNumbers(except))
  const ids = findDeliveryIds(filter, { order: 'asc', limit: limit + left.size }, tools)
  return ids.filter((id) => !left.has(id)).slice(0, limit)
}
