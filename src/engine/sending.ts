import type { SteadyClock } from '../core/clock.ts'
import type { RecordedRequest, RecordedResponse } from '../core/delivery.ts'
import type { Dial } from '../core/dial.ts'
import type { StoredEvent } from '../core/event.ts'
import { hideIn, hider, hidesNothing } from '../core/hide.ts'
import { type Http, type HttpRequest, type HttpTiming, OutboundError } from '../core/http.ts'
import { outcomeOfError } from '../core/http-outcome.ts'
import type { FileTools, Integration, IntegrationKind, Sending } from '../core/integration.ts'
import type { Json, JsonObject } from '../core/json.ts'
import type { Outcome } from '../core/outcome.ts'
import { nextSpan } from '../core/trace.ts'
import { type Exchange, recordExchange } from './exchange.ts'
import { type Rendered, type RenderJob, RenderRefused, type RenderTools, render } from './render.ts'

export interface SendTools extends RenderTools {
  readonly http: Http
  readonly dial: Dial
  readonly files: FileTools
  readonly clock: SteadyClock
  /** Every secret among the integration's settings, in clear. */
  readonly secretsOf: (integration: Integration) => readonly string[]
  readonly rememberSetting: (integrationId: string, name: string, value: Json) => void
}

/** One message to send, for real: by the engine on its way, or by the Test button. */
export interface Sendable extends Omit<RenderJob, 'kind' | 'integration'> {
  readonly integration: Integration
  readonly kind: IntegrationKind
  readonly deliveryId: string
  readonly isTest: boolean
  readonly isRehearsal?: boolean
  /** Bindings that led here, this one included: goes along so that loops end. */
  readonly trail: readonly string[]
}

/** How it went, with everything a person may see of it: secrets hidden. */
export interface Sent {
  readonly outcome: Outcome
  readonly durationMs: number
  readonly request: RecordedRequest | null
  readonly response: RecordedResponse | null
  readonly parameters: JsonObject
  readonly emptyVariables: readonly string[]
  /** The parts of the work, as far as it got; empty for a kind that does not name any. */
  readonly steps: readonly Step[]
  /** Where the time went; of tests by HTTP only. */
  readonly timing: HttpTiming | null
}

/** One part of an attempt, as the Test button ticks it. */
export interface Step {
  readonly name: string
  readonly ok: boolean
  /** What went wrong, for people; null when nothing did. */
  readonly message: string | null
  readonly durationMs: number
}

/** The header that tells which bindings led to a request, so that an event it causes is not answered for ever. */
export const trailHeader = 'hookswitch-trail'

/**
 * Renders and makes one attempt. Never throws: whatever goes wrong is an outcome, and an exception of the kind's own
 * is a `retry`, so that no delivery is lost by a mistake of ours.
 */
export async function send(message: Sendable, tools: SendTools, signal: AbortSignal): Promise<Sent> {
  const startedAt = tools.clock.steady()
  let rendered: Rendered
  try {
    const rendering = render(message, tools)
    rendered = rendering instanceof Promise ? await rendering : rendering
  } catch (error) {
    return refused(error, since(startedAt, tools.clock))
  }
  const hide = hider(tools.secretsOf(message.integration), rendered.secrets)
  const json = JSON.stringify(rendered.kept)
  const parameters = hidesNothing(json, hide) ? rendered.kept : (hideIn(rendered.kept, hide) as JsonObject)
  const exchange = recordExchange(tools.http, hide, () => ownHeaders(message), { value: parameters, json })
  const steps: Step[] = []
  const outcome = await attempt(message, rendered, { ...exchange, steps }, tools, signal)
  return {
    outcome: hideIn(outcome as unknown as Json, hide) as unknown as Outcome,
    durationMs: since(startedAt, tools.clock),
    request: exchange.request(),
    response: exchange.response(),
    parameters,
    emptyVariables: rendered.empty,
    steps: hideIn(steps as unknown as Json, hide) as unknown as Step[],
    timing: exchange.timing(),
  }
}

/** Goes along with each request: what led here, and the trace that the event came with. */
function ownHeaders({ trail, event }: Sendable): Record<string, string> {
  return {
    [trailHeader]: trail.join(','),
    ...(event.trace === undefined ? {} : { traceparent: nextSpan(event.trace) }),
  }
}

async function attempt(
  message: Sendable,
  rendered: Rendered,
  { http, tell, steps }: Pick<Exchange, 'http' | 'tell'> & { readonly steps: Step[] },
  tools: SendTools,
  signal: AbortSignal,
): Promise<Outcome> {
  const { integration, kind, deliveryId, isTest, isRehearsal = false } = message
  const sending: Sending = {
    settings: integration.settings,
    parameters: rendered.parameters,
    http: (request: HttpRequest) =>
      http({ ...request, signal: request.signal ?? signal, ...(isTest && { timed: true }) }),
    dial: tools.dial,
    files: tools.files,
    signal,
    clock: tools.clock,
    deliveryId,
    event: sendingEvent(message.event),
    isTest,
    isRehearsal,
    rememberSetting: (name: string, value: Json) => tools.rememberSetting(integration.id, name, value),
    tell,
    step: (name, work) => takeStep(name, work, steps, tools.clock),
  }
  try {
    // A kind that does not listen to the signal must not hold its lane for ever.
    return await Promise.race([kind.send(sending), untilAborted(signal)])
  } catch (error) {
    return outcomeOfError(error)
  }
}

async function takeStep<Result>(
  name: string,
  work: () => Promise<Result>,
  steps: Step[],
  clock: SteadyClock,
): Promise<Result> {
  const startedAt = clock.steady()
  const note = (ok: boolean, message: string | null) =>
    steps.push({ name, ok, message, durationMs: since(startedAt, clock) })
  try {
    const result = await work()
    note(true, null)
    return result
  } catch (error) {
    note(false, error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** Whole milliseconds, whatever was done to the time of day meanwhile. */
function since(startedAt: number, clock: SteadyClock): number {
  return Math.round(clock.steady() - startedAt)
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new OutboundError('aborted', 'The attempt was interrupted', { sent: true }))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

function sendingEvent({ id, no, type, time }: StoredEvent) {
  return { id, no, type, time }
}

/** A template that cannot be filled is a mistake in the binding: trying again cannot help. */
function refused(error: unknown, durationMs: number): Sent {
  const reason = error instanceof Error ? error.message : String(error)
  const expected = error instanceof RenderRefused || (error instanceof Error && error.name === 'TemplateError')
  const outcome: Outcome = expected
    ? { kind: 'permanent', reason }
    : { kind: 'retry', reason: `The message could not be made: ${reason}` }
  return {
    outcome,
    durationMs,
    request: null,
    response: null,
    parameters: {},
    emptyVariables: [],
    steps: [],
    timing: null,
  }
}
