import { readdir, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** The write-ahead log cut in the middle of a page after a crash: the store opens, keeps what was whole, and goes on. */
export const tornLog: Fault = {
  name: 'a torn write-ahead log',
  async run() {
    await using receiver = await startReceiver(() => ({ does: 'answer' }))
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'quota')
    for (let no = 0; no < 30; no++) await rig.post('quota', 20)
    await rig.end('SIGKILL')
    const before = rig.accepted.size
    const log = (await readdir(rig.folder)).find((file) => file.endsWith('-wal'))
    if (log) {
      const path = join(rig.folder, log)
      const { size } = await stat(path)
      await truncate(path, Math.max(0, size - 5000))
    }
    await rig.start()
    const { items } = await rig.must('GET', '/events?limit=500')
    const kept = (items as unknown[]).length
    for (let no = 0; no < 10; no++) await rig.post('quota', 20)
    await rig.settle(30_000)
    // What stood only in the part cut off is gone with it: that is the disk's loss, not ours. The rest must arrive.
    const after = new Set([...rig.accepted].slice(before))
    return account(after, receiver.arrivals, new Set(), { keptOfLast500: kept })
  },
}
