import { Problem } from '../core/problem.ts'

/** Lets so much work run at once and so much wait; the rest is refused, so that a flood costs neither memory nor the evening. */
export class HashQueue {
  readonly #mostAtOnce: number
  readonly #mostWaiting: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor({ mostAtOnce, mostWaiting }: { mostAtOnce: number; mostWaiting: number }) {
    this.#mostAtOnce = mostAtOnce
    this.#mostWaiting = mostWaiting
  }

  /** Rejects with `too-many-requests` when too many wait already. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#mostAtOnce) this.#running += 1
    else await this.#turn()
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      // A place that gets free goes to whoever waits, not to whoever comes at that moment.
      if (next) next()
      else this.#running -= 1
    }
  }

  async #turn(): Promise<void> {
    if (this.#waiting.length >= this.#mostWaiting) throw busy()
    await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }
}

function busy(): Problem {
  return new Problem('too-many-requests', 'Too many people are signing in at this moment. Try again in 2 s', {
    members: { retry_after_s: 2 },
  })
}
