import type { Rewriting } from '../../core/store/removal-store.ts'
import { detailText } from './attempt-detail.ts'
import { deliveryIdNumber } from './ids.ts'
import { repackNumbers } from './numbers.ts'
import { type Cell, Cells, refText } from './pack.ts'
import type { WriterTools } from './save-events.ts'
import { partOf } from './search.ts'

const rewriteEvent = 'update event set id = ?, correlation_id = ?, data = ? where no = ?'
const removeRefs = 'delete from event_ref where part = ? and event_no = ?'
const addRef = 'insert into event_ref (part, ref, event_no) values (?, ?, ?) on conflict do nothing'
const rewriteReason = 'update delivery set reason = ? where id = ?'
const rewriteAttempt = 'update attempt set detail = ? where delivery = ? and no = ?'

/** Every change in the order in which `rewrite` reads it. */
export function packRewriting(changes: readonly Rewriting[]): Cell[] {
  const cells: Cell[] = []
  for (const { no, id, correlationId, data, searchKeys, deliveries } of changes) {
    cells.push(no, id, correlationId, data, searchKeys.length, ...searchKeys.map(refText), deliveries.length)
    for (const delivery of deliveries) {
      cells.push(deliveryIdNumber(delivery.id), delivery.reason, delivery.attempts.length)
      for (const attempt of delivery.attempts) cells.push(attempt.no, detailText(attempt))
    }
  }
  return cells
}

/** Overwrites events, their search keys, and what was sent for them. Pieces of the old rows may stay in gaps until `wipeFreeSpace`. */
export function rewrite(packed: readonly Cell[], { statements }: WriterTools): null {
  const cells = new Cells(packed)
  const parts = new Set<number>()
  while (cells.left) {
    const no = cells.number()
    parts.add(partOf(no))
    const changed = statements.run(rewriteEvent, cells.text(), cells.next(), cells.text(), no) > 0
    statements.run(removeRefs, partOf(no), no)
    for (let left = cells.number(); left > 0; left--) {
      const ref = cells.text()
      if (changed) statements.run(addRef, partOf(no), ref, no)
    }
    for (let left = cells.number(); left > 0; left--) rewriteDelivery(cells, statements)
  }
  for (const part of parts) repackNumbers(part, statements)
  return null
}

function rewriteDelivery(cells: Cells, statements: WriterTools['statements']): void {
  const id = cells.number()
  statements.run(rewriteReason, cells.next(), id)
  for (let left = cells.number(); left > 0; left--) {
    const no = cells.number()
    statements.run(rewriteAttempt, cells.text(), id, no)
  }
}
