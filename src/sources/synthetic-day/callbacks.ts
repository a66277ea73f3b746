import { Call } from './call.ts'
import type { Client } from './clients.ts'
import { minute, second, written } from './clock-of-day.ts'
import type { Queue } from './people.ts'
import type { Random } from './random.ts'
import { arrangeTalk, tellHangup, tellTalk } from './talk.ts'
import type { Today } from './today.ts'

/** A promise to call a client back. */
export interface CallbackOrder {
  /** The call in which it was given. */
  readonly of: string
  readonly client: Client
  readonly queue: Queue
  readonly at: number
}

/** Tells the call by which the promise is kept; most clients answer. When no operator is free for long, nobody calls. */
export function callBack({ of, client, queue, at }: CallbackOrder, random: Random, today: Today): void {
  const id = `${of}-back`
  const rings = random.whole(6, 20) * second
  const reached = random.chance(0.78)
  const until = at + 20 * minute
  const talk = reached
    ? arrangeTalk({ callId: id, groups: [queue.group], from: at + rings, until, ring: 1500 }, random, today)
    : null
  if (talk && !talk.day) return
  const dialedAt = talk ? talk.ringsAt - rings : at
  const call = new Call(
    id,
    {
      call_type: 'callback',
      phone: client.phone,
      did: queue.did,
      queue_id: queue.id,
      queue_name: queue.name,
      call_started_at: written(dialedAt),
      ...client.contact,
    },
    today,
  )
  if (!talk) {
    call.run({
      function: 'dial_out',
      startedAt: dialedAt,
      finishedAt: dialedAt + rings,
      success: false,
      reason: 'no_answer',
    })
    tellHangup(call, dialedAt + rings + 20, { success: true, side: 'system' })
    return
  }
  const times = {
    startedAt: dialedAt,
    connectedAt: talk.ringsAt,
    stoppedAt: talk.endedAt,
    finishedAt: talk.endedAt + 30,
  }
  call.run({ function: 'dial_out', ...times, success: true, reason: 'completed' })
  const { leftAt } = tellTalk(talk, call, random, today, { mayRate: false })
  tellHangup(call, leftAt + 120, { success: true, side: 'customer' })
}
