import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Escape } from '../core/integration.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { limits, WorkSpent } from '../core/template/budget.ts'
import { type Rendered, type Template, TemplateError } from '../core/template.ts'
import { FairQueue } from './fair-queue.ts'

/** What the thread gets. */
export interface HeavyJob {
  readonly source: Json
  readonly path: string
  readonly values: JsonObject
  /** How each parameter is escaped. */
  readonly modes: ReadonlyMap<string, Escape>
}

/** What it answers: the parameters, or why there are none. */
export type HeavyAnswer = Rendered | { readonly path: string; readonly reason: string }

interface Waiting {
  readonly job: HeavyJob
  readonly resolve: (rendered: Rendered) => void
  readonly reject: (reason: Error) => void
}

/** Without work the thread ends after this: it holds some 20 MB. */
const idleMs = 60_000
const mostMemoryMb = 256

const file = pathToFileURL(join(import.meta.dirname, `heavy-thread${extname(import.meta.filename)}`))
// With a compile cache of its own; without one each thread loads the TypeScript compiler.
const thread = `require('node:module').enableCompileCache();import(${JSON.stringify(file.href)})`

/**
 * Fills templates so that nobody waits for the heavy ones: what takes more than a moment is filled in a thread of its own, one
 * after another, in turns between the templates.
 */
export class HeavyTemplates {
  /** The heavy ones that were met, by a name for the queue. */
  readonly #names = new WeakMap<Template, string>()
  readonly #waiting = new FairQueue<Waiting>()
  #lastName = 0
  #worker: Worker | null = null
  #now: Waiting | null = null
  #idle: NodeJS.Timeout | null = null

  /** At once when that takes no more than a moment. Throws or rejects with `TemplateError` as `Template.render` does. */
  render(template: Template, values: JsonObject, escapeOf: (key: string) => Escape): Rendered | Promise<Rendered> {
    if (this.#names.has(template)) return this.#renderApart(template, values, escapeOf)
    try {
      return template.render(values, escapeOf, limits.moment)
    } catch (error) {
      if (!(error instanceof TemplateError && error.cause instanceof WorkSpent)) throw error
      this.#names.set(template, String(++this.#lastName))
      return this.#renderApart(template, values, escapeOf)
    }
  }

  /** Ends the thread; what still waits is rejected. */
  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #renderApart(template: Template, values: JsonObject, escapeOf: (key: string) => Escape): Promise<Rendered> {
    const { source, path } = template
    const keys = isJsonObject(source) ? Object.keys(source) : ['']
    const modes = new Map(keys.map((key) => [key, escapeOf(key)]))
    return new Promise((resolve, reject) => {
      const job = { source, path, values, modes }
      this.#waiting.push(this.#names.get(template) ?? '', { job, resolve, reject })
      this.#next()
    })
  }

  #next(): void {
    if (this.#now !== null) return
    this.#now = this.#waiting.shift() ?? null
    if (this.#now === null) return this.#rest()
    if (this.#idle) clearTimeout(this.#idle)
    this.#worker ??= this.#start()
    this.#worker.ref()
    this.#worker.postMessage(this.#now.job)
  }

  /** Nothing waits: the process may end, and the thread does after a while. */
  #rest(): void {
    const worker = this.#worker
    if (worker === null) return
    worker.unref()
    this.#idle = setTimeout(() => {
      this.#worker = null
      void worker.terminate()
    }, idleMs).unref()
  }

  #start(): Worker {
    const worker = new Worker(thread, {
      eval: true,
      name: 'heavy-templates',
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
    })
    worker.on('message', (answer: HeavyAnswer) => {
      const done = this.#now
      this.#now = null
      if ('reason' in answer) done?.reject(new TemplateError(answer.path, answer.reason))
      else done?.resolve(answer)
      this.#next()
    })
    worker.on('error', (error) => this.#gone(worker, error))
    worker.on('exit', () => this.#gone(worker, new Error('the thread for heavy templates ended')))
    return worker
  }

  /** What was being filled is to blame or tried again; the rest gets a new thread. */
  #gone(worker: Worker, error: Error & { readonly code?: string }): void {
    if (this.#worker !== worker) return
    const lost = this.#now
    this.#worker = null
    this.#now = null
    const isTooLarge = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    lost?.reject(isTooLarge ? new TemplateError(lost.job.path, 'the template takes too much memory') : error)
    this.#next()
  }
}
