import type { HttpReply, HttpTiming } from '../core/http.ts'

/** The parts of opening a connection, in their order. */
export type Phase = 'dns' | 'connect' | 'tls'

/** Told when a part of opening a connection is done. */
export type Passed = (phase: Phase) => void

/** Measures one exchange over a connection of its own. `ask` is handed what is to be told when a part is done. */
export async function timed(ask: (passed: Passed) => Promise<HttpReply>): Promise<HttpReply> {
  const took: Partial<Record<Phase, number>> = {}
  const startedAt = performance.now()
  let openedAt = startedAt
  const reply = await ask((phase) => {
    const now = performance.now()
    took[phase] = now - openedAt
    openedAt = now
  })
  const now = performance.now()
  const timing: HttpTiming = {
    dnsMs: Math.round(took.dns ?? 0),
    connectMs: Math.round(took.connect ?? 0),
    tlsMs: took.tls === undefined ? null : Math.round(took.tls),
    waitMs: Math.round(now - openedAt),
    totalMs: Math.round(now - startedAt),
  }
  return { ...reply, timing }
}
