import type { Behavior } from '../tools/fakes/behavior.ts'
import type { Fault } from './accounting.ts'
import { Probe, pairedP99Ms } from './probe.ts'
import { Rig, startReceiver } from './rig.ts'

/** How many times slower the healthy messages may become, and how many milliseconds are no slowness at all. */
const mostTimes = 2
const noiseMs = { quick: 100, full: 10 }
const longestDrainMs = 300_000

/**
 * A mountain of due deliveries on one dead integration beside a live one: the live one must not notice. The measure is a
 * second server without the mountain, asked in turns. Then the dead one comes back and gets what waited.
 */
export const deadBesideLive: Fault = {
  name: 'a backlog on a dead integration beside a live one',
  async run(scale) {
    const backlog = scale === 'quick' ? 10_000 : 500_000
    const probes = scale === 'quick' ? 60 : 300
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
    // On a slow machine half a million takes longer than anybody waits: what is left then is counted as due, one by one.
    await rig.settle(longestDrainMs).catch(() => {})
    return await rig.account([dead, live.receiver], { backlog, aloneP99Ms, besideP99Ms, memoryMb })
  },
}
