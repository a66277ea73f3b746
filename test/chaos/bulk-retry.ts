import { waitUntil } from '../tools/wait-until.ts'
import type { Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/**
 * Failures sent again by filter, as a job, with a kill in the middle: the job goes on by itself after the restart, and every
 * failure is sent again.
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
    // At a tempo, so that the kill meets it in the middle on a fast machine, too.
    const wish = { filter: { status: 'failed' }, per_second: scale === 'quick' ? 500 : 1000 }
    const { id, matched } = await rig.must('POST', '/retry-jobs', wish)
    if (matched !== count) throw new Error(`${String(matched)} of ${count} failures were counted`)
    await waitUntil('the first of them', () => receiver.arrivals.length > count + count / 20, 120_000)
    await rig.end('SIGKILL')
    const takenBeforeTheKill = receiver.arrivals.length - count
    await rig.start()
    const statusThen = String((await rig.must('GET', `/retry-jobs/${String(id)}`))['status'])
    await waitUntil(
      'the job to be done',
      async () => (await rig.must('GET', `/retry-jobs/${String(id)}`))['status'] === 'done',
      1_200_000,
    )
    await rig.settle(1_200_000)
    return await rig.account([receiver], { counted: count, takenBeforeTheKill, afterTheKill: statusThen })
  },
}
