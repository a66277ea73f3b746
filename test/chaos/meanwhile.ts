import { waitUntil } from '../tools/wait-until.ts'
import type { Fault } from './accounting.ts'
import { type Receiver, Rig, startReceiver } from './rig.ts'

/** Every message is refused once and then waits this long. */
const waitS = 4
const options = { retry: { schedule_s: [0, ...Array.from({ length: 10 }, () => waitS)] } }

/**
 * Settings, bindings and integrations are edited, switched off and deleted while their messages wait, and many people retry the
 * same ones at once. What is still wanted arrives, once; what is not ends with the reason.
 */
export const meanwhile: Fault = {
  name: 'edited, disabled, deleted and retried while deliveries wait',
  async run(scale) {
    const count = scale === 'quick' ? 100 : 3000
    const seen = new Set<string>()
    await using receiver = await startReceiver(({ headers }) => {
      const id = headers['webhook-id'] ?? ''
      if (seen.has(id)) return { does: 'answer' }
      seen.add(id)
      return { does: 'answer', status: 503 }
    })
    await using rig = await Rig.open()
    const routes = await Promise.all(
      ['quota', 'user_status', 'task_status', 'auto_operator', 'list_change'].map(async (type) => {
        const ids = await rig.routeIds(`${receiver.url}/${type}`, type, { options })
        return { type, ...ids }
      }),
    )
    for (const { type } of routes) for (let sent = 0; sent < count; sent += 50) await rig.post(type, 50)
    const [edited, off, unbound, moved, clicked] = routes
    await rig.must('PATCH', `/integrations/${edited!.integration}`, { settings: { url: `${receiver.url}/new` } })
    await rig.must('PATCH', `/bindings/${edited!.binding}`, { parameters: { event: 'another message' } })
    await rig.must('PATCH', `/integrations/${off!.integration}`, { enabled: false })
    await rig.must('DELETE', `/bindings/${unbound!.binding}`)
    await rig.must('PATCH', `/bindings/${moved!.binding}`, { integration_id: edited!.integration })
    await rig.must('DELETE', `/integrations/${moved!.integration}`)
    await clickAll(rig, clicked!.binding)
    const waiting = () => rig.must('GET', '/journal?status=pending,retrying&limit=500')
    await waitUntil(
      'only those of the one switched off to wait',
      async () => {
        const { items } = await waiting()
        return (items as { integration: { id: string } }[]).every(
          ({ integration }) => integration.id === off!.integration,
        )
      },
      120_000,
    )
    await rig.must('PATCH', `/integrations/${off!.integration}`, { enabled: true })
    await rig.settle(120_000)
    refuseSecondMessages(receiver)
    return await rig.account([receiver], { canceled: (await rig.eventsThatAre('canceled')).size })
  },
}

/** Four people click on each at once, and one of them sends all of them again by filter. */
async function clickAll(rig: Rig, binding: string): Promise<void> {
  const { items } = await rig.must('GET', `/journal?binding_id=${binding}&limit=500`)
  const ids = (items as { delivery_id: string }[]).map(({ delivery_id }) => delivery_id)
  const click = (id: string) => rig.ask('POST', `/deliveries/${id}/retry`)
  await Promise.all([
    ...ids.flatMap((id) => [click(id), click(id), click(id), click(id)]),
    rig.ask('POST', '/deliveries/retry', { filter: { binding_id: binding, status: 'retrying,failed' } }),
  ])
}

function refuseSecondMessages({ arrivals }: Receiver): void {
  const taken = Map.groupBy(
    arrivals.filter(({ ended }) => ended === 'taken'),
    ({ deliveryId }) => deliveryId,
  )
  for (const [id, some] of taken) if (some.length > 1) throw new Error(`${id} was sent again after it was taken`)
}
