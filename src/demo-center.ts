import type { House } from './api/house.ts'
import type { Demo, DemoPlay, DemoState } from './core/demo.ts'
import type { SourceEvent } from './core/event.ts'
import type { Json, JsonObject } from './core/json.ts'
import type { Language } from './core/sentence.ts'
import { Turns } from './core/turns.ts'
import { demoBatch, eachBatch, recordedCallEvents, tellDay } from './demo-events.ts'
import { type DemoHouse, demoCalls, makeDemo } from './demo-set-up.ts'

const collection = 'demo'
const id = 'set-up'
/** What events of the demo name as their source. */
export const demoSource = 'demo-call-center'
const dayMs = 24 * 3600 * 1000
const idMark = 'demo-'
const marks: Readonly<Record<Language, string>> = { en: 'Demo: ', ru: 'Демо: ' }
/** Parameters that name a person of the directory. */
const personParameters = ['user_id', 'user_login', 'supervisor_id'] as const

/** What was made, by ids; kept, so that all of it can be removed again, also after a restart in the middle. */
interface Made {
  readonly integrations: readonly string[]
  readonly bindings: readonly string[]
  readonly people: readonly string[]
  /** How many plays there were: each tells another day. */
  readonly runs: number
  readonly isWhole: boolean
}

const nothingMade: Made = { integrations: [], bindings: [], people: [], runs: 0, isWhole: false }

export type DemoTools = DemoHouse & Pick<House, 'store' | 'clock' | 'log'>

/** The demo call center of a running server (see `core/demo.ts`). */
export class DemoCenter implements Demo {
  readonly #tools: DemoTools
  readonly #turns = new Turns()
  #made: Made | null
  #bindings: ReadonlySet<string>
  #play: DemoPlay | null = null
  #playing: { readonly abort: AbortController; readonly over: Promise<void> } | null = null

  static async open(tools: DemoTools): Promise<DemoCenter> {
    const body = await tools.store.record(collection, id)
    return new DemoCenter(tools, body === null ? null : (JSON.parse(body) as Made))
  }

  private constructor(tools: DemoTools, made: Made | null) {
    this.#tools = tools
    this.#made = made
    this.#bindings = new Set(made?.bindings)
  }

  mayMeet(eventSource: string, bindingId: string): boolean {
    return this.#made === null || this.#bindings.has(bindingId) === (eventSource === demoSource)
  }

  state(): DemoState {
    const { engine, users } = this.#tools
    const made = this.#made
    const here = new Set(users.list().map((user) => user.id))
    return {
      state: this.#playing ? 'playing' : made === null ? 'none' : 'ready',
      setUp: made && {
        integrations: made.integrations.filter((one) => engine.integrations.get(one)).length,
        bindings: made.bindings.filter((one) => engine.bindings.get(one)).length,
        people: made.people.filter((one) => here.has(one)).length,
      },
      play: this.#play,
    }
  }

