import type { Fault } from './accounting.ts'
import { Probe } from './probe.ts'
import { Rig, startReceiver } from './rig.ts'

/** Sixty-four bodies at once, of which a megabyte is read at the most, and what their garbage takes until it is collected. */
const mostGrowthMb = 250

/**
 * Receivers that send their headers at once and then a body a byte at a time, or as much of it as anybody reads: the status
 * counts, no place is held for ever, memory does not follow the bodies, and others go on.
 */
export const trickle: Fault = {
  name: 'a receiver that trickles its body, and one whose body never ends',
  async run(scale) {
    const count = scale === 'quick' ? 100 : 2000
    await using slow = await startReceiver(() => ({ does: 'slow-body', everyMs: 200 }))
    await using endless = await startReceiver(() => ({ does: 'endless-body' }))
    await using rig = await Rig.open()
    await rig.route(slow.url, 'user_status', { settings: { timeout_ms: 1000 } })
    await rig.route(endless.url, 'task_status', { settings: { timeout_ms: 5000 } })
    await using probe = await Probe.open(rig)
    const aloneP99Ms = await probe.p99Ms(50)
    const beforeMb = await rig.memoryMb()
    for (let sent = 0; sent < count; sent += 20) {
      await rig.post('user_status', 20)
      await rig.post('task_status', 20)
    }
    const besideP99Ms = await probe.p99Ms(50)
    await rig.settle(scale === 'quick' ? 60_000 : 300_000)
    const grewMb = (await rig.memoryMb()) - beforeMb
    if (grewMb > mostGrowthMb) throw new Error(`memory grew by ${grewMb} MB`)
    return await rig.account([slow, endless, probe.receiver], { aloneP99Ms, besideP99Ms, grewMb })
  },
}
