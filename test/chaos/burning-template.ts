import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

const burning =
  '{% for a in (1..size) %}{% for b in (1..size) %}{% for c in (1..size) %}{{ a }}{% endfor %}{% endfor %}{% endfor %}'

/** A template made to burn CPU: it is cut, its message fails with a reason, and the others go on. */
export const burningTemplate: Fault = {
  name: 'a template made to burn CPU',
  async run(scale) {
    const count = scale === 'quick' ? 20 : 500
    await using receiver = await startReceiver(() => ({ does: 'answer' }))
    await using rig = await Rig.open()
    await rig.route(receiver.url, 'user_status', { parameters: { burns: burning } })
    await rig.route(receiver.url, 'quota')
    for (let no = 0; no < count; no++)
      await rig.ask('POST', '/events', { event_type: 'user_status', data: { size: 1000 } })
    for (let no = 0; no < count; no++) await rig.post('quota', 5)
    await rig.settle(60_000)
    const { items } = await rig.must('GET', '/journal?event_type=user_status&limit=500')
    const failed = (items as { status: string }[]).filter(({ status }) => status === 'failed').length
    if (failed !== count) throw new Error(`${failed} of ${count} burning messages failed`)
    return account(rig.accepted, receiver.arrivals, new Set(), { cut: failed })
  },
}
