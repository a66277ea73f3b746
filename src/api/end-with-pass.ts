import type { Readable } from 'node:stream'
import type { Pass } from '../access/pass.ts'
import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'

/** The time of day may be set while we wait: so it is looked at again at least this often. */
const longestWaitMs = 60_000

/**
 * Breaks a stream off at the moment when its caller would no longer be let in, or no longer with the same rights: a live tail
 * is open for days, and a file is read as slowly as the client likes. Throws when that moment has passed already.
 */
export function endWithPass(stream: Readable, pass: Pass, { clock }: { readonly clock: Clock }): void {
  let callOff = () => {}
  const judge = () => {
    callOff()
    if (!pass.holds()) return void stream.destroy()
    const endsAt = pass.endsAt()
    if (endsAt !== null) callOff = clock.after(Math.min(Math.max(0, endsAt - clock.now()), longestWaitMs), judge)
  }
  const stopListening = pass.listen(judge)
  stream.once('close', () => {
    stopListening()
    callOff()
  })
  judge()
  if (stream.destroyed) throw new Problem('key-invalid', 'Access ended while this was being opened')
}
