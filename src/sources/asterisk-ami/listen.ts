import type { SourceTools } from '../../core/source.ts'
import { type Ending, holdSession } from './session.ts'
import type { Settings } from './settings.ts'
import { Teller } from './teller.ts'

const shortestWaitMs = 1_000
const longestWaitMs = 60_000

/** A connection that lasted this long was a good one: the next loss starts with the shortest wait again. */
const goodSessionMs = 60_000

/**
 * Keeps a connection to Asterisk until `signal` aborts, and tells what it hears. Rejects only for settings that can never
 * work; a wrong password is not among them, because the other side may be corrected without us.
 */
export async function listen(settings: Settings, tools: SourceTools): Promise<void> {
  refuseImpossible(settings)
  const { clock, signal, report } = tools
  const teller = new Teller(settings, tools)
  for (let failures = 0; !signal.aborted; ) {
    const began = clock.now()
    const ending = await holdSession(settings, tools, teller)
    if (signal.aborted) break
    failures = clock.now() - began >= goodSessionMs ? 1 : failures + 1
    report({ connected: false, message: ending.message })
    await pause(waitAfter(ending, failures, clock.now()), tools)
  }
  await teller.stop()
}

/**
 * How long to wait before the next try, in milliseconds: 1 s doubling to 60 s, each spread over its upper half so that many
 * instances do not return at once. The spread is taken from the clock, which differs between them by chance.
 */
export function waitAfter(ending: Ending, failures: number, now: number): number {
  if (ending.kind === 'refused') return longestWaitMs
  const longest = Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.min(failures - 1, 16))
  return Math.round(longest / 2 + ((longest / 2) * (now % 997)) / 997)
}

function refuseImpossible({ host, username, secret, event_filters }: Settings): void {
  if (host === '' || username === '') throw new Error('the Asterisk address and the AMI user are needed')
  // A line end would let a value add headers, and so actions, of its own.
  if ([username, secret, ...event_filters].some((text) => /[\r\n]/.test(text))) {
    throw new Error('the AMI user, the secret and the filters must each be one line')
  }
}

function pause(ms: number, { clock, signal }: SourceTools): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.after(ms, done)
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      callOff()
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
