import type { FastifyInstance } from 'fastify'

/** How often connections are looked through that have become idle since the last look. */
const sweepMs = 50

/**
 * Closes the front door: nothing new is let in, requests under way have `graceMs` to end, and no connection outlives its last
 * answer. Left alone, one kept open by its sender would hold up a stop for as long as it may be silent, and one whose request
 * never ends for ever.
 */
export async function closeServer(server: FastifyInstance, graceMs: number): Promise<void> {
  const sweep = setInterval(() => server.server.closeIdleConnections(), sweepMs)
  const cut = setTimeout(() => server.server.closeAllConnections(), graceMs)
  try {
    await server.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(cut)
  }
}
