import { appendFile, readdir, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { type Accounting, account, type Fault } from './accounting.ts'
import { type Receiver, Rig, startReceiver } from './rig.ts'

/** What is written ahead of the database. */
const isLog = /-wal$/

/**
 * A write that a power cut left half done at the end of each log: nobody was told that it is on the disk, so nothing
 * accepted may be missing.
 */
export const tornLog: Fault = {
  name: 'a torn last page of the log',
  async run(scale) {
    await using receiver = await startReceiver(() => ({ does: 'answer', afterMs: 20 }))
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'quota')
    let torn = 0
    for (let turn = 0; turn < (scale === 'quick' ? 1 : 10); turn++) {
      await postInOrder(rig, 20)
      await rig.end('SIGKILL')
      for (const log of await logsOf(rig)) {
        await appendFile(log, Buffer.alloc(3000, turn + 1))
        torn += 1
      }
      await rig.start()
    }
    await postInOrder(rig, 5)
    await rig.settle(60_000)
    return await rig.account([receiver], { torn })
  },
}

/**
 * A log that lost its end, as only a broken disk does: the store opens with everything before the cut, sends what of it was
 * due, and goes on. What stood only behind the cut is gone with the disk, and is counted apart.
 */
export const truncatedLog: Fault = {
  name: 'a truncated log',
  async run(scale) {
    const turns = scale === 'quick' ? 1 : 10
    const sum = { accepted: 0, delivered: 0, due: 0, ended: 0, askedAgain: 0, lost: 0 }
    const duplicates = { notNoted: 0, noAnswer: 0, cutOff: 0 }
    let gone = 0
    for (let turn = 0; turn < turns; turn++) {
      const { kept, result } = await cutOnce()
      gone += kept.gone
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += result[name]
      for (const name of Object.keys(duplicates) as (keyof typeof duplicates)[])
        duplicates[name] += result.duplicates[name]
    }
    return { ...sum, duplicates, notes: { cuts: turns, goneWithTheDisk: gone } }
  },
}

async function cutOnce(): Promise<{ kept: { gone: number }; result: Accounting }> {
  await using receiver = await startReceiver(() => ({ does: 'answer', afterMs: 20 }))
  await using rig = await Rig.open()
  await rig.route(receiver.url, 'quota')
  await postInOrder(rig, 30)
  await rig.end('SIGKILL')
  for (const log of await logsOf(rig)) {
    const { size } = await stat(log)
    await truncate(log, Math.floor(size * (0.4 + 0.5 * Math.random())))
  }
  await rig.start()
  const gone = await refuseGaps(rig)
  await postInOrder(rig, 10)
  await rig.settle(60_000)
  return { kept: { gone: gone.size }, result: withoutThose(gone, rig, receiver) }
}

/** One batch after another, so that it is known which came first. */
async function postInOrder(rig: Rig, batches: number): Promise<void> {
  for (let no = 0; no < batches; no++) if (!(await rig.post('quota', 20))) throw new Error('a batch was not accepted')
}

async function logsOf({ folder }: Rig): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => isLog.test(file)).map((file) => join(folder, file))
  if (files.length === 0) throw new Error('there is no log to damage')
  return files
}

/** The accepted events that the store does not know any more. Throws unless they are the last ones. */
async function refuseGaps(rig: Rig): Promise<ReadonlySet<string>> {
  const kept = await rig.eventIds()
  const accepted = [...rig.accepted]
  const firstGone = accepted.findIndex((id) => !kept.has(id))
  const gone = firstGone === -1 ? [] : accepted.slice(firstGone)
  const between = gone.filter((id) => kept.has(id))
  if (between.length > 0) throw new Error(`${accepted[firstGone]} is gone, and ${between[0]} after it is there`)
  return new Set(gone)
}

function withoutThose(gone: ReadonlySet<string>, rig: Rig, receiver: Receiver): Accounting {
  return account(new Set([...rig.accepted].filter((id) => !gone.has(id))), receiver.arrivals)
}
