import { type Receiver, type Rig, startReceiver } from './rig.ts'

/** A healthy integration whose single messages tell how quickly a server still answers and sends. */
export class Probe implements AsyncDisposable {
  readonly receiver: Receiver
  readonly #rig: Rig

  /** Uses the event type `quota` of the server. */
  static async open(rig: Rig): Promise<Probe> {
    const receiver = await startReceiver(() => ({ does: 'answer' }))
    await rig.route(receiver.url, 'quota')
    return new Probe(rig, receiver)
  }

  private constructor(rig: Rig, receiver: Receiver) {
    this.#rig = rig
    this.receiver = receiver
  }

  /** Sends one event and waits until its message is there. Returns the milliseconds from asking to arrival. */
  async tookMs(): Promise<number> {
    const from = performance.now()
    const arrived = this.receiver.next()
    if (!(await this.#rig.post('quota', 1))) throw new Error('a single event was not accepted')
    await arrived
    return performance.now() - from
  }

  /** p99 over so many, one after another; warm when asked twice. */
  async p99Ms(count: number): Promise<number> {
    const took: number[] = []
    for (let no = 0; no < count; no++) took.push(await this.tookMs())
    return percentile99(took)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.receiver[Symbol.asyncDispose]()
  }
}

/**
 * Asks two servers in turns, so that whatever else the machine does meets both alike. Returns their p99s.
 */
export async function pairedP99Ms(one: Probe, other: Probe, count: number): Promise<[number, number]> {
  const took: [number[], number[]] = [[], []]
  for (let no = 0; no < count; no++) {
    took[0].push(await one.tookMs())
    took[1].push(await other.tookMs())
  }
  return [percentile99(took[0]), percentile99(took[1])]
}

function percentile99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.floor(sorted.length * 0.99)]! * 10) / 10
}
