import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** Failures sent again by filter, with a kill in the middle: those taken up are sent, the rest wait for the next call. */
export const bulkRetry: Fault = {
  name: 'failures replayed by filter, resumed after a kill',
  async run(scale) {
    const count = scale === 'quick' ? 2000 : 100_000
    let broken = true
    await using receiver = await startReceiver(() => (broken ? { does: 'answer', status: 400 } : { does: 'answer' }))
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'quota')
    for (let sent = 0; sent < count; sent += 500) await rig.post('quota', 500)
    await rig.settle(300_000)
    broken = false
    const filter = { status: 'failed' }
    const counted = await rig.must('POST', '/deliveries/retry', { filter, dry_run: true })
    const first = rig.ask('POST', '/deliveries/retry', { filter })
    await new Promise((resolve) => setTimeout(resolve, 50))
    await rig.end('SIGKILL')
    await first
    await rig.start()
    await rig.must('POST', '/deliveries/retry', { filter })
    await rig.settle(300_000)
    return account(rig.accepted, receiver.arrivals, new Set(), { counted: Number(counted['matched']) })
  },
}
