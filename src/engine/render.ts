import type { Binding } from '../core/binding.ts'
import type { Catalogue } from '../core/catalogue.ts'
import type { Company } from '../core/company.ts'
import type { StoredEvent } from '../core/event.ts'
import type { Integration, IntegrationKind } from '../core/integration.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { maskValues } from '../core/mask.ts'
import { scopeOf } from '../core/scope.ts'
import { type Directory, secValues } from '../core/sec.ts'
import type { Rendered as Filled, Template } from '../core/template.ts'
import type { HeavyTemplates } from './heavy-templates.ts'

/** The parameters of one message: as they are sent, and as the journal may keep them. */
export interface Rendered {
  readonly parameters: JsonObject
  /** The same with every sec.* value masked. */
  readonly kept: JsonObject
  /** Variables that were empty. */
  readonly empty: readonly string[]
  /** sec.* values in clear, to be hidden wherever they show up afterwards. */
  readonly secrets: readonly string[]
}

export interface RenderTools {
  readonly catalogue: Catalogue
  readonly directory: Directory
  readonly company: Company
  readonly heavy: HeavyTemplates
  /** The address of the event's page in the console. */
  readonly eventUrl: (eventNo: number) => string
}

/** What to render: a template for one event through one integration. */
export interface RenderJob {
  readonly template: Template
  readonly binding: Pick<Binding, 'name'>
  readonly event: StoredEvent
  /** All events of a digest, the first one included; null for a message about one event. */
  readonly events?: readonly StoredEvent[] | null
  readonly integration: Pick<Integration, 'settings' | 'personalData'>
  readonly kind: IntegrationKind
}

/** A message that may not be sent as it is written: sec.* without the right, a template that burns time. A sentence for people. */
export class RenderRefused extends Error {}

/**
 * Fills the parameters; at once, or, when the template is heavy, in a while. Personal data is masked unless the integration may
 * have it. Throws or rejects with `RenderRefused` or `TemplateError`.
 */
export function render(job: RenderJob, tools: RenderTools): Rendered | Promise<Rendered> {
  const { template, integration, kind } = job
  const { values, masked, secrets } = valuesOfMessage(job, tools)
  const escapeOf = (parameter: string) => kind.escape?.(integration.settings, parameter) ?? 'none'
  const sent = tools.heavy.render(template, values, escapeOf)
  const kept = masked === null ? sent : tools.heavy.render(template, masked, escapeOf)
  if (!(sent instanceof Promise || kept instanceof Promise)) return renderedOf(sent, kept, secrets)
  return Promise.all([sent, kept]).then(([one, other]) => renderedOf(one, other, secrets))
}

function renderedOf(sent: Filled, kept: Filled, secrets: readonly string[]): Rendered {
  return { parameters: objectOf(sent.value), kept: objectOf(kept.value), empty: sent.empty, secrets }
}

/** What the template gets for the message, and for the journal where that may not have the same. */
interface MessageValues {
  readonly values: JsonObject
  readonly masked: JsonObject | null
  readonly secrets: readonly string[]
}

function valuesOfMessage(job: RenderJob, tools: RenderTools): MessageValues {
  const { template, event, integration } = job
  const values = valuesFor(job, tools)
  const secNames = template.variables.filter((name) => name.startsWith('sec.')).map((name) => name.slice(4))
  if (secNames.length === 0) return { values, masked: null, secrets: [] }
  if (integration.personalData !== 'clear') {
    throw new RenderRefused(
      `The message uses ${secNames.map((name) => `sec.${name}`).join(', ')}, but this integration may not receive personal data`,
    )
  }
  const sec = secValues(secNames, event, tools.directory)
  return {
    values: { ...values, sec: sec.values },
    masked: { ...values, sec: sec.masked },
    secrets: textsIn(sec.values),
  }
}

/** What the template can name. In a digest also `events`, each with everything one event has, and `count`. */
function valuesFor(job: RenderJob, tools: RenderTools): JsonObject {
  const values = valuesOf(job.event, job, tools)
  if (!job.events) return values
  return { ...values, count: job.events.length, events: job.events.map((event) => valuesOf(event, job, tools)) }
}

function valuesOf(event: StoredEvent, { binding, integration }: RenderJob, tools: RenderTools): JsonObject {
  const { name: companyName, timeZone, language } = tools.company
  const context = { timeZone, language, companyName, bindingName: binding.name, eventUrl: tools.eventUrl(event.no) }
  const values = scopeOf(event, context)
  return integration.personalData === 'clear' ? values : maskValues(values, tools.catalogue.parametersOf(event.type))
}

function objectOf(value: Json): JsonObject {
  return isJsonObject(value) ? value : {}
}

function textsIn(values: JsonObject): string[] {
  return Object.values(values).filter((value): value is string => typeof value === 'string' && value !== '')
}
