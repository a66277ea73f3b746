import type { Clock } from '../../core/clock.ts'
import type { SourceEvent } from '../../core/event.ts'
import type { SourceTools } from '../../core/source.ts'
import { endOf, Follower } from './follower.ts'
import { LocalTime } from './local-time.ts'
import { type Position, readPosition, savePosition } from './position.ts'
import { readLine } from './queue-line.ts'
import { type Settings, stateFileOf } from './settings.ts'
import { Translator } from './translator.ts'

/** The most events that are handed over at a time. */
const mostAtOnce = 500

/**
 * Follows the log until the signal aborts. The position is saved only after the events before it were taken, so a crash
 * repeats the last lines rather than losing them; their events then have the same ids as before.
 */
export async function listen(settings: Settings, tools: SourceTools): Promise<void> {
  const { signal, clock } = tools
  const local = localTimeIn(settings.time_zone)
  const statePath = stateFileOf(settings)
  const from = await begin(settings, tools)
  if (from === null) return
  const translator = new Translator(settings, from.memory)
  const follower = new Follower(settings.path, from.place)
  const health = new Health(settings.path, follower, tools)
  let { place } = from
  const hand = async (events: SourceEvent[]): Promise<void> => {
    for (let at = 0; at < events.length; at += mostAtOnce) await tools.emit(events.slice(at, at + mostAtOnce))
    await savePosition(statePath, { place, memory: translator.memory() })
  }
  try {
    while (!signal.aborted) {
      const portion = await health.watch(() => follower.read())
      if (portion) {
        const lines = portion.lines.map((text) => readLine(text, local))
        health.unreadable += lines.filter((line) => line === null).length
        place = portion.place
        if (lines.length > 0) await hand(lines.flatMap((line) => (line === null ? [] : translator.take(line))))
        continue
      }
      // Everything written has been read, so the clock on the wall has caught up with the log.
      const settled = portion === null ? translator.tick(clock.now()) : []
      if (settled.length > 0) await hand(settled)
      await pause(settings.poll_ms, clock, signal)
    }
  } finally {
    await follower.close()
  }
}

/**
 * Where to begin; null when asked to stop before that could be found out. It is saved at once, so that a folder in which
 * nothing can be kept is noticed before anything is told.
 */
async function begin(settings: Settings, { clock, signal, report }: SourceTools): Promise<Position | null> {
  const statePath = stateFileOf(settings)
  while (!signal.aborted) {
    try {
      const position = (await readPosition(statePath)) ?? (await firstPosition(settings))
      await savePosition(statePath, position)
      return position
    } catch (error) {
      // A disk that is not mounted yet, or a right that somebody is about to give.
      if (!isOfTheFileSystem(error)) throw error
      report({ connected: false, message: error.message })
      await pause(settings.poll_ms, clock, signal)
    }
  }
  return null
}

function isOfTheFileSystem(error: unknown): error is Error {
  return error instanceof Error && error.cause instanceof Error && 'code' in error.cause
}

async function firstPosition({ path, from_start }: Settings): Promise<Position> {
  const place = from_start ? null : await endOf(path).catch((error: unknown) => refuse(path, error))
  return { place, memory: { calls: [], agents: [], restartedAt: 0 } }
}

function refuse(path: string, error: unknown): never {
  throw new Error(cannotRead(path, error), { cause: error })
}

function cannotRead(path: string, error: unknown): string {
  const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message
  return `${path} cannot be read (${why}); allow Hookswitch to read it`
}

function localTimeIn(zone: string): LocalTime {
  try {
    return new LocalTime(zone)
  } catch (error) {
    throw new Error(`there is no time zone “${zone}”; write a name such as Europe/Berlin`, { cause: error })
  }
}

/** Says how reading fares: to the health of the source when it changes, to the log when something was passed over. */
class Health {
  unreadable = 0
  readonly #path: string
  readonly #follower: Follower
  readonly #tools: SourceTools
  #said = ''
  #passedOver = 0

  constructor(path: string, follower: Follower, tools: SourceTools) {
    this.#path = path
    this.#follower = follower
    this.#tools = tools
  }

  /** Reads; undefined when the file could not be read this time. */
  async watch<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
    try {
      const result = await read()
      if (this.#follower.isWaiting) this.#say(false, `there is no ${this.#path} yet; waiting for it`)
      else this.#say(true, this.#trouble())
      return result
    } catch (error) {
      this.#say(false, cannotRead(this.#path, error))
      return undefined
    }
  }

  #trouble(): string {
    const { skipped, gaps } = this.#follower
    if (this.unreadable + skipped + gaps > this.#passedOver) {
      this.#passedOver = this.unreadable + skipped + gaps
      this.#tools.log.warn(
        { path: this.#path, unreadable: this.unreadable, skipped, gaps },
        'lines of a queue_log were passed over',
      )
    }
    const parts = [
      gaps > 0 && 'the log was rotated while it was not being read, and its rest is gone: some calls may be missing',
      this.unreadable + skipped > 0 && `${this.unreadable + skipped} lines are not in the form of queue_log`,
    ]
    return parts.filter((part) => part !== false).join('; ')
  }

  #say(connected: boolean, message: string): void {
    if (this.#said === `${connected}${message}`) return
    this.#said = `${connected}${message}`
    this.#tools.report(message === '' ? { connected } : { connected, message })
  }
}

function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const wake = (): void => {
      signal.removeEventListener('abort', stop)
      resolve()
    }
    const callOff = clock.after(ms, wake)
    const stop = (): void => {
      callOff()
      resolve()
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
