import { waitUntil } from '../tools/wait-until.ts'
import type { Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'
import { openSmallDisk } from './small-disk.ts'

/** Refusals in a row after which the disk counts as full for a batch of that size. */
const refusalsWanted = 20

/**
 * A disk that fills up under load: nothing is half accepted, what was accepted waits rather than being sent blindly, and with
 * room again everything goes on, without a restart. Then once more, with a kill while the disk is full.
 */
export const fullDisk: Fault = {
  name: 'a full disk, then room again',
  async run(scale) {
    await using disk = await openSmallDisk(scale === 'quick' ? 64 : 512)
    await using receiver = await startReceiver(() => ({ does: 'answer' }))
    await using rig = await Rig.open({}, disk.folder)
    await rig.route(receiver.url, 'quota')
    const refused: number[] = []
    for (const restarts of [false, true]) {
      await disk.leave(scale === 'quick' ? 2_000_000 : 40_000_000, rig.pid)
      refused.push(await postUntilRefused(rig))
      const { pid } = rig
      if (restarts) await rig.end('SIGKILL')
      await disk.makeRoom(pid)
      if (restarts) await rig.start()
      await waitUntil('events to be accepted with room again', () => rig.post('quota', 20), 20_000)
      await rig.settle(120_000)
    }
    return await rig.account([receiver], { disk: disk.kind, refused: refused.join(' + ') })
  },
}

/** Posts until so many batches in a row were refused. Returns how many were refused in all. */
async function postUntilRefused(rig: Rig): Promise<number> {
  let refused = 0
  let inARow = 0
  while (inARow < refusalsWanted) {
    const reply = await rig.post('quota', 50)
    inARow = reply ? 0 : inARow + 1
    if (!reply) refused += 1
  }
  return refused
}
