import { account, type Fault } from './accounting.ts'
import { Rig, startReceiver } from './rig.ts'

/** A mountain of due deliveries on one dead integration beside a live one: the live one must not notice. */
export const deadBesideLive: Fault = {
  name: 'a backlog on a dead integration beside a live one',
  async run(scale) {
    const backlog = scale === 'quick' ? 20_000 : 500_000
    await using dead = await startReceiver(() => ({ does: 'hang' }))
    await using live = await startReceiver(() => ({ does: 'answer' }))
    await using rig = await Rig.open()
    const liveId = await rig.route(live.url, 'quota')
    await rig.route(dead.url, 'user_status', { settings: { timeout_ms: 3000 }, limits: { concurrency: 32 } })
    const alone = await p99Of(rig, liveId, 200)
    const before = new Set(rig.accepted)
    for (let sent = 0; sent < backlog; sent += 2000)
      if (!(await rig.post('user_status', 2000))) throw new Error('the backlog was not accepted')
    const deadEvents = new Set([...rig.accepted].filter((id) => !before.has(id)))
    const beside = await p99Of(rig, liveId, 200)
    const wanted = new Set([...rig.accepted].filter((id) => !deadEvents.has(id)))
    const memoryMb = await rig.memoryMb()
    const result = account(wanted, live.arrivals, new Set(), {
      backlog,
      aloneP99Ms: alone,
      besideP99Ms: beside,
      memoryMb,
    })
    return { ...result, accepted: rig.accepted.size, due: deadEvents.size }
  },
}

/** p99 from acceptance to the message over so many single events, one after another. */
async function p99Of(rig: Rig, integrationId: string, count: number): Promise<number> {
  const from = new Date().toISOString()
  for (let no = 0; no < count; no++) await rig.post('quota', 1)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const { items } = await rig.must(
    'GET',
    `/journal?integration_id=${integrationId}&status=delivered&limit=500&from=${from}`,
  )
  const took = (items as { created_at: string; finished_at: string }[])
    .map(({ created_at, finished_at }) => Date.parse(finished_at) - Date.parse(created_at))
    .sort((a, b) => a - b)
  return took[Math.floor(took.length * 0.99)] ?? Number.POSITIVE_INFINITY
}
