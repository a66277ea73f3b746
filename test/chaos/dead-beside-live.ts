import type { Behavior } from '../tools/fakes/behavior.ts'
import type { Fault } from './accounting.ts'
import { Probe, pairedP99Ms } from './probe.ts'
import { Rig, startReceiver } from './rig.ts'

/** How many times slower the healthy messages may become, and how many milliseconds are no slowness at all. */
const mostTimes = 2
const noiseMs = { quick: 100, full: 10 }

/**
 * A mountain of due deliveries on one dead integration beside a live one: the live one must not notice. The measure is a
 * second server without the mountain, asked in turns. Then the dead one comes back and gets everything.
 */
export const deadBesideLive: Fault = {
  name: 'a backlog on a dead integration beside a live one',
  async run(scale) {
    const backlog = scale === 'quick' ? 10_000 : 500_000
    const probes = scale === 'quick' ? 60 : 1000
    let isDead = true
    await using dead = await startReceiver((): Behavior => (isDead ? { does: 'hang' } : { does: 'answer' }))
    await using rig = await Rig.open()
    await using twin = await Rig.open()
    await using live = await Probe.open(rig)
    await using alone = await Probe.open(twin)
    await rig.route(dead.url, 'user_status', {
      settings: { timeout_ms: 3000 },
      limits: { concurrency: 32 },
      options: { retry: { schedule_s: [0, ...Array.from({ length: 49 }, () => 5)] } },
    })
    for (let sent = 0; sent < backlog; sent += 1000)
      if (!(await rig.post('user_status', 1000))) throw new Error('the backlog was not accepted')
    await pairedP99Ms(live, alone, 20)
    const [besideP99Ms, aloneP99Ms] = await pairedP99Ms(live, alone, probes)
    const memoryMb = await rig.memoryMb()
    if (besideP99Ms > Math.max(mostTimes * aloneP99Ms, aloneP99Ms + noiseMs[scale]))
      throw new Error(`p99 beside the backlog is ${besideP99Ms} ms, without it ${aloneP99Ms} ms`)
    isDead = false
    const backAt = performance.now()
    await rig.settle(scale === 'quick' ? 120_000 : 1_200_000)
    const drainedS = Math.round((performance.now() - backAt) / 1000)
    return await rig.account([dead, live.receiver], { backlog, aloneP99Ms, besideP99Ms, memoryMb, drainedS })
  },
}
