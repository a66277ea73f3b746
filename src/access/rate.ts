import ipaddr from 'ipaddr.js'
import type { Clock } from '../core/clock.ts'

/** A token bucket per name: so many at once, so many per second afterwards. */
export interface Limiter {
  /** 0 when one more is allowed now, else the milliseconds until it is. Takes nothing. */
  readonly waitMs: (name: string) => number
  /** Takes one; below nothing it does not go. */
  readonly take: (name: string) => void
  /** Undoes one `take`. */
  readonly giveBack: (name: string) => void
}

interface Level {
  readonly tokens: number
  readonly at: number
}

/** Remembers at most `mostNames`; beyond that the one untouched for longest is forgotten, which only favors it. */
export function limiter(
  { burst, perSecond, mostNames = 10_000 }: { burst: number; perSecond: number; mostNames?: number },
  { clock }: { clock: Clock },
): Limiter {
  // A map keeps the order of insertion, and `set` inserts anew: the first is the one untouched for longest.
  const levels = new Map<string, Level>()

  function tokensOf(name: string): number {
    const level = levels.get(name)
    if (!level) return burst
    const now = clock.now()
    // Set back, the clock would take until then to count again: it counts from here instead.
    if (now < level.at) levels.set(name, { ...level, at: now })
    const passedMs = Math.max(0, now - level.at)
    return Math.min(burst, level.tokens + (passedMs * perSecond) / 1000)
  }

  function set(name: string, tokens: number): void {
    levels.delete(name)
    levels.set(name, { tokens, at: clock.now() })
    if (levels.size > mostNames) levels.delete(levels.keys().next().value!)
  }

  return {
    waitMs(name) {
      const missing = 1 - tokensOf(name)
      // Rounded a hair down first, so that 0.1 + 0.2 does not cost a millisecond.
      return Math.max(0, Math.ceil((missing * 1000) / perSecond - 1e-6))
    },
    take: (name) => set(name, Math.max(0, tokensOf(name) - 1)),
    giveBack: (name) => set(name, Math.min(burst, tokensOf(name) + 1)),
  }
}

/** The name under which the guesses of one address are counted: of IPv6, the /64 that one customer is given. */
export function addressGroup(address: string): string {
  const known = groups.get(address)
  if (known !== undefined) return known
  const group = groupOf(address)
  if (groups.size >= mostGroups) groups.clear()
  groups.set(address, group)
  return group
}

// Reading an address costs more than everything else about letting somebody in, and the same ones come again and again.
const groups = new Map<string, string>()
const mostGroups = 1000

function groupOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
