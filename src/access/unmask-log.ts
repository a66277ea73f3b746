import type { Clock } from '../core/clock.ts'
import type { Audit } from './audit.ts'
import type { Caller } from './keys.ts'

const hourMs = 3_600_000

/** Notes in the audit log who was shown personal data in clear. */
export interface UnmaskLog {
  /**
   * Resolves when a row `phone.unmask` for this caller and object is on disk. There is one per clock hour: a page that is
   * loaded again every minute must not bury what people changed. After a restart there may be a second one.
   */
  readonly note: (caller: Caller, object: string, address: string) => Promise<void>
}

/** Remembers the current hour only. */
export function openUnmaskLog({ audit, clock }: { audit: Audit; clock: Clock }): UnmaskLog {
  let hour = -1
  const noted = new Map<string, Promise<unknown>>()
  return {
    async note({ id, name }, object, address) {
      const now = Math.floor(clock.now() / hourMs)
      if (now !== hour) noted.clear()
      hour = now
      const place = `${id}\0${object}`
      const row = { who: { id, name }, action: 'phone.unmask', object, before: null, after: null, address }
      const written = noted.get(place) ?? audit.write(row)
      noted.set(place, written)
      try {
        await written
      } catch (error) {
        noted.delete(place)
        throw error
      }
    },
  }
}
