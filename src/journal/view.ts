import type { Catalogue } from '../core/catalogue.ts'
import { clientValues } from '../core/client-values.ts'
import type { StoredEvent } from '../core/event.ts'
import type { Parameter } from '../core/event-type.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import { maskClient, maskValues } from '../core/mask.ts'
import { hideTexts, type Masker, maskerAbout, phoneMaskerAbout } from '../core/mask-about.ts'
import { showEvent } from './show.ts'

/**
 * How personal data is shown to whoever asks: in clear, or masked. Every answer that may hold personal data is made through
 * the caller's view, so that whether to mask is decided in one place.
 */
export interface View {
  /** True when personal data is shown as it is. */
  readonly isClear: boolean
  /** An event in the API's form. */
  readonly event: (event: StoredEvent) => JsonObject
  /**
   * For whatever was made from these events or came back about them: requests, answers, reasons, errors. With null, for what
   * was about an event that is gone, nobody can tell any more what to mask: every text is hidden.
   */
  readonly about: (events: readonly StoredEvent[] | null) => Masker
  /** A condition tree, told for an event or not: what stands under a parameter that identifies a client is masked. */
  readonly conditions: (tree: Json, eventType: string) => Json
}

/** The view of a caller with or without the right to personal data. */
export function viewFor(personalData: boolean, catalogue: Pick<Catalogue, 'parametersOf'>): View {
  return personalData ? clearView : maskedView(catalogue)
}

const clearView: View = {
  isClear: true,
  event: showEvent,
  about: () => (value) => value,
  conditions: (tree) => tree,
}

function maskedView({ parametersOf }: Pick<Catalogue, 'parametersOf'>): View {
  const clientsIn = (events: readonly StoredEvent[]) =>
    events.map(({ type, data }) => clientValues(data, parametersOf(type)))
  return {
    isClear: false,
    event: (event) => {
      const clients = clientsIn([event])
      const [mask, maskPhones] = [maskerAbout(clients), phoneMaskerAbout(clients)]
      const data = maskData(event.data, { parameters: parametersOf(event.type), mask, maskPhones })
      const { event_id, source, correlation_id, ...rest } = showEvent(event)
      const [id, from, correlation] = [event_id, source, correlation_id].map((text) => mask(text ?? null))
      return { ...rest, event_id: id, source: from, correlation_id: correlation, data }
    },
    about: (events) => (events === null ? hideTexts : maskerAbout(clientsIn(events))),
    conditions: (tree, eventType) => maskConditions(tree, parametersOf(eventType)),
  }
}

interface Masks {
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly mask: Masker
  readonly maskPhones: Masker
}

/** Masked by what the catalogue says of each parameter, then by what the client is known by, wherever else it stands. */
function maskData(data: JsonObject, { parameters, mask, maskPhones }: Masks): JsonObject {
  const entries = Object.entries(maskValues(data, parameters)).map(([name, value]) => {
    const [key] = Object.keys(mask({ [name]: null }) as JsonObject)
    if (value === undefined) return [key, value]
    const pii = parameters.get(name)?.pii
    if (pii === 'U') return [key, hideTexts(value)]
    return [key, pii === 'E' ? maskPhones(value) : mask(value)]
  })
  return Object.fromEntries(entries)
}

/** A leaf's `value` is what a person wrote, its `actual` what the event held: one would give away the other. */
function maskConditions(tree: Json, parameters: ReadonlyMap<string, Parameter>): Json {
  if (Array.isArray(tree)) return tree.map((part: Json) => maskConditions(part, parameters))
  if (!isJsonObject(tree)) return tree
  const { param } = tree
  const parameter = typeof param === 'string' ? parameters.get(param.split('.')[0]!) : undefined
  const entries = Object.entries(tree).map(([name, value]) => {
    if (typeof param !== 'string') return [name, maskConditions(value ?? null, parameters)]
    if (value === undefined || (name !== 'value' && name !== 'actual')) return [name, value]
    if (parameter?.pii === 'U') return [name, hideTexts(value)]
    return [name, parameter?.pii === 'C' ? maskClient(value, parameter) : value]
  })
  return Object.fromEntries(entries)
}
