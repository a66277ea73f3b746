import { createRequire } from 'node:module'
import type { Agent as UndiciAgent } from 'undici'

/**
 * undici's pools of connections, by the door behind its front door: that one also loads fetch, web sockets, caches and mocks,
 * 13 MB that a server would keep for nothing. The version is pinned, and a test says when this file is elsewhere.
 */
export const Agent = createRequire(import.meta.url)('undici/lib/dispatcher/agent.js') as typeof UndiciAgent

export type Agent = UndiciAgent
