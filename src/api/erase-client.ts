import { isJsonObject } from '../core/json.ts'
import { erased, erasePhone, mentionsNumber, readNumber } from '../journal/erase.ts'
import type { House } from './house.ts'
import { forgetAnswers } from './idempotency.ts'

/** What was erased, and what people set up that mentions the number: that is for a person to decide. */
export interface ErasedClient {
  readonly events: number
  readonly deliveries: number
  readonly attempts: number
  readonly still_in: readonly { readonly collection: string; readonly id: string; readonly name: string | null }[]
}

/** Who ends the jobs that looked for the client. */
const eraser = { id: 'erase', name: 'erase' }
const setUp = ['bindings', 'integrations', 'sources', 'users', 'views']

/** Erases a client from the journal, from kept answers and from what the live tail remembers, and from the files of the store. */
export async function eraseClient(phone: string, house: House): Promise<ErasedClient> {
  const { store, catalogue, clock, engine, tail } = house
  const number = readNumber(phone)
  const counts = await erasePhone(phone, {
    store,
    catalogue,
    clock,
    cancel: async (ids) => {
      await engine.dispatcher.cancel({ ids }, 'the client’s personal data was erased')
    },
    isFlying: (id) => engine.dispatcher.isFlying(id),
  })
  await forgetAnswers(house, ({ body }) => mentionsNumber(JSON.stringify(body ?? null), number))
  await engine.retryJobs.erase((text) => mentionsNumber(text, number), eraser, erased)
  tail.forget()
  await store.wipeFreeSpace()
  return { ...counts, still_in: await leftIn(number, house) }
}

async function leftIn(number: string, { store }: House): Promise<ErasedClient['still_in']> {
  const found = await Promise.all(
    setUp.map(async (collection) =>
      (await store.records(collection))
        .filter(({ body }) => mentionsNumber(body, number))
        .map(({ id, body }) => ({ collection, id, name: nameIn(body) })),
    ),
  )
  return found.flat()
}

function nameIn(body: string): string | null {
  const record: unknown = JSON.parse(body)
  return isJsonObject(record) && typeof record['name'] === 'string' ? record['name'] : null
}
