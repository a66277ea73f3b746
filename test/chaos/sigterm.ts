import { waitUntil } from '../tools/wait-until.ts'
import type { Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** A stop waits eight seconds for messages in flight, and then has to write down what became of them. */
const mostMs = 15_000

/**
 * Asked to stop in mid-load, with messages in flight and some at a receiver that hangs: it ends in time and in good order,
 * and only what hung is sent again.
 */
export const sigterm: Fault = {
  name: 'SIGTERM in mid-load',
  async run(scale) {
    const stops = scale === 'quick' ? 1 : 8
    let stopped = 0
    await using receiver = await startReceiver((_request, no) =>
      no % 50 === 0 && stopped < stops ? { does: 'hang' } : { does: 'answer', afterMs: 50 },
    )
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'quota', { settings: { timeout_ms: 20_000 } })
    let slowestMs = 0
    while (stopped < stops) {
      const before = receiver.arrivals.length
      const load = rig.load('quota', { most: 600 })
      await waitUntil('messages in flight', () => receiver.arrivals.length >= before + 60, 30_000)
      const askedAt = performance.now()
      const code = await rig.end('SIGTERM')
      if (code !== 0) throw new Error(`the server ended with ${code}`)
      slowestMs = Math.max(slowestMs, Math.round(performance.now() - askedAt))
      stopped += 1
      await load.stop()
      await rig.start()
    }
    if (slowestMs > mostMs) throw new Error(`a stop took ${slowestMs} ms`)
    await rig.settle(120_000)
    const result = await rig.account([receiver], { stops, slowestMs })
    if (result.duplicates.notNoted > 0) throw new Error('a stop in good order sent a message again that was taken')
    return result
  },
}
