import { nextDeliveryId } from './ids.ts'
import type { Statements } from './statements.ts'

const lastEventNo = `
  select max(coalesce((select max(no) from event), 0),
             coalesce((select value from counter where name = 'event_no'), 0))`
/** The last delivery id that the database knows of. */
export const lastDeliveryId = `
  select max(coalesce((select max(id) from delivery), 0),
             coalesce((select first_delivery + deliveries_count - 1 from event order by no desc limit 1), 0),
             coalesce((select value from counter where name = 'delivery_id'), 0))`

/** The last numbers given to events and deliveries: none is given twice. */
export class GivenNumbers {
  #eventNo: number
  #deliveryId: number

  constructor(statements: Statements) {
    this.#eventNo = statements.number(lastEventNo) ?? 0
    this.#deliveryId = statements.number(lastDeliveryId) ?? 0
  }

  /** The number of one more event, and the first of as many ids in a row as it has deliveries. */
  take(deliveries: number, now: number): { no: number; firstDelivery: number } {
    const firstDelivery = nextDeliveryId(this.#deliveryId, now)
    // Also without deliveries: those of later events come after it, whatever the clock does.
    this.#deliveryId = firstDelivery + deliveries - 1
    return { no: ++this.#eventNo, firstDelivery }
  }

  /** Does something that takes numbers; when it fails, none was taken. */
  allOrNone<Answer>(work: () => Answer): Answer {
    const [eventNo, deliveryId] = [this.#eventNo, this.#deliveryId]
    try {
      return work()
    } catch (error) {
      this.#eventNo = eventNo
      this.#deliveryId = deliveryId
      throw error
    }
  }
}
