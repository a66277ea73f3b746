import type { SteadyClock } from '../core/clock.ts'
import type { RecordedRequest } from '../core/delivery.ts'
import type { StoredEvent } from '../core/event.ts'
import { type HttpReply, type HttpRequest, OutboundError } from '../core/http.ts'
import type { FileTools, Integration } from '../core/integration.ts'
import type { JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { compileTemplate } from '../core/template.ts'
import type { Integrations } from './integrations.ts'
import { type Rendered, type RenderTools, render } from './render.ts'
import { type Sent, send } from './sending.ts'
import { digestOf, kindOf, sampleEvent, type TriedBinding } from './try-out.ts'

/** Everything that makes a message, and nothing that could send it: no way out is among these. */
export interface RehearsalTools extends RenderTools {
  readonly integrations: Integrations
  readonly clock: SteadyClock
  readonly secretsOf: (integration: Integration) => readonly string[]
  readonly readFile: FileTools['read']
}

/** Fills a binding's message and makes nothing of it. Rejects with `RenderRefused` or `TemplateError`. */
export async function fillMessage(binding: TriedBinding, event: StoredEvent, tools: RehearsalTools): Promise<Rendered> {
  const integration = integrationOf(binding, tools)
  const kind = kindOf(integration.kind, tools.catalogue)
  const template = compileTemplate(binding.parameters)
  return render({ template, binding, event, events: digestOf(event, binding), integration, kind }, tools)
}

/** What would leave. */
export interface Rehearsed {
  /** As the journal would keep them: sec.* values masked. */
  readonly parameters: JsonObject
  readonly emptyVariables: readonly string[]
  /** The first request of the message, secrets hidden; null when nothing would leave, or the kind cannot tell. */
  readonly request: RecordedRequest | null
  /** Why nothing would leave, for people; null otherwise. */
  readonly refusal: string | null
}

/**
 * Makes a message with the kind's own `send`, up to the moment when it would leave: the request is written down, and
 * then the attempt ends as if the network were cut. Files that would be fetched on the way are taken to be empty, no file
 * is written, and no setting is remembered.
 */
export async function rehearse(
  binding: TriedBinding,
  past: StoredEvent | null,
  tools: RehearsalTools,
): Promise<Rehearsed> {
  const integration = integrationOf(binding, tools)
  const event = past ?? sampleEvent(binding.eventType, tools)
  const wayOut = closedWayOut()
  const message = {
    integration,
    kind: kindOf(integration.kind, tools.catalogue),
    event,
    events: digestOf(event, binding),
    binding,
    template: compileTemplate(binding.parameters),
    deliveryId: 'preview',
    isTest: false,
    isRehearsal: true,
    trail: binding.id === undefined ? [] : [binding.id],
  } as const
  const sent = await send(
    message,
    {
      ...tools,
      http: wayOut.http,
      dial: wayOut.dial,
      files: { read: tools.readFile, folders: [] },
      rememberSetting: () => {},
    },
    new AbortController().signal,
  )
  const request = wayOut.onlyFetched() ? null : sent.request
  const { parameters, emptyVariables } = sent
  return { parameters, emptyVariables, request, refusal: request === null ? refusalIn(sent) : null }
}

function integrationOf({ integrationId }: TriedBinding, { integrations }: RehearsalTools): Integration {
  const integration = integrations.get(integrationId)
  if (!integration) throw new Problem('not-found', 'The binding has no integration')
  return integration
}

/** Stands where the way out would be. */
function closedWayOut() {
  let fetched = false
  let left = false
  const end = () => {
    left = true
    return Promise.reject(new OutboundError('aborted', 'this was a rehearsal: nothing leaves'))
  }
  return {
    http: async ({ maxBytes }: HttpRequest): Promise<HttpReply> => {
      if (maxBytes === undefined) return end()
      // A file that the message carries along, not the message.
      fetched = true
      return { status: 200, headers: {}, body: '', truncated: false, bytes: new Uint8Array() }
    },
    dial: end,
    /** True when the last that was written down is a file to fetch. */
    onlyFetched: () => fetched && !left,
  }
}

function refusalIn({ outcome }: Sent): string | null {
  return 'reason' in outcome ? outcome.reason : null
}
