import type { JsonObject } from '../core/json.ts'
import type { ChangeSubject } from './matches.ts'
import type { View } from './view.ts'

/** One change of the journal, as the live tail tells it. */
export interface Change {
  /** Grows by one with each change while the server runs. */
  readonly no: number
  readonly kind: 'delivery' | 'event'
  /** What it is about, for whoever wants to be told of some changes only. */
  readonly about: ChangeSubject
  /** Made only when somebody listens, and as that one may see it. */
  readonly show: (view: View) => JsonObject
}

/** How many changes can be told again to somebody who lost the connection. */
const kept = 5000

/** The live tail: tells every change to all who listen, and again to one who comes back and says where it stopped. */
export class Tail {
  /** Tells this run of the server from another: numbers start anew with each. */
  readonly run: string
  readonly #recent: Change[] = []
  readonly #listeners = new Map<(change: Change) => void, () => void>()
  #no = 0
  /** How many more changes to remember for those who have left and may come back. */
  #owed = 0

  constructor(run: string) {
    this.run = run
  }

  tell({ kind, about, show }: Omit<Change, 'no'>): void {
    this.#no += 1
    const change = { no: this.#no, kind, about, show }
    if (this.#listeners.size > 0) this.#owed = kept
    // Nobody could ask for it: only one who listened knows a number to continue from.
    if (this.#owed === 0) return
    this.#owed -= 1
    this.#recent.push(change)
    if (this.#recent.length > kept * 2) this.#recent.splice(0, kept)
    for (const listener of this.#listeners.keys()) listener(change)
    if (this.#owed === 0) this.#recent.length = 0
  }

  /** The number of the latest change. */
  get latest(): number {
    return this.#no
  }

  /** The change after `no`; null when there is none yet; `forgotten` when it is no longer remembered and the list must be loaded again. */
  after(no: number): Change | 'forgotten' | null {
    if (no >= this.#no) return null
    // Numbers in a row: where one stands follows from the first.
    const first = this.#recent[0]?.no ?? this.#no + 1
    return no + 1 < first ? 'forgotten' : (this.#recent[no + 1 - first] ?? 'forgotten')
  }

  /** Forgets what could be told again, because it holds what was erased: who comes back must load the list again. */
  forget(): void {
    this.#recent.length = 0
    this.#no += 1
  }

  /** Calls back with each change from now on, and once when the server stops. Returns how to stop listening. */
  listen(listener: (change: Change) => void, whenOver: () => void = () => {}): () => void {
    this.#listeners.set(listener, whenOver)
    // One that leaves before anything happens comes back for what happened since, too.
    this.#owed = kept
    return () => this.#listeners.delete(listener)
  }

  /** Tells everybody that nothing more will come: an open live tail must not hold up the stop of the server. */
  end(): void {
    for (const whenOver of [...this.#listeners.values()]) whenOver()
    this.#listeners.clear()
  }
}
