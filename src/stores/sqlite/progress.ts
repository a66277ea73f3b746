/** How far the database is behind the log, seen by all threads of a store without asking. */
export class Progress {
  /** Travels to the other threads. */
  readonly shared: SharedArrayBuffer
  readonly #applied: BigInt64Array
  readonly #stuck: Int32Array

  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(16)) {
    this.shared = shared
    this.#applied = new BigInt64Array(shared, 0, 1)
    this.#stuck = new Int32Array(shared, 8, 1)
  }

  /** The number of the last record of the log that is in the database, where everybody can read it. */
  get applied(): number {
    return Number(Atomics.load(this.#applied, 0))
  }

  set applied(seq: number) {
    Atomics.store(this.#applied, 0, BigInt(seq))
  }

  /** True while the database refuses what is in the log: its disk is full. */
  get isStuck(): boolean {
    return Atomics.load(this.#stuck, 0) === 1
  }

  set isStuck(isStuck: boolean) {
    Atomics.store(this.#stuck, 0, isStuck ? 1 : 0)
  }
}
