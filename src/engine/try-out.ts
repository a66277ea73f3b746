import type { Catalogue } from '../core/catalogue.ts'
import type { SteadyClock } from '../core/clock.ts'
import type { RecordedRequest, RecordedResponse } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import { checkFields } from '../core/field-check.ts'
import type { HttpTiming } from '../core/http.ts'
import type { Integration, IntegrationKind } from '../core/integration.ts'
import type { Json, JsonObject } from '../core/json.ts'
import { newUuid } from '../core/new-id.ts'
import { Problem } from '../core/problem.ts'
import type { AttemptRecord } from '../core/store/delivery-store.ts'
import type { Store } from '../core/store.ts'
import { compileTemplate } from '../core/template.ts'
import type { BindingDraft } from './binding-form.ts'
import type { IntegrationDraft } from './integration-form.ts'
import type { Integrations } from './integrations.ts'
import { type SendTools, type Sent, type Step, send } from './sending.ts'

/** How a test went. The same code path as a delivery: same guard, same time-outs, same masks. */
export interface TestResult {
  readonly outcome: Sent['outcome']['kind']
  readonly status: number | null
  readonly durationMs: number
  readonly request: RecordedRequest | null
  readonly response: RecordedResponse | null
  readonly message: string
  readonly parameters: JsonObject
  readonly emptyVariables: readonly string[]
  readonly steps: readonly Step[]
  readonly timing: HttpTiming | null
}

export interface TryOutTools extends SendTools {
  readonly store: Store
  readonly integrations: Integrations
  readonly clock: SteadyClock
  readonly log: { error: (fields: object, message: string) => void }
}

/** A binding to try: saved (then it has an id) or as it stands in a form. */
export type TriedBinding = BindingDraft & { readonly id?: string; readonly version?: number }

const testMs = 30_000

/** Sends a test message through an integration that need not be saved. */
export async function testIntegration(
  draft: IntegrationDraft & { readonly id?: string },
  given: JsonObject | null,
  tools: TryOutTools,
): Promise<TestResult> {
  const kind = kindOf(draft.kind, tools.catalogue)
  const parameters = given
    ? checkFields(kind.parameters, given, {
        path: 'parameters',
        anyOther: kind.anyParameters === true,
        templates: true,
      })
    : (kind.testParameters?.(draft.settings) ?? testParameters(kind))
  const integration: Integration = { ...draft, id: draft.id ?? 'unsaved', paused: null, createdAt: 0, updatedAt: 0 }
  const event = sampleEvent([...tools.catalogue.eventTypes.keys()][0] ?? '', tools)
  const message = { integration, kind, event, events: null, binding: { name: draft.name, parameters }, bindingId: null }
  return sendTest(message, tools)
}

/**
 * Sends a binding's message for real, filled from a past event or from the type's sample. It is kept in the journal as a
 * test, so that the people who see the message can find out where it came from.
 */
export async function testBinding(
  binding: TriedBinding,
  past: StoredEvent | null,
  tools: TryOutTools,
): Promise<TestResult> {
  const integration = tools.integrations.get(binding.integrationId)
  if (!integration) throw new Problem('not-found', 'The binding has no integration to send through')
  const kind = kindOf(integration.kind, tools.catalogue)
  const event = past ?? sampleEvent(binding.eventType, tools)
  const job = { integration, kind, event, events: digestOf(event, binding), binding, bindingId: binding.id ?? null }
  return sendTest(job, tools, (startedAt, sent) => keepTest(startedAt, sent, binding, event, tools))
}

/** A digest that is tried tells the one event at hand, so that its `count` and `events` are not empty. */
export function digestOf(event: StoredEvent, { options }: TriedBinding): readonly StoredEvent[] | null {
  return options.digest ? [event] : null
}

/** A believable event of the type, happening now, marked as a test. */
export function sampleEvent(
  eventType: string,
  { catalogue, clock }: { catalogue: Catalogue; clock: Pick<SteadyClock, 'now'> },
): StoredEvent {
  const type = catalogue.eventTypes.get(eventType)
  const now = clock.now()
  return {
    no: 0,
    id: newUuid(now),
    type: eventType,
    time: now,
    receivedAt: now,
    source: type?.sample.source ?? 'test',
    correlationId: type?.sample.correlation_id ?? null,
    data: { ...(type?.sample.data ?? {}), is_test: true },
    trail: [],
  }
}

