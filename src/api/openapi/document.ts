import type { Catalogue } from '../../core/catalogue.ts'
import type { Route } from '../route.ts'
import { accountSchemas } from './accounts.ts'
import { bindingSchemas } from './bindings.ts'
import { catalogueSchemas } from './catalogue.ts'
import { conditionSchemas } from './conditions.ts'
import { deliverySchemas } from './deliveries.ts'
import { type Example, hasMediaTypes, type MediaTypes, type QueryParameter } from './description.ts'
import { eventSchemas } from './events.ts'
import { fileSchemas } from './files.ts'
import { integrationSchemas } from './integrations.ts'
import { operationSchemas } from './operations.ts'
import { problemName, problemResponses, problemSchemas } from './problems.ts'
import { recordSchemas } from './records.ts'
import { retryJobSchemas } from './retry-jobs.ts'
import { ruleBuildingSchemas } from './rule-building.ts'
import { choice, type Schema, text } from './schema.ts'
import { type Unversioned, unversioned, unversionedSchemas } from './unversioned.ts'

const prefix = '/api/v1'

/** What the document is made from besides the routes. */
export interface DocumentTools {
  readonly catalogue: Catalogue
  readonly version: string
  readonly publicUrl: string
}

/** The OpenAPI 3.1 document of a table of routes: https://spec.openapis.org/oas/v3.1.1.html */
export function openApiDocument(routes: readonly Route[], { catalogue, version, publicUrl }: DocumentTools): Schema {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Hookswitch',
      version,
      summary: 'Something happens in a call center, a rule decides, another system is told, a journal proves it.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }],
    tags: [...new Set([...routes.map(tagOf), 'health'])].map((name) => ({ name })),
    paths: { ...pathsOf(routes), ...Object.fromEntries(unversioned.map((one) => [one.path, watchPath(one)])) },
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: Authorization: Bearer hsk_…' },
      },
      responses: problemResponses,
      schemas: { ...kindSchemas(catalogue), ...allSchemas },
    },
  }
}

const allSchemas: Readonly<Record<string, Schema>> = {
  ...eventSchemas,
  ...conditionSchemas,
  ...bindingSchemas,
  ...ruleBuildingSchemas,
  ...integrationSchemas,
  ...deliverySchemas,
  ...retryJobSchemas,
  ...accountSchemas,
  ...recordSchemas,
  ...operationSchemas,
  ...fileSchemas,
  ...catalogueSchemas,
  ...unversionedSchemas,
  ...problemSchemas,
}

/** The names that are known because their folders are there. */
function kindSchemas({ eventTypes, integrations, sources }: Catalogue): Record<string, Schema> {
  return {
    EventType: choice([...eventTypes.keys()], 'Key of an event type'),
    IntegrationKind: choice([...integrations.keys()], 'A kind of integration'),
    SourceKind: choice([...sources.keys()], 'A kind of source'),
  }
}

function pathsOf(routes: readonly Route[]): Record<string, Schema> {
  const byPath = Map.groupBy(routes, ({ path }) => prefix + path.replace(/:(\w+)/g, '{$1}'))
  return Object.fromEntries(
    [...byPath].map(([path, some]) => [
      path,
      Object.fromEntries(some.map((route) => [route.method.toLowerCase(), operation(route)])),
    ]),
  )
}

function operation(route: Route): Schema {
  const { method, path, right, summary, query = [], headers = [], example } = route
  const parameters = [
    ...namesIn(path).map((name) => ({ ...pathParameter(name, example), in: 'path', required: true })),
    ...query.map((parameter) => ({ ...shownParameter(parameter, example?.query), in: 'query' })),
    ...[...headers, ...idempotencyOf(route)].map((parameter) => ({
      ...shownParameter(parameter, example?.headers),
      in: 'header',
    })),
  ]
  return {
    tags: [tagOf(route)],
    operationId: `${method.toLowerCase()}${path.replace(/[/:_](\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    description: right === 'anyone' ? 'Takes any key.' : `Takes the right ${right}.`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(route),
    responses: { ...goodResponse(route), ...Object.fromEntries(problemStatuses(route).map(problemRef)) },
  }
}

/** The first part of the path is the resource. */
function tagOf({ path }: Pick<Route, 'path'>): string {
  return path.split('/')[1]!
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!)
}

function pathParameter(name: string, example: Example | undefined): Schema {
  const value = example?.params?.[name]
  const description = name === 'event_no' ? 'Number of the event' : name === 'name' ? 'Its name' : 'Its id'
  return { name, description, schema: text(description), ...(value === undefined ? {} : { example: value }) }
}

function shownParameter(
  { name, description, schema, example }: QueryParameter,
  given: Readonly<Record<string, string>> | undefined,
): Schema {
  const value = given?.[name] ?? example
  return { name, description, schema, ...(value === undefined ? {} : { example: value }) }
}

/** Every `json` POST may be repeated safely. */
function idempotencyOf({ method, body }: Route): QueryParameter[] {
  if (method !== 'POST' || body !== 'json') return []
  return [
    {
      name: 'Idempotency-Key',
      description: 'A repeated request with the same key gets the first answer again, for a day',
      schema: text('Up to 255 characters', { minLength: 1, maxLength: 255 }),
    },
  ]
}

function requestBody({ request, requestRequired = true, example }: Route): Schema {
  if (!request) return {}
  const content = contentOf(request, example?.body)
  return { requestBody: { ...(requestRequired ? { required: true } : {}), content } }
}

function goodResponse({ reply, example }: Route): Record<string, Schema> {
  const status = String(example?.status ?? 200)
  if (!reply) return { [status]: { description: 'Done' } }
  return { [status]: { description: 'Done', content: contentOf(reply) } }
}

/** The example belongs to JSON, the first of the forms. */
function contentOf(body: Schema | MediaTypes, example?: unknown): Record<string, Schema> {
  const mediaTypes = hasMediaTypes(body) ? body.mediaTypes : { 'application/json': body }
  return Object.fromEntries(
    Object.entries(mediaTypes).map(([type, schema], at) => [
      type,
      { schema, ...(at === 0 && example !== undefined ? { example } : {}) },
    ]),
  )
}

/** What can go wrong with every endpoint of its sort, and what the route adds. */
function problemStatuses(route: Route): number[] {
  const statuses = new Set([401, 429, 500, ...(route.problems ?? [])])
  if (route.right !== 'anyone') statuses.add(403)
  if (route.path.includes(':')) statuses.add(404)
  if (route.query) for (const status of [400, 422]) statuses.add(status)
  if (route.request) for (const status of [400, 413, 415, 422]) statuses.add(status)
  if (route.method !== 'GET') for (const status of [503, 507]) statuses.add(status)
  return [...statuses].sort((one, other) => one - other)
}

function problemRef(status: number): [string, Schema] {
  return [String(status), { $ref: `#/components/responses/${problemName(status)}` }]
}

function watchPath({ path, summary, description, reply, otherwise = {} }: Unversioned): Schema {
  const content = contentOf(reply)
  const others = Object.entries(otherwise).map(([status, meaning]) => [status, { description: meaning, content }])
  const refused = path === '/metrics' ? [401, 403, 429].map(problemRef) : []
  return {
    get: {
      tags: ['health'],
      operationId: `get${path.slice(1).replace(/^\w/, (letter) => letter.toUpperCase())}`,
      summary,
      description,
      security: path === '/metrics' ? [{ key: [] }, {}] : [],
      responses: {
        200: { description: 'Done', content },
        ...Object.fromEntries(others),
        ...Object.fromEntries(refused),
      },
    },
  }
}
