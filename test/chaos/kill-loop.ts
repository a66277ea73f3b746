import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** Killed again and again under load, with a receiver that fails, resets, hangs and asks to slow down. */
export const killLoop: Fault = {
  name: 'kill -9 in a loop under load',
  async run(scale) {
    const rounds = scale === 'quick' ? 4 : 60
    await using receiver = await startReceiver((_request, no) => {
      if (no % 400 === 0) return { does: 'slow-down', retryAfter: '1' }
      if (no % 150 === 0) return { does: 'hang' }
      if (no % 20 === 0) return { does: 'answer', status: 503 }
      return no % 7 === 0 ? { does: 'reset' } : { does: 'answer' }
    })
    await using rig = await Rig.open()
    const schedule_s = [0, ...Array.from({ length: 45 }, () => 0.3)]
    await rig.route(receiver.url, 'quota', { settings: { timeout_ms: 2000 }, options: { retry: { schedule_s } } })
    for (let round = 0; round < rounds; round++) {
      let going = true
      const senders = Array.from({ length: 4 }, async () => {
        while (going && (await rig.post('quota', 5)));
      })
      await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 700))
      await rig.end(round % 5 === 4 ? 'SIGTERM' : 'SIGKILL')
      going = false
      await Promise.all(senders)
      await rig.start()
    }
    await rig.settle(scale === 'quick' ? 60_000 : 600_000)
    return account(rig.accepted, receiver.arrivals, new Set(), { kills: rounds })
  },
}
