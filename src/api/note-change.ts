import type { JsonObject } from '../core/json.ts'
import type { House } from './house.ts'
import type { Asked } from './route.ts'

/** What a person did, for the audit log: `binding.test` to `bindings:bnd_1`. */
export interface Change {
  readonly action: string
  readonly object: string
  readonly before?: JsonObject | null
  readonly after?: JsonObject | null
}

/** Writes one row of the audit log. Nothing personal and nothing secret may be handed in: rows stay for ever. */
export async function noteChange(
  { caller, address }: Asked,
  { action, object, before = null, after = null }: Change,
  { audit }: Pick<House, 'audit'>,
): Promise<void> {
  await audit.write({ who: { id: caller.id, name: caller.name }, action, object, before, after, address })
}
