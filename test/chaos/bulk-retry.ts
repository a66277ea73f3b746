import { waitUntil } from '../tools/wait-until.ts'
import type { Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/**
 * Failures sent again by filter, with a kill in the middle: what was taken up is sent after the restart, the rest stays failed
 * and goes with the next call. Fresh messages are not held up, and nobody gets a message that he took before.
 */
export const bulkRetry: Fault = {
  name: 'failures replayed by filter, resumed after a kill',
  async run(scale) {
    const count = scale === 'quick' ? 2000 : 100_000
    let isBroken = true
    await using receiver = await startReceiver(() => (isBroken ? { does: 'answer', status: 400 } : { does: 'answer' }))
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'quota')
    for (let sent = 0; sent < count; sent += 500)
      if (!(await rig.post('quota', 500))) throw new Error('a batch was not accepted')
    await rig.settle(1_200_000)
    isBroken = false
    const filter = { status: 'failed' }
    const counted = await rig.must('POST', '/deliveries/retry', { filter, dry_run: true })
    if (counted['matched'] !== count) throw new Error(`${String(counted['matched'])} of ${count} failures were counted`)
    const first = rig.ask('POST', '/deliveries/retry', { filter })
    await waitUntil('the first of them', () => receiver.arrivals.length > count + 10, 120_000)
    await rig.end('SIGKILL')
    await first
    const takenByThen = receiver.arrivals.length - count
    await rig.start()
    const second = await rig.must('POST', '/deliveries/retry', { filter })
    await rig.settle(1_200_000)
    const notes = { counted: count, takenBeforeTheKill: takenByThen, inTheSecondCall: Number(second['retried']) }
    return await rig.account([receiver], notes)
  },
}
