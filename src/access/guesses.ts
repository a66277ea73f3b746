import type { Clock } from '../core/clock.ts'
import { Problem } from '../core/problem.ts'
import { type Limiter, limiter } from './rate.ts'

/** Of one address: ten wrong passwords at once, then one every six seconds. */
const fromAddress = { burst: 10, perSecond: 1 / 6 }
/** For one name from all addresses where it was never signed in: a hundred, then one every ten seconds. */
const forLogin = { burst: 100, perSecond: 0.1 }
/** Of the current password, by somebody who sits before a browser that is signed in. */
const forAccount = { burst: 10, perSecond: 1 / 6 }

/** Whose guesses these are: each name given is charged one. */
export interface Guesser {
  /** As `addressGroup` names it. */
  readonly address?: string
  readonly login?: string
  readonly accountId?: string
}

/**
 * How many wrong passwords are looked at. A guess is charged before it is looked at, so that a hundred at once count as a
 * hundred, and given back when it was right.
 */
export class Guesses {
  readonly #limiters: { readonly [Name in keyof Guesser]-?: Limiter }

  constructor(clock: Clock) {
    this.#limiters = {
      address: limiter(fromAddress, { clock }),
      login: limiter(forLogin, { clock }),
      accountId: limiter(forAccount, { clock }),
    }
  }

  /** Takes a guess from each. Throws `too-many-requests` with `retry_after_s` when one has none left, and takes none. */
  charge(who: Guesser): void {
    const charged = this.#of(who)
    const waitMs = Math.max(...charged.map(([limit, name]) => limit.waitMs(name)))
    if (waitMs > 0) throw tooMany(waitMs)
    for (const [limit, name] of charged) limit.take(name)
  }

  /** Charges a guess and looks at it: null is a wrong one. One that was right, or could not be looked at, is given back. */
  async look<Found>(who: Guesser, find: () => Promise<Found | null>): Promise<Found | null> {
    this.charge(who)
    let isWrong = false
    try {
      const found = await find()
      isWrong = found === null
      return found
    } finally {
      if (!isWrong) for (const [limit, name] of this.#of(who)) limit.giveBack(name)
    }
  }

  #of(who: Guesser): [Limiter, string][] {
    const kinds = ['address', 'login', 'accountId'] as const
    return kinds.flatMap((kind) => (who[kind] === undefined ? [] : [[this.#limiters[kind], who[kind]]]))
  }
}

function tooMany(waitMs: number): Problem {
  const seconds = Math.ceil(waitMs / 1000)
  return new Problem('too-many-requests', `Too many wrong passwords came from here. Try again in ${seconds} s`, {
    members: { retry_after_s: seconds },
  })
}
