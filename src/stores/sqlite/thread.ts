import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Problem } from '../../core/problem.ts'
import { errorOf, type Trouble } from './trouble.ts'

interface Asked {
  readonly resolve: (answer: never) => void
  readonly reject: (reason: Error) => void
}

/** What these threads make lives shortly: rows on their way. More room would only be memory that is never given back. */
const maxYoungGenerationSizeMb = 4

// Each thread has a compile cache of its own; without one it loads the TypeScript compiler: 12 MB and 40 ms more, each.
const keepCompiled = `require('node:module').enableCompileCache();`

/** A thread of the store, seen from outside: a question goes in, a promise comes out. It keeps the process alive only while it is asked something. */
export class Thread {
  readonly #name: string
  readonly #opening: readonly unknown[] | null
  #worker: Worker | null = null
  #opened: Promise<unknown> | null = null
  readonly #asked = new Map<number, Asked>()
  #lastId = 0
  #ended: Error | null = null

  /**
   * `name` is the file in this folder that the thread runs. It starts with the first question, because a thread that is not
   * needed yet is 12 MB of memory; with `opening`, it answers `open` with these before anything else.
   */
  constructor(name: string, opening: readonly unknown[] | null = null) {
    this.#name = name
    this.#opening = opening
  }

  async ask<Answer>(question: string, ...given: readonly unknown[]): Promise<Answer> {
    if (this.#opening !== null) {
      this.#opened ??= this.#post('open', ...this.#opening)
      await this.#opened
    }
    return this.#post(question, ...given)
  }

  #start(): Worker {
    const name = this.#name
    const file = pathToFileURL(join(import.meta.dirname, `${name}${extname(import.meta.filename)}`))
    const worker = new Worker(`${keepCompiled}import(${JSON.stringify(file.href)})`, {
      eval: true,
      name: `store-${name}`,
      resourceLimits: { maxYoungGenerationSizeMb },
    })
    worker.unref()
    worker.on('message', (message: [number, Trouble | null, never]) => this.#answer(message))
    worker.on('error', (cause) => this.#end(name, cause))
    worker.on('exit', () => this.#end(name, undefined))
    return worker
  }

  #post<Answer>(question: string, ...given: readonly unknown[]): Promise<Answer> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    this.#worker ??= this.#start()
    const worker = this.#worker
    return new Promise<Answer>((resolve, reject) => {
      const id = ++this.#lastId
      worker.postMessage([id, question, given])
      this.#asked.set(id, { resolve, reject })
      if (this.#asked.size === 1) worker.ref()
    })
  }

  /** Answers what was asked before, then ends the thread. */
  async close(): Promise<void> {
    if (this.#ended !== null || this.#worker === null) return
    await this.ask('close')
    await this.end()
  }

  /** Ends the thread whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker?.terminate()
  }

  #answer([id, trouble, answer]: [number, Trouble | null, never]): void {
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    if (this.#asked.size === 0) this.#worker?.unref()
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