  start(language: Language): Promise<DemoState> {
    return this.#turns.run(async () => {
      if (this.#playing) return this.state()
      if (this.#made && !this.#made.isWhole) await this.#unmake()
      if (!this.#made) await this.#make(language)
      await this.#keep({ ...this.#made!, runs: this.#made!.runs + 1 })
      this.#begin(language, this.#made!.runs)
      return this.state()
    })
  }

  stop(): Promise<DemoState> {
    return this.#turns.run(async () => {
      await this.#end()
      return this.state()
    })
  }

  remove(): Promise<DemoState> {
    return this.#turns.run(async () => {
      await this.#end()
      await this.#unmake()
      this.#play = null
      return this.state()
    })
  }

  async #end(): Promise<void> {
    this.#playing?.abort.abort()
    await this.#playing?.over
  }

  async #make(language: Language): Promise<void> {
    await this.#keep(nothingMade)
    await makeDemo(this.#tools, {
      language,
      mark: marks[language],
      idMark,
      onMade: (what, one) => this.#keep({ ...this.#made!, [what]: [...this.#made![what], one] }),
    })
    await this.#keep({ ...this.#made!, isWhole: true })
  }

  async #unmake(): Promise<void> {
    const { engine, users } = this.#tools
    const { bindings, integrations, people } = this.#made ?? nothingMade
    const there = bindings.filter((one) => engine.bindings.get(one))
    for (const one of there) await engine.bindings.remove(one)
    if (bindings.length > 0)
      await engine.dispatcher.cancelAll({ bindingIds: bindings }, 'the demo call center was removed')
    // One that somebody uses for a binding of their own is theirs by now.
    for (const one of integrations)
      if (engine.integrations.get(one) && engine.bindings.usersOf(one).length === 0)
        await engine.integrations.remove(one)
    const here = new Set(users.list().map((user) => user.id))
    for (const one of people) if (here.has(one)) await users.remove(one)
    await this.#tools.store.saveRecords([{ collection, id, body: null }])
    this.#made = null
    this.#bindings = new Set()
  }

  /** On disk before it counts. */
  async #keep(made: Made): Promise<void> {
    await this.#tools.store.saveRecords([{ collection, id, body: JSON.stringify(made) }])
    this.#made = made
    this.#bindings = new Set(made.bindings)
  }

  #begin(language: Language, run: number): void {
    const { clock, log } = this.#tools
    const abort = new AbortController()
    this.#play = {
      startedAt: clock.now(),
      endedAt: null,
      end: null,
      message: null,
      told: 0,
      share: 0,
      fired: 0,
    }
    const note = (change: Partial<DemoPlay>) => {
      this.#play = { ...this.#play!, ...change }
    }
    const over = this.#tell(language, run, abort.signal, note)
      .then(() => note({ end: abort.signal.aborted ? 'stopped' : 'finished' }))
      .catch((error: unknown) => {
        log.error({ err: error }, 'the demo call center broke off')
        note({ end: 'failed', message: error instanceof Error ? error.message : String(error) })
      })
      .finally(() => {
        note({ endedAt: clock.now() })
        this.#playing = null
      })
    this.#playing = { abort, over }
  }

  /** The recorded call first, then a synthetic day. */
  async #tell(
    language: Language,
    run: number,
    signal: AbortSignal,
    note: (change: Partial<DemoPlay>) => void,
  ): Promise<void> {
    const { catalogue, clock, log, engine } = this.#tools
    let [told, fired] = [0, 0]
    const tell = async (events: readonly SourceEvent[]) => {
      if (signal.aborted) return
      const accepted = await engine.accept(events.map(ofTheDemo))
      told += events.length
      fired += accepted.reduce((sum, { duplicate, deliveries }) => (duplicate ? sum : sum + deliveries), 0)
      note({ told, fired })
      await pause(demoBatch.everyMs, signal)
    }
    await eachBatch(await recordedCallEvents(catalogue), tell)
    const emit = (events: readonly SourceEvent[]) =>
      eachBatch(events, async (some) => {
        await tell(some)
        note({ share: shareOfDay(some.at(-1)?.time ?? 0) })
      })
    await tellDay({ run, calls: demoCalls, language }, { catalogue, clock, log, signal, emit })
    if (!signal.aborted) note({ share: 1 })
  }
}

/** The made-up day has the hours of Greenwich. */
function shareOfDay(time: number): number {
  return Math.round(((time % dayMs) / dayMs) * 1000) / 1000
}

/** Under the source of the demo, its people under the ids of the demo. */
function ofTheDemo(event: SourceEvent): SourceEvent {
  const renamed: Record<string, Json> = {}
  for (const name of personParameters) {
    const value = event.data[name]
    if (typeof value === 'string' && value !== '') renamed[name] = idMark + value
  }
  return { ...event, source: demoSource, data: { ...event.data, ...renamed } as JsonObject }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
