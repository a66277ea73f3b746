import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** Stopped by SIGSTOP under load, as a machine that sleeps or swaps, and let go on. */
export const frozen: Fault = {
  name: 'SIGSTOP under load, then on',
  async run(scale) {
    await using receiver = await startReceiver(() => ({ does: 'answer', afterMs: 20 }))
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'quota', {
      settings: { timeout_ms: 2000 },
      options: { retry: { schedule_s: [0, 0.2, 0.2, 0.2, 0.2] } },
    })
    for (let no = 0; no < 20; no++) await rig.post('quota', 20)
    process.kill(rig.pid, 'SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, scale === 'quick' ? 3000 : 60_000))
    process.kill(rig.pid, 'SIGCONT')
    for (let no = 0; no < 5; no++) await rig.post('quota', 20)
    await rig.settle(60_000)
    return account(rig.accepted, receiver.arrivals, new Set())
  },
}
