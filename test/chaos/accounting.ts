/** What a fault run came to. Every message accepted is delivered, still due, or ended for a reason; nothing else is allowed. */
export interface Accounting {
  readonly accepted: number
  readonly delivered: number
  /** Accepted, not delivered yet, and still going to be sent. */
  readonly due: number
  /** Not delivered and not going to be, for a reason that the journal tells: refused for good, canceled by a person. */
  readonly ended: number
  readonly duplicates: Duplicates
  /** Attempts after the receiver had said no (503, 429): it does not have the message, so these are no duplicates. */
  readonly askedAgain: number
  readonly lost: number
  /** Anything else worth knowing: latencies, memory, pauses. */
  readonly notes: Readonly<Record<string, number | string>>
}

/** Messages that came again though the receiver may have them, always under the same id, by what made it unavoidable. */
export interface Duplicates {
  /** The receiver had said yes, and the server was ended or frozen before it noted that. */
  readonly notNoted: number
  /** The receiver had said nothing: the time ran out, or the server was ended meanwhile. */
  readonly noAnswer: number
  /** The receiver had cut the connection after the request. */
  readonly cutOff: number
}

/** One fault, small enough for the tests or as long as it takes. */
export interface Fault {
  readonly name: string
  /** `quick` is what `npm test` runs: seconds. */
  readonly run: (scale: 'quick' | 'full') => Promise<Accounting>
}

/** What the receiver saw of one message. */
export interface Arrival {
  readonly event: string
  readonly deliveryId: string
  readonly ended: 'taken' | 'refused' | 'no answer' | 'cut off'
}

/** What became of events by the journal, when not all of them were delivered. */
export interface Remaining {
  readonly due?: ReadonlySet<string>
  readonly ended?: ReadonlySet<string>
}

/** Counts arrivals against what was accepted. Throws when a message came under two ids, or two under one. */
export function account(
  accepted: ReadonlySet<string>,
  arrivals: readonly Arrival[],
  { due = new Set(), ended = new Set() }: Remaining = {},
  notes: Accounting['notes'] = {},
): Accounting {
  const came = Map.groupBy(arrivals, ({ event }) => event)
  refuseSharedIds(arrivals)
  const sum = { accepted: accepted.size, delivered: 0, due: 0, ended: 0, askedAgain: 0, lost: 0 }
  const duplicates = { notNoted: 0, noAnswer: 0, cutOff: 0 }
  for (const event of accepted) {
    const tries = came.get(event) ?? []
    refuseTwoIds(event, tries)
    for (const { ended: how } of tries.slice(0, -1)) {
      if (how === 'taken') duplicates.notNoted += 1
      else if (how === 'no answer') duplicates.noAnswer += 1
      else if (how === 'cut off') duplicates.cutOff += 1
      else sum.askedAgain += 1
    }
    if (tries.some(({ ended: how }) => how === 'taken')) sum.delivered += 1
    else if (due.has(event)) sum.due += 1
    else if (ended.has(event)) sum.ended += 1
    else sum.lost += 1
  }
  return { ...sum, duplicates, notes }
}

function refuseTwoIds(event: string, tries: readonly Arrival[]): void {
  const ids = new Set(tries.map(({ deliveryId }) => deliveryId))
  if (ids.size > 1) throw new Error(`${event} came under ${ids.size} ids: ${[...ids].join(', ')}`)
}

function refuseSharedIds(arrivals: readonly Arrival[]): void {
  const eventOf = new Map<string, string>()
  for (const { event, deliveryId } of arrivals) {
    const first = eventOf.get(deliveryId) ?? event
    if (first !== event) throw new Error(`the id ${deliveryId} was used for ${first} and for ${event}`)
    eventOf.set(deliveryId, event)
  }
}
