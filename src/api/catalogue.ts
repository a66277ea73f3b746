import type { EventType, Parameter } from '../core/event-type.ts'
import type { Json, JsonObject } from '../core/json.ts'
import { secVariables } from '../core/sec-variables.ts'
import type { House } from './house.ts'
import { catalogueDescriptions } from './openapi/catalogue.ts'
import type { Route } from './route.ts'

/** Everything the console and integrators need to know about what exists. */
export function catalogueRoutes({ catalogue }: House): Route[] {
  return [
    {
      method: 'GET',
      path: '/catalogue',
      right: 'catalogue:read',
      summary: 'Tells every event type, kind of integration, source and detector, and the recipes',
      ...catalogueDescriptions.read,
      handle: () => ({
        body: {
          event_types: [...catalogue.eventTypes.values()].map(showEventType),
          integrations: [...catalogue.integrations.values()].map(showKind),
          sources: [...catalogue.sources.values()].map(
            ({ kind, title, summary, settings, eventTypes, start, read }) => ({
              kind,
              title,
              summary,
              settings,
              event_types: eventTypes,
              live: start !== undefined,
              reads_recordings: read !== undefined,
            }),
          ),
          detectors: [],
          recipes: [...catalogue.eventTypes.values()].flatMap(({ recipes }) => recipes),
          sec_variables: secVariables.map(({ name, ...rest }) => ({ name: `sec.${name}`, ...rest })),
        },
      }),
    },
  ]
}

function showEventType({
  key,
  title,
  when,
  parameters,
  sample,
  startingConditions,
  searchable,
}: EventType): JsonObject {
  return {
    key,
    title: title as unknown as Json,
    when: when as unknown as Json,
    parameters: parameters.map(showParameter),
    sample: { event_type: key, ...(sample as unknown as JsonObject) },
    starting_conditions: startingConditions as Json,
    searchable: searchable as Json,
  }
}

function showParameter({
  name,
  type,
  label,
  help,
  unit,
  operators,
  pii,
  sample,
  envelope,
  ...rest
}: Parameter): JsonObject {
  return {
    name,
    type,
    label: label as unknown as Json,
    help: (help ?? null) as unknown as Json,
    enum: (rest.enum ?? null) as unknown as Json,
    unit: unit ?? null,
    operators: operators as Json,
    pii,
    envelope: envelope === true,
    sample: sample ?? null,
  }
}

function showKind(
  kind: House['catalogue']['integrations'] extends ReadonlyMap<string, infer Kind> ? Kind : never,
): JsonObject {
  const { title, summary, family, settings, parameters, anyParameters, helpers } = kind
  return {
    kind: kind.kind,
    title: title as unknown as Json,
    summary: summary as unknown as Json,
    family,
    settings: settings as unknown as Json,
    parameters: parameters as unknown as Json,
    any_parameters: anyParameters === true,
    helpers: (helpers ?? []).map(({ name, title: helperTitle, fills }) => ({
      name,
      title: helperTitle as unknown as Json,
      fills,
    })),
  }
}
