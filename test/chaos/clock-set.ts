import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Behavior } from '../tools/fakes/behavior.ts'
import type { ReceivedRequest } from '../tools/fakes/frame.ts'
import type { Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

const hours = 3_600_000
/** Seconds before the second attempt. */
const waitS = 6
/** Jitter takes a fifth of it at the most. */
const earliestMs = waitS * 800
/** After the jitter, as late as a busy machine may be: a freeze would last two hours. */
const latestMs = 60_000

/**
 * The clock of a running server is set by two hours, forward and back, in mid-load, while every message waits for its second
 * attempt: none comes early, and none waits for the time of day to come round.
 */
export const clockSet: Fault = {
  name: 'the clock set by two hours, forward and back',
  async run(scale) {
    const turns = scale === 'quick' ? 1 : 10
    const firstAt = new Map<string, number>()
    const waits: number[] = []
    await using receiver = await startReceiver(busyAtFirst(firstAt, waits))
    await using rig = await Rig.open({})
    const file = join(rig.folder, 'clock')
    await rig.end('SIGTERM')
    await rig.start({ CHAOS_CLOCK: file, NODE_OPTIONS: `--require ${join(import.meta.dirname, 'movable-clock.ts')}` })
    const schedule_s = [0, waitS, waitS, waitS]
    await rig.route(receiver.url, 'quota', { options: { retry: { schedule_s } } })
    for (let turn = 0; turn < turns; turn++) {
      for (const by of [2 * hours, 0, -2 * hours, 0]) {
        const load = rig.load('quota', { most: 100 })
        await new Promise((resolve) => setTimeout(resolve, 700))
        await writeFile(file, String(by))
        await new Promise((resolve) => setTimeout(resolve, 700))
        await load.stop()
      }
    }
    await rig.settle(latestMs)
    const shortestMs = Math.round(Math.min(...waits))
    const longestMs = Math.round(Math.max(...waits))
    if (shortestMs < earliestMs) throw new Error(`a retry came after ${shortestMs} ms instead of ${earliestMs} ms`)
    if (longestMs > latestMs) throw new Error(`a retry came only after ${longestMs} ms`)
    return await rig.account([receiver], { settings: turns * 4, shortestMs, longestMs })
  },
}

/** Busy once for each message; notes how long its second attempt kept it waiting, by a clock that nobody sets. */
function busyAtFirst(firstAt: Map<string, number>, waits: number[]): (request: ReceivedRequest) => Behavior {
  return ({ headers }) => {
    const id = headers['webhook-id'] ?? ''
    const first = firstAt.get(id)
    if (first !== undefined) {
      waits.push(performance.now() - first)
      return { does: 'answer' }
    }
    firstAt.set(id, performance.now())
    return { does: 'answer', status: 503 }
  }
}