interface TestJob {
  readonly integration: Integration
  readonly kind: IntegrationKind
  readonly event: StoredEvent
  readonly events: readonly StoredEvent[] | null
  readonly binding: Pick<BindingDraft, 'name' | 'parameters'>
  readonly bindingId: string | null
}

async function sendTest(
  job: TestJob,
  tools: TryOutTools,
  keep: (startedAt: number, sent: Sent) => Promise<void> = async () => {},
): Promise<TestResult> {
  const { integration, kind, event, events, binding, bindingId } = job
  const deliveryId = `test-${newUuid(tools.clock.now())}`
  const startedAt = tools.clock.now()
  const message = {
    integration,
    kind,
    event,
    events,
    binding,
    template: compileTemplate(binding.parameters),
    deliveryId,
    isTest: true,
    trail: bindingId ? [bindingId] : [],
  }
  const controller = new AbortController()
  const callOff = tools.clock.after(testMs, () => controller.abort())
  const sent = await send(message, tools, controller.signal)
  callOff()
  await keep(startedAt, sent)
  return {
    outcome: sent.outcome.kind,
    status: sent.outcome.status ?? sent.response?.status ?? null,
    durationMs: sent.durationMs,
    request: sent.request,
    response: sent.response,
    message: sentenceFor(sent.outcome),
    parameters: sent.parameters,
    emptyVariables: sent.emptyVariables,
    steps: sent.steps,
    timing: sent.timing,
  }
}

function sentenceFor(outcome: Sent['outcome']): string {
  if (outcome.kind === 'ok') return 'The message was delivered'
  if (outcome.kind === 'accepted') return 'The message was taken and will be delivered later'
  return outcome.reason
}

/** Writes the test into the journal: an event marked as a test, its delivery and the one attempt. */
async function keepTest(
  startedAt: number,
  sent: Sent,
  binding: TriedBinding,
  event: StoredEvent,
  { store, clock, log }: TryOutTools,
): Promise<void> {
  const now = clock.now()
  const delivered = sent.outcome.kind === 'ok' || sent.outcome.kind === 'accepted' || sent.outcome.kind === 'partial'
  const delivery = {
    bindingId: binding.id ?? 'unsaved',
    bindingVersion: binding.version ?? 0,
    integrationId: binding.integrationId,
    status: 'skipped' as const,
    reason: 'test',
    dueAt: now,
    expiresAt: null,
  }
  const toStore = {
    id: newUuid(now),
    type: event.type,
    time: event.time,
    receivedAt: now,
    source: 'test',
    correlationId: event.correlationId,
    data: JSON.stringify({ ...event.data, is_test: true }),
    trail: [],
    searchKeys: [],
    deliveries: [delivery],
  }
  try {
    const [saved] = await store.saveEvents([toStore])
    await store.recordAttempts([testRecord(saved!.deliveryIds[0]!, startedAt, now, sent, delivered)])
  } catch (error) {
    log.error({ err: error }, 'a test could not be written into the journal')
  }
}

function testRecord(deliveryId: string, startedAt: number, now: number, sent: Sent, delivered: boolean): AttemptRecord {
  const { outcome } = sent
  const statusCode = outcome.status ?? sent.response?.status ?? null
  const error = 'reason' in outcome ? outcome.reason : null
  return {
    deliveryId,
    attempt: {
      no: 1,
      at: startedAt,
      trigger: 'test',
      durationMs: sent.durationMs,
      outcome: outcome.kind,
      statusCode,
      request: sent.request,
      response: sent.response,
      error,
      parameters: sent.parameters,
      emptyVariables: sent.emptyVariables,
    },
    status: delivered ? 'delivered' : 'failed',
    reason: error ?? 'test',
    outcome: outcome.kind,
    statusCode,
    attemptsCount: 1,
    tries: 1,
    nextAttemptAt: null,
    finishedAt: now,
    durationMs: sent.durationMs,
  }
}

/** A message for a kind that was given none: the required parameters say that this is a test. */
function testParameters(kind: IntegrationKind): JsonObject {
  const filled: Record<string, Json> = {}
  for (const { name, required, type } of kind.parameters) {
    if (required && (type === 'text' || type === 'long_text')) filled[name] = 'Hookswitch: test message'
  }
  return kind.anyParameters && Object.keys(filled).length === 0 ? { text: 'Hookswitch: test message' } : filled
}

/** Throws `kind-unknown`. */
export function kindOf(name: string, catalogue: Catalogue): IntegrationKind {
  const kind = catalogue.integrations.get(name)
  if (!kind) throw new Problem('kind-unknown', `There is no kind of integration “${name}”`)
  return kind
}
