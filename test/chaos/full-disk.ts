import { join } from 'node:path'
import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** A store that may not grow any more, as a full disk: nothing is half accepted, and with room again everything goes on. */
export const fullDisk: Fault = {
  name: 'a full disk, then room again',
  async run(scale) {
    await using receiver = await startReceiver(() => ({ does: 'answer' }))
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'quota')
    await rig.end('SIGTERM')
    const store = (maxPages: number) => ({
      HOOKSWITCH_STORE: `sqlite:${join(rig.folder, 'hookswitch.db')}?max_pages=${maxPages}`,
    })
    await rig.start(store(scale === 'quick' ? 400 : 4000))
    let refused = 0
    for (let no = 0; refused < 20 && no < 20_000; no++) if (!(await rig.post('quota', 50))) refused += 1
    await rig.end('SIGKILL')
    await rig.start(store(1_000_000))
    await rig.settle(60_000)
    return account(rig.accepted, receiver.arrivals, new Set(), { refused })
  },
}
