import type { Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** Stopped by SIGSTOP under load, as a machine that sleeps or swaps, and let go on: requests time out meanwhile, senders wait. */
export const frozen: Fault = {
  name: 'SIGSTOP under load, then on',
  async run(scale) {
    const frozenMs = scale === 'quick' ? 3000 : 60_000
    await using receiver = await startReceiver(() => ({ does: 'answer', afterMs: 20 }))
    await using rig = await Rig.open()
    const schedule_s = [0, ...Array.from({ length: 10 }, () => 0.2)]
    await rig.route(receiver.url, 'quota', { settings: { timeout_ms: 2000 }, options: { retry: { schedule_s } } })
    const load = rig.load('quota', { batch: 10, most: 1500 })
    await new Promise((resolve) => setTimeout(resolve, 1000))
    process.kill(rig.pid, 'SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, frozenMs))
    process.kill(rig.pid, 'SIGCONT')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    await load.stop()
    await rig.post('quota', 20)
    await rig.settle(120_000)
    return await rig.account([receiver], { frozenMs })
  },
}
