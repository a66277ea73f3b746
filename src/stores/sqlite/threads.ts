import type { Thread } from './thread.ts'

/** The threads of an open store. The engine has a reader of its own, so that no search holds up a delivery. */
export interface Threads {
  readonly writer: Thread
  readonly engine: Thread
  readonly journal: Thread
  readonly keeper: Thread
}

/** Asks one of the threads; rejects when the store is closed. */
export type Ask = <Answer>(thread: keyof Threads, question: string, ...given: readonly unknown[]) => Promise<Answer>
