import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { holdClock } from '../../test/tools/clock.ts'
import type { DueDelivery } from '../core/store/delivery-store.ts'
import { type AttemptEnd, Lane, type LaneTools } from './lane.ts'
import { Slots } from './slots.ts'

// The store answers when it answers, attempts end when they end, people press Retry when they like. Whatever the order, nothing
// that is due may be left lying: there is no heartbeat here that would find it.

const integrationId = 'int_1'
const waitMs = 4000

/** A store whose threads work and answer when the walk says so: the writer and the reader each in the order they were asked. */
class SlowStore {
  readonly disk = new Map<string, DueDelivery>()
  /** What the threads are to do; it comes back as what is to be told. */
  readonly toWrite: (() => () => void)[] = []
  readonly toRead: (() => () => void)[] = []
  readonly toTell: (() => void)[][] = []

  /** One transaction with everything that waits: its answers come together. */
  write(): void {
    const group = this.toWrite.splice(0)
    if (group.length > 0) this.toTell.push(group.map((work) => work()))
  }

  read(): void {
    const work = this.toRead.shift()
    if (work) this.toTell.push([work()])
  }

  tell(at: number): void {
    const [answers] = this.toTell.splice(at % Math.max(1, this.toTell.length), 1)
    for (const answer of answers ?? []) answer()
  }

  written<Answer>(work: () => Answer): Promise<Answer> {
    return new Promise((resolve) => this.toWrite.push(() => asAnswer(work(), resolve)))
  }

  asked<Answer>(work: () => Answer): Promise<Answer> {
    return new Promise((resolve) => this.toRead.push(() => asAnswer(work(), resolve)))
  }
}

function asAnswer<Answer>(answer: Answer, resolve: (answer: Answer) => void): () => void {
  return () => resolve(answer)
}

/** A lane, its store, and attempts that end when the walk says so. */
function openWalk() {
  const clock = holdClock()
  const store = new SlowStore()
  const flying: { delivery: DueDelivery; end: (end: AttemptEnd) => void }[] = []
  const tools: LaneTools = {
    clock,
    slots: new Slots(1000),
    store: {
      dueDeliveries: ({ now, limit, except }) =>
        store.asked(() =>
          [...store.disk.values()].filter(({ id, dueAt }) => dueAt <= now && !except.includes(id)).slice(0, limit),
        ),
      lane: (_id, except) =>
        store.asked(() => {
          const rest = [...store.disk.values()].filter(({ id }) => !except.includes(id))
          const nextDueAt = Math.min(...rest.map(({ dueAt }) => dueAt))
          return store.disk.size === 0 ? null : { integrationId, open: store.disk.size, nextDueAt }
        }),
    },
    attempt: (delivery) => new Promise((end) => flying.push({ delivery, end })),
  }
  const lane = new Lane(integrationId, { open: true, ratePerSecond: null, concurrency: 3 }, tools)
  return { lane, clock, store, flying }
}

type Walk = ReturnType<typeof openWalk>
const mostAccepted = 3
let made = 0

const steps: Record<string, (walk: Walk, choice: number) => void | Promise<void>> = {
  accept({ lane, clock, store }, choice) {
    // Few, because each that is accepted makes the lane look, and would find what was forgotten.
    if (made >= mostAccepted) return
    const delivery = deliveryDue(`d${made++}`, clock.now() + (choice % 3 === 0 ? waitMs : 0))
    void store.written(() => void store.disk.set(delivery.id, delivery)).then(() => lane.offer([delivery]))
  },
  fail(walk, choice) {
    end(walk, choice, walk.clock.now() + waitMs)
  },
  deliver(walk, choice) {
    end(walk, choice, null)
  },
  retryByHand({ lane, clock, store }, choice) {
    const id = `d${choice % Math.max(1, made)}`
    const dueAt = clock.now()
    const requeued = store.written(() => {
      const one = store.disk.get(id)
      if (one) store.disk.set(id, { ...one, dueAt })
      return one !== undefined
    })
    void requeued.then((changed) => {
      if (changed) lane.lookFor([id])
    })
  },
  write: ({ store }) => store.write(),
  read: ({ store }) => store.read(),
  tell: ({ store }, choice) => store.tell(choice),
  wait: ({ clock }, choice) => clock.move((choice % 5) * 1000),
}

function end({ flying, store }: Walk, choice: number, nextAttemptAt: number | null): void {
  const [one] = flying.splice(choice % Math.max(1, flying.length), 1)
  if (!one) return
  const { id } = one.delivery
  const recorded = store.written(() => {
    if (nextAttemptAt === null) store.disk.delete(id)
    else store.disk.set(id, { ...one.delivery, dueAt: nextAttemptAt })
    return { nextAttemptAt }
  })
  one.end({ went: nextAttemptAt === null ? 'well' : 'strained', laneWaitsUntil: null, recorded })
}

/** From here on everybody answers, and every attempt succeeds. */
async function workOff(walk: Walk): Promise<void> {
  for (let turn = 0; turn < 60; turn++) {
    walk.store.write()
    walk.store.read()
    walk.store.tell(0)
    end(walk, 0, null)
    await walk.clock.move(turn % 10 === 0 ? waitMs : 0)
  }
}

function deliveryDue(id: string, dueAt: number): DueDelivery {
  const event = {
    no: 1,
    id,
    type: 'quota',
    time: 0,
    receivedAt: 0,
    source: 'api',
    correlationId: null,
    data: {},
    trail: [],
  }
  return {
    id,
    bindingId: 'bnd_1',
    bindingVersion: 1,
    integrationId,
    dueAt,
    expiresAt: null,
    attemptsCount: 0,
    tries: 0,
    createdAt: 0,
    trigger: 'auto',
    event,
  }
}

test('whatever the order in which stores, receivers and people act, nothing due is left lying', async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(1000))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80 }), async (walked) => {
      made = 0
      const walk = openWalk()
      for (const [name, choice] of walked) {
        await steps[name]!(walk, choice)
        await Promise.resolve()
      }
      await workOff(walk)
      assert.deepEqual([...walk.store.disk.keys()], [])
    }),
    { numRuns: 300 },
  )
})
