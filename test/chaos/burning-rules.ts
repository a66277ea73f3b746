import type { Fault } from './accounting.ts'
import { Probe } from './probe.ts'
import { Rig, startReceiver } from './rig.ts'

const loops =
  '{% for a in (1..size) %}{% for b in (1..size) %}{% for c in (1..size) %}{{ a }}{% endfor %}{% endfor %}{% endfor %}'

/** As large as a condition may be: two hundred comparisons, each with a list of a thousand, and only the last one holds. */
const largestCondition = {
  any: Array.from({ length: 199 }, (_, no) => ({
    param: `own_${no % 10}`,
    op: 'in',
    value: Array.from({ length: 1000 }, (__, at) => `${no}-${at}`),
  })).concat({ param: 'last', op: 'in', value: ['yes'] }),
}
const own = {
  ...Object.fromEntries(Array.from({ length: 10 }, (_, no) => [`own_${no}`, 'x'.repeat(1000)])),
  last: 'yes',
}

/** In the small form a single message beside the burning ones takes no longer than this: the tests of others run, too. */
const mostMs = 2000

/**
 * Templates and conditions made to burn CPU: a template is cut and its message fails with the reason, a condition is bounded by
 * its size, and the messages of others go on meanwhile.
 */
export const burningRules: Fault = {
  name: 'a template and a condition made to burn CPU',
  async run(scale) {
    const count = scale === 'quick' ? 20 : 500
    await using receiver = await startReceiver(() => ({ does: 'answer' }))
    await using rig = await Rig.open()
    await using probe = await Probe.open(rig)
    await rig.route(receiver.url, 'user_status', { parameters: { burns: loops } })
    await rig.route(receiver.url, 'task_status', { conditions: largestCondition })
    const probes = scale === 'quick' ? 40 : 200
    await probe.p99Ms(40)
    const aloneP99Ms = await probe.p99Ms(probes)
    const burning = burn(rig, count)
    const besideP99Ms = await probe.p99Ms(probes)
    await burning
    await rig.settle(120_000)
    const cut = (await rig.eventsThatAre('failed')).size
    if (cut !== count) throw new Error(`${cut} of ${count} burning messages failed`)
    if (besideP99Ms > (scale === 'quick' ? mostMs : 2 * aloneP99Ms + 25))
      throw new Error(`beside burning rules a message takes ${besideP99Ms} ms`)
    return await rig.account([receiver, probe.receiver], { aloneP99Ms, besideP99Ms, cut })
  },
}

/** Events for both, one after another, as fast as they are taken. */
async function burn(rig: Rig, count: number): Promise<void> {
  for (let no = 0; no < count; no++) {
    await rig.post('user_status', 1, { size: 1000 })
    await rig.post('task_status', 1, own)
  }
}
