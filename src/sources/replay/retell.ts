import { createReadStream } from 'node:fs'
import type { SourceEvent } from '../../core/event.ts'
import { readPostedEvents } from '../../core/posted-events.ts'
import { Problem } from '../../core/problem.ts'
import type { SourceTools } from '../../core/source.ts'

const batchSize = 200
const tryAgainMs = 1_000

/** A recording without a pause at its end, played in a loop at speed 0, would not let the machine breathe. */
const betweenRoundsMs = 1_000

interface Settings {
  readonly path: string
  readonly speed?: number
  readonly loop?: boolean
}

/**
 * Tells the file's events again: the first at once, the others as far apart as they were, divided by `speed`; with speed 0 as
 * fast as they are taken. Ids are kept, so a second run adds nothing. Rejects when the file cannot be read.
 */
export async function retell({ path, speed = 1, loop = false }: Settings, tools: SourceTools): Promise<void> {
  const { signal, report } = tools
  for (let round = 1; !signal.aborted; round++) {
    const told = await tellOnce(path, speed, round, tools)
    if (signal.aborted) return
    if (!loop) return report({ connected: true, message: `The recording is over: ${told} events` })
    await wait(betweenRoundsMs, tools)
  }
}

async function tellOnce(path: string, speed: number, round: number, tools: SourceTools): Promise<number> {
  tools.report({ connected: true, message: `Telling ${path}` })
  const pace = new Pace(speed, tools)
  let batch: SourceEvent[] = []
  let told = 0
  for await (const event of eventsIn(path)) {
    const waitMs = pace.untilDue(event)
    if (batch.length > 0 && (waitMs > 0 || batch.length >= batchSize)) {
      await handOver(batch, tools)
      batch = []
    }
    if (waitMs > 0) await wait(waitMs, tools)
    if (tools.signal.aborted) return told
    batch.push(round === 1 ? event : { ...event, id: `${event.id}#${round}` })
    told += 1
  }
  await handOver(batch, tools)
  return told
}

async function* eventsIn(path: string): AsyncGenerator<SourceEvent> {
  try {
    yield* readPostedEvents(createReadStream(path), 'replay')
  } catch (error) {
    throw new Error(`could not read the recording ${path}`, { cause: error })
  }
}

/** When each event of the recording is due, measured from when the first was told. */
class Pace {
  readonly #speed: number
  readonly #clock: SourceTools['clock']
  readonly #began: number
  #first: number | undefined

  constructor(speed: number, { clock }: SourceTools) {
    this.#speed = speed
    this.#clock = clock
    this.#began = clock.now()
  }

  /** Milliseconds; zero or less when it is due. An event without a time comes with the one before it. */
  untilDue({ time }: SourceEvent): number {
    if (this.#speed === 0 || time === undefined) return 0
    this.#first ??= time
    return (time - this.#first) / this.#speed - (this.#clock.now() - this.#began)
  }
}

/** The file does not run away: while the store is full or busy, the same events are offered again. */
async function handOver(events: readonly SourceEvent[], tools: SourceTools): Promise<void> {
  while (events.length > 0 && !tools.signal.aborted) {
    try {
      await tools.emit(events)
      return
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.status < 500) return handOverOneByOne(events, error, tools)
      tools.report({ connected: false, message: error.message })
      await wait(tryAgainMs, tools)
    }
  }
}

/** One event of the file is not legal here, such as one of an unknown type: only that one is left out. */
async function handOverOneByOne(events: readonly SourceEvent[], problem: Problem, tools: SourceTools): Promise<void> {
  if (events.length === 1) {
    tools.log.warn({ problem: problem.code }, 'an event of the recording was refused and is left out')
    return
  }
  for (const event of events) await handOver([event], tools)
}

function wait(ms: number, { clock, signal }: SourceTools): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const callOff = clock.after(ms, done)
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      callOff()
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
