import type { Fault } from './accounting.ts'
import { Probe } from './probe.ts'
import { Rig, startReceiver } from './rig.ts'

/** A receiver that sends its headers at once and its body a byte at a time: the status counts, no place is held for ever, and others go on. */
export const trickle: Fault = {
  name: 'a receiver that trickles its body',
  async run(scale) {
    const count = scale === 'quick' ? 100 : 2000
    await using slow = await startReceiver(() => ({ does: 'slow-body', everyMs: 200 }))
    await using rig = await Rig.open()
    await rig.route(slow.url, 'user_status', { settings: { timeout_ms: 1000 } })
    await using probe = await Probe.open(rig)
    const aloneP99Ms = await probe.p99Ms(50)
    for (let sent = 0; sent < count; sent += 20) await rig.post('user_status', 20)
    const besideP99Ms = await probe.p99Ms(50)
    await rig.settle(scale === 'quick' ? 60_000 : 300_000)
    return await rig.account([slow, probe.receiver], { aloneP99Ms, besideP99Ms })
  },
}
