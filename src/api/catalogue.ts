import type { EventType, Parameter } from '../core/event-type.ts'
import type { Json, JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { secVariables } from '../core/sec-variables.ts'
import type { Sentence } from '../core/sentence.ts'
import { defaultPersonalData } from '../engine/integration-form.ts'
import { previewRecipe } from '../engine/recipe-preview.ts'
import type { House } from './house.ts'
import { catalogueDescriptions } from './openapi/catalogue.ts'
import type { Route } from './route.ts'

/** Everything the console and integrators need to know about what exists. */
export function catalogueRoutes({ catalogue, company, clock }: House): Route[] {
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
          integrations: [...catalogue.integrations.values()].map((kind) => ({
            ...showKind(kind),
            icon: catalogue.papersOf('integrations', kind.kind).icon,
          })),
          sources: [...catalogue.sources.values()].map(
            ({ kind, title, summary, settings, eventTypes, start, read }) => ({
              kind,
              title,
              summary,
              settings,
              icon: catalogue.papersOf('sources', kind).icon,
              event_types: eventTypes,
              live: start !== undefined,
              reads_recordings: read !== undefined,
            }),
          ),
          detectors: [],
          recipes: [...catalogue.eventTypes.values()]
            .flatMap(({ recipes }) => recipes)
            .map((recipe) => ({ ...recipe, preview: previewRecipe(recipe, { catalogue, company, clock }) })),
          sec_variables: secVariables.map(({ name, ...rest }) => ({ name: `sec.${name}`, ...rest })),
        },
      }),
    },
    {
      method: 'GET',
      path: '/catalogue/integrations/:kind/guide',
      right: 'catalogue:read',
      summary: 'Tells how to set up a kind of integration, as Markdown',
      ...catalogueDescriptions.integrationGuide,
      handle: ({ params }) => ({ body: { guide: guideOf('integrations', params['kind']!, catalogue) } }),
    },
    {
      method: 'GET',
      path: '/catalogue/sources/:kind/guide',
      right: 'catalogue:read',
      summary: 'Tells how to set up a kind of source, as Markdown',
      ...catalogueDescriptions.sourceGuide,
      handle: ({ params }) => ({ body: { guide: guideOf('sources', params['kind']!, catalogue) } }),
    },
  ]
}

/** Guides are long and read one at a time, so they do not travel with the catalogue. */
function guideOf(room: 'integrations' | 'sources', kind: string, catalogue: House['catalogue']): Sentence | null {
  if (!catalogue[room].has(kind)) throw new Problem('not-found', `There is no kind “${kind}”`)
  return catalogue.papersOf(room, kind).guide
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
  const { title, summary, family, settings, parameters, anyParameters, helpers, steps, limits } = kind
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
    steps: (steps ?? []) as unknown as Json,
    personal_data: defaultPersonalData(kind),
    limits: { rate_per_second: limits?.ratePerSecond ?? null, concurrency: limits?.concurrency ?? null },
  }
}
