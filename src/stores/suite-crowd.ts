import type { JournalFilter } from '../core/store/journal-filter.ts'
import type { Store } from '../core/store.ts'
import type { JournalModel } from './suite-model.ts'
import { delivered, nine, sampleDelivery, sampleEvent } from './suite-samples.ts'

/** Questions for thousands of rows, each taking another way through a store than with a few. */
export const crowdFilters: readonly JournalFilter[] = [
  {},
  { eventType: 'rating' },
  { statuses: ['failed'] },
  { search: [{ keys: [{ key: '=everybody', prefix: false }] }] },
  { search: [{ keys: [{ key: '=every', prefix: true }] }], bindingIds: ['vip'] },
  { search: [{ keys: [{ key: '=everybody', prefix: false }] }], eventType: 'call_function' },
  { search: [{ keys: [{ key: '=everybody', prefix: false }] }, { keys: [{ key: '=tenth', prefix: true }] }] },
  { search: [{ keys: [{ key: '=tenth', prefix: false }] }], statuses: ['pending'], from: nine + 2500, to: nine + 9100 },
  { search: [{ keys: [{ key: '#55', within: true }] }] },
  {
    search: [
      {
        keys: [
          { key: '#321', within: true },
          { key: '=tenth', prefix: false },
        ],
      },
    ],
    statuses: ['pending'],
  },
  { search: [{ keys: [{ key: '#9', within: true }] }, { keys: [{ key: '=every', prefix: true }] }] },
  { from: nine + 12_000, eventType: 'call_function', statuses: ['failed', 'pending'] },
  { statusCodes: [{ from: 200, to: 299 }], search: [{ keys: [{ key: '=everybody', prefix: false }] }] },
]

/** Saves a thousand events more, the `part`th, and lets every seventh fail. */
export async function addToCrowd(store: Store, model: JournalModel, part: number): Promise<void> {
  const events = Array.from({ length: 1000 }, (_, nth) => {
    const at = part * 1000 + nth
    return sampleEvent({
      receivedAt: nine + at,
      type: at % 50 === 0 ? 'rating' : 'call_function',
      searchKeys: ['=everybody', `#${at * 37}`, ...(at % 10 === 0 ? ['=tenth'] : [])],
      deliveries: [sampleDelivery({ bindingId: at % 100 === 0 ? 'vip' : 'missed' })],
    })
  })
  const saved = await store.saveEvents(events)
  for (const [nth, event] of events.entries()) model.add(event, saved[nth]!)
  const failed = saved.map((_, nth) => part * 1000 + nth).filter((at) => at % 7 === 0)
  const ending = { status: 'failed', outcome: 'permanent', finishedAt: nine + 50_000 } as const
  await store.recordAttempts(failed.map((at) => delivered(model.deliveries[at]?.id ?? '', ending)))
  const answer = { statusCode: 200, attemptsCount: 1, durationMs: 120, triggers: ['auto'] } as const
  for (const at of failed) model.change(at, { ...ending, ...answer })
}
