import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import { errorOf, type Trouble } from './trouble.ts'

interface Asked {
  readonly resolve: (answer: never) => void
  readonly reject: (reason: Error) => void
}

/** A thread of the store, seen from outside: a question goes in, a promise comes out. It keeps the process alive only while it is asked something. */
export class Thread {
  readonly #worker: Worker
  readonly #asked = new Map<number, Asked>()
  #lastId = 0
  #ended: Error | null = null

  /** `name` is the file in this folder that the thread runs. */
  constructor(name: string) {
    this.#worker = new Worker(join(import.meta.dirname, `${name}${extname(import.meta.filename)}`), {
      name: `store-${name}`,
    })
    this.#worker.unref()
    this.#worker.on('message', (message: [number, Trouble | null, never]) => this.#answer(message))
    this.#worker.on('error', (cause) => this.#end(name, cause))
    this.#worker.on('exit', () => this.#end(name, undefined))
  }

  ask<Answer>(question: string, ...given: readonly unknown[]): Promise<Answer> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    return new Promise<Answer>((resolve, reject) => {
      const id = ++this.#lastId
      this.#worker.postMessage([id, question, given])
      this.#asked.set(id, { resolve, reject })
      if (this.#asked.size === 1) this.#worker.ref()
    })
  }

  /** Answers what was asked before, then ends the thread. */
  async close(): Promise<void> {
    if (this.#ended !== null) return
    await this.ask('close')
    await this.end()
  }

  /** Ends the thread whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #answer([id, trouble, answer]: [number, Trouble | null, never]): void {
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    if (this.#asked.size === 0) this.#worker.unref()
    if (trouble === null) asked?.resolve(answer)
    else asked?.reject(errorOf(trouble))
  }

  #end(name: string, cause: unknown): void {
    this.#ended ??= new Problem(
      'not-ready',
      `The ${name} of the store has stopped${saying(cause)}. Start Hookswitch again.`,
    )
    for (const { reject } of this.#asked.values()) reject(this.#ended)
    this.#asked.clear()
  }
}

function saying(cause: unknown): string {
  return cause instanceof Error ? ` (${cause.message})` : ''
}
