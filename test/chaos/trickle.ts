import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** A receiver that sends its headers at once and its body a byte at a time: the status counts, and no slot is held for ever. */
export const trickle: Fault = {
  name: 'a receiver that trickles its body',
  async run(scale) {
    const count = scale === 'quick' ? 100 : 2000
    await using slow = await startReceiver(() => ({ does: 'slow-body', everyMs: 200 }))
    await using live = await startReceiver(() => ({ does: 'answer' }))
    await using rig = await Rig.open()
    await rig.route(slow.url, 'user_status', { settings: { timeout_ms: 1000 } })
    await rig.route(live.url, 'quota')
    for (let sent = 0; sent < count; sent += 20) {
      await rig.post('user_status', 20)
      await rig.post('quota', 20)
    }
    await rig.settle(scale === 'quick' ? 40_000 : 200_000)
    const arrivals = [...slow.arrivals.map((arrival) => ({ ...arrival, answered: true })), ...live.arrivals]
    return account(rig.accepted, arrivals, new Set())
  },
}
