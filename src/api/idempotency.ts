import { createHash } from 'node:crypto'
import { Problem } from '../core/problem.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { Turns } from '../core/turns.ts'
import type { Answer, Asked } from './route.ts'

const collection = 'idempotency'
/** How long a repeated request gets the first answer again. */
const keptMs = 24 * 3600 * 1000
const running = new Map<string, Turns>()

/** An answer that is kept, to be given again. */
export interface Kept {
  readonly at: number
  readonly request: string
  readonly status: number
  readonly body: unknown
}

const pageSize = 200

/** Removes the kept answers that are older than a day. */
export function forgetOldAnswers({
  store,
  clock,
}: {
  store: RecordStore
  clock: { now: () => number }
}): Promise<void> {
  return forgetAnswers({ store }, ({ at }) => clock.now() - at >= keptMs)
}

/** Removes the kept answers that are so, a page at a time. */
export async function forgetAnswers({ store }: { store: RecordStore }, isSo: (kept: Kept) => boolean): Promise<void> {
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<RecordStore['recordsPage']>> = await store.recordsPage(collection, {
      limit: pageSize,
      order: 'asc',
      ...(cursor === null ? {} : { cursor }),
    })
    const going = page.items.filter(({ body }) => isSo(JSON.parse(body) as Kept))
    await store.saveRecords(going.map(({ id }) => ({ collection, id, body: null })))
    cursor = page.nextCursor
  } while (cursor !== null)
}

/**
 * Honors `Idempotency-Key`: the same key and the same request get the first answer again, for a day, also after a restart;
 * the same key with another request is a `conflict`. Only answers below 500 are kept. Without the header it does nothing.
 */
export async function idempotently(
  asked: Asked,
  { store, clock }: { store: RecordStore; clock: { now: () => number } },
  handle: () => Promise<Answer> | Answer,
): Promise<Answer> {
  const key = asked.headers['idempotency-key']
  if (key === undefined) return handle()
  if (key === '' || key.length > 255)
    throw new Problem('request-invalid', 'Idempotency-Key must have 1 to 255 characters')
  const id = createHash('sha256').update(`${asked.caller.id}\0${key}`).digest('hex')
  const request = createHash('sha256')
    .update(JSON.stringify([asked.path, asked.query, asked.body ?? null]))
    .digest('hex')
  const turns = running.get(id) ?? new Turns()
  running.set(id, turns)
  try {
    return await turns.run(async () => {
      const before = await store.record(collection, id)
      const kept = before === null ? null : (JSON.parse(before) as Kept)
      if (kept && clock.now() - kept.at < keptMs) {
        if (kept.request !== request)
          throw new Problem('idempotency-key-reused', 'This Idempotency-Key was used with another request')
        return { status: kept.status, body: kept.body, headers: { 'idempotent-replay': 'true' } }
      }
      const answer = await handle()
      if (answer.stream) return answer
      const keep: Kept = { at: clock.now(), request, status: answer.status ?? 200, body: answer.body }
      await store.saveRecords([{ collection, id, body: JSON.stringify(keep) }])
      return answer
    })
  } finally {
    if (running.get(id) === turns) running.delete(id)
  }
}
