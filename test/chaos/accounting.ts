/** What a fault run came to. Every message accepted is delivered or still due; nothing else is allowed. */
export interface Accounting {
  readonly accepted: number
  readonly delivered: number
  /** Accepted, not delivered yet, and still going to be sent. */
  readonly due: number
  /** Messages that came more than once, always under the same id, by what made it unavoidable. */
  readonly duplicates: { readonly afterAnswer: number; readonly afterNoAnswer: number }
  readonly lost: number
  /** Anything else worth knowing: latencies, memory, pauses. */
  readonly notes: Readonly<Record<string, number | string>>
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
  /** True when the receiver answered this request with a 2xx, so that a repetition was not its fault. */
  readonly answered: boolean
}

/** Counts arrivals against what was accepted. `unanswered`: a repetition after a request without an answer is expected. */
export function account(
  accepted: ReadonlySet<string>,
  arrivals: readonly Arrival[],
  due: ReadonlySet<string>,
  notes: Accounting['notes'] = {},
): Accounting {
  const byEvent = Map.groupBy(arrivals, ({ event }) => event)
  let delivered = 0
  let afterAnswer = 0
  let afterNoAnswer = 0
  let lost = 0
  for (const event of accepted) {
    const came = byEvent.get(event) ?? []
    const answers = came.filter(({ answered }) => answered).length
    if (answers > 0) delivered += 1
    else if (!due.has(event)) lost += 1
    if (answers > 1) afterAnswer += answers - 1
    afterNoAnswer += Math.max(0, came.length - Math.max(answers, 1))
    const ids = new Set(came.map(({ deliveryId }) => deliveryId))
    if (ids.size > 1) throw new Error(`${event} came under ${ids.size} ids: ${[...ids].join(', ')}`)
  }
  return { accepted: accepted.size, delivered, due: due.size, duplicates: { afterAnswer, afterNoAnswer }, lost, notes }
}
