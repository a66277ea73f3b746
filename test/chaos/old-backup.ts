import { join } from 'node:path'
import { runCommand } from '../tools/process.ts'
import { account, type Fault } from './accounting.ts'
import { type Receiver, Rig, startReceiver } from './rig.ts'

/**
 * The store put back as it was some time ago, from a backup made in mid-load: nothing breaks, what was due then is sent again
 * under its old id, what came later is not known any more though it was delivered, and no new message gets a used id.
 */
export const oldBackup: Fault = {
  name: 'a restore from an old backup',
  async run(scale) {
    const batches = scale === 'quick' ? 10 : 200
    let isBusy = false
    await using receiver = await startReceiver(() => ({ does: 'answer', status: isBusy ? 503 : 200 }))
    await using rig = await Rig.open()
    const schedule_s = [0, ...Array.from({ length: 49 }, () => 1)]
    await rig.route(receiver.url, 'quota', { options: { retry: { schedule_s } } })
    const backup = join(rig.folder, 'backup')
    for (let no = 0; no < batches; no++) await rig.post('quota', 20)
    await rig.settle(300_000)
    isBusy = true
    for (let no = 0; no < batches; no++) await rig.post('quota', 20)
    const dueBefore = await rig.eventsThatAre('pending,retrying')
    await command(rig, 'backup', backup, '--url', rig.server.url)
    isBusy = false
    for (let no = 0; no < batches; no++) await rig.post('quota', 20)
    await rig.settle(300_000)
    await rig.end('SIGTERM')
    await command(rig, 'restore', backup)
    await rig.start()
    const known = await rig.eventIds()
    for (let no = 0; no < batches; no++) await rig.post('quota', 20)
    await rig.settle(300_000)
    refuseOthersTwice(receiver, dueBefore)
    return account(rig.accepted, receiver.arrivals, {}, { inTheBackup: known.size, dueBefore: dueBefore.size })
  },
}

async function command({ folder }: Rig, ...argv: string[]): Promise<void> {
  const { code, err } = await runCommand(argv, { folder })
  if (code !== 0) throw new Error(`${argv[0]}: ${err}`)
}

/** Only what was due when the backup was made may come twice. */
function refuseOthersTwice({ arrivals }: Receiver, due: ReadonlySet<string>): void {
  for (const [event, some] of Map.groupBy(arrivals, (arrival) => arrival.event)) {
    const most = due.has(event) ? 2 : 1
    if (some.filter(({ ended }) => ended === 'taken').length > most)
      throw new Error(`${event} came ${some.length} times`)
  }
}
