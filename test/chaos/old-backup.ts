import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** The store put back as it was some time ago: nothing breaks, and no new delivery gets an id that was used before. */
export const oldBackup: Fault = {
  name: 'a restore from an old backup',
  async run() {
    await using receiver = await startReceiver(() => ({ does: 'answer' }))
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'quota')
    for (let no = 0; no < 5; no++) await rig.post('quota', 20)
    await rig.settle(20_000)
    await rig.end('SIGTERM')
    const files = ['hookswitch.db']
    for (const file of files) await cp(join(rig.folder, file), join(rig.folder, `${file}.old`))
    await rig.start()
    for (let no = 0; no < 5; no++) await rig.post('quota', 20)
    await rig.settle(20_000)
    await rig.end('SIGTERM')
    for (const file of files) await cp(join(rig.folder, `${file}.old`), join(rig.folder, file))
    await rig.start()
    for (let no = 0; no < 5; no++) await rig.post('quota', 20)
    await rig.settle(20_000)
    const byId = Map.groupBy(receiver.arrivals, ({ deliveryId }) => deliveryId)
    for (const [id, arrivals] of byId) {
      if (new Set(arrivals.map(({ event }) => event)).size > 1)
        throw new Error(`the id ${id} was used for two messages`)
    }
    return account(rig.accepted, receiver.arrivals, new Set())
  },
}
