import type { JsonObject } from '../../core/json.ts'
import type { Language } from '../../core/sentence.ts'
import { secondsBetween, written } from './clock-of-day.ts'
import type { Diary } from './diary.ts'
import { cubeNames, say } from './words.ts'

/** One run of a call function: when it went through its states, and what is known in each. */
export interface FunctionRun {
  readonly function: string
  readonly startedAt: number
  /** Absent when the other side or the media was never reached; then there is no `connect` and no `stop`. */
  readonly connectedAt?: number
  /** Absent when the media goes on elsewhere, as after a queue. */
  readonly stoppedAt?: number
  readonly finishedAt: number
  readonly success: boolean
  readonly reason: string
  /** Parameters of every state. */
  readonly always?: JsonObject
  /** Parameters that are known only at the end. */
  readonly atEnd?: JsonObject
}

/** A call being told: every event of it carries the same call id, correlation id and block of call parameters. */
export class Call {
  readonly id: string
  readonly #diary: Diary
  readonly #language: Language
  #block: JsonObject
  #functions = 0

  constructor(id: string, block: JsonObject, { diary, language }: { diary: Diary; language: Language }) {
    this.id = id
    this.#block = { call_id: id, ...block }
    this.#diary = diary
    this.#language = language
  }

  /** What the catalogue calls the CALL and CONTACT blocks, as far as known now. */
  get block(): JsonObject {
    return this.#block
  }

  /** From now on these are known too, such as the queue that was chosen. */
  learn(more: JsonObject): void {
    this.#block = { ...this.#block, ...more }
  }

  run(run: FunctionRun): void {
    this.#functions += 1
    const { startedAt, connectedAt, stoppedAt, finishedAt } = run
    const waited = secondsBetween(startedAt, connectedAt ?? finishedAt)
    const talked = connectedAt === undefined || stoppedAt === undefined ? 0 : secondsBetween(connectedAt, stoppedAt)
    const start = { started_at: written(startedAt) }
    const connect = { ...start, connected_at: timeOrNothing(connectedAt), alert_duration: waited }
    const stop = { ...connect, stopped_at: timeOrNothing(stoppedAt), connect_time: talked }
    const end = { finished_at: written(finishedAt), success_flag: run.success, finish_reason: run.reason }
    this.#state(run, 'start', startedAt, start)
    if (connectedAt !== undefined) this.#state(run, 'connect', connectedAt, connect)
    if (stoppedAt !== undefined) this.#state(run, 'stop', stoppedAt, stop)
    this.#state(run, 'finish', finishedAt, { ...stop, connect_time: talked, ...run.atEnd, ...end })
  }

  #state(run: FunctionRun, state: string, time: number, more: JsonObject): void {
    const cube = {
      function: run.function,
      function_id: `cube-${run.function}`,
      function_name: say(cubeNames[run.function]!, this.#language),
      function_state: state,
    }
    this.#diary.tell({
      type: 'call_function',
      time,
      key: `${this.id}:${this.#functions}-${run.function}:${state}`,
      correlationId: this.id,
      data: { ...this.#block, ...cube, ...run.always, ...more },
    })
  }
}

function timeOrNothing(time: number | undefined): string | undefined {
  return time === undefined ? undefined : written(time)
}
