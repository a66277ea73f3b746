import type { Delivery } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import type { JsonObject } from '../core/json.ts'
import type { Names } from './names.ts'
import { mayQuote, showDelivery } from './show.ts'
import type { View } from './view.ts'

/** A delivery and its event, in the API's form. */
export interface ShownRow {
  readonly delivery: JsonObject
  readonly event: JsonObject | null
}

/**
 * A row of the journal or of an export, as the caller may see it. `event` is null when it is gone; then, and for a digest,
 * whose other events would take too long to find for each row of a list, a quoted reason is hidden rather than masked.
 */
export async function showRow(
  delivery: Delivery,
  event: StoredEvent | null,
  { names, view }: { readonly names: Names; readonly view: View },
): Promise<ShownRow> {
  const shown = event && view.event(event)
  if (view.isClear || !mayQuote(delivery)) return { delivery: showDelivery(delivery, names), event: shown }
  const gathers = await names.gathers(delivery.bindingId, delivery.bindingVersion)
  const mask = view.about(event && !gathers ? [event] : null)
  return { delivery: showDelivery(delivery, names, mask), event: shown }
}
