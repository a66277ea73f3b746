import type { Behavior } from '../tools/fakes/behavior.ts'
import type { Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** Killed again and again under load, with a receiver that fails, resets, hangs and asks to slow down. */
export const killLoop: Fault = {
  name: 'kill -9 in a loop under load',
  async run(scale) {
    const kills = scale === 'quick' ? 4 : 60
    await using receiver = await startReceiver(moody())
    await using rig = await Rig.open()
    const schedule_s = [0, ...Array.from({ length: 45 }, () => 0.3)]
    await rig.route(receiver.url, 'quota', { settings: { timeout_ms: 1000 }, options: { retry: { schedule_s } } })
    for (let kill = 0; kill < kills; kill++) {
      // As much in each round as such a receiver can take: a fast machine would otherwise accept a backlog of minutes.
      const load = rig.load('quota', { most: 400 })
      await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 700))
      await rig.end('SIGKILL')
      await load.stop()
      await rig.start()
    }
    await rig.settle(scale === 'quick' ? 60_000 : 600_000)
    return await rig.account([receiver], { kills })
  },
}

/** Well two times out of three, and every way of being unwell; asks for silence every other second at the most. */
function moody(): () => Behavior {
  let no = 0
  let askedAt = 0
  return () => {
    no += 1
    if (no % 30 === 0 && performance.now() - askedAt > 2000) {
      askedAt = performance.now()
      return { does: 'slow-down', retryAfter: '1' }
    }
    if (no % 100 === 0) return { does: 'hang' }
    if (no % 20 === 0) return { does: 'answer', status: 503 }
    return no % 7 === 0 ? { does: 'reset' } : { does: 'answer' }
  }
}
