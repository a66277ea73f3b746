import { createServer } from 'node:http'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { openDoor } from '../access/door.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import type { Language } from '../core/sentence.ts'
import { aboutRoutes } from './about.ts'
import { accountRoutes } from './accounts.ts'
import { auditRoutes } from './audit.ts'
import { bindingRoutes } from './bindings.ts'
import { catalogueRoutes } from './catalogue.ts'
import { addConsole, hasConsole } from './console-files.ts'
import { deliveryRoutes } from './deliveries.ts'
import { demoRoutes } from './demo.ts'
import { type Incoming, openDesk, troubleOf } from './desk.ts'
import { docsPage } from './docs-page.ts'
import { eventRoutes } from './events.ts'
import { fastIntake } from './fast-intake.ts'
import { fileRoutes } from './files.ts'
import type { House } from './house.ts'
import { intakeRoutes } from './intake.ts'
import { integrationCareRoutes } from './integration-care.ts'
import { integrationRoutes } from './integrations.ts'
import { journalRoutes } from './journal.ts'
import { keyRoutes } from './keys.ts'
import { addMetrics } from './metrics-page.ts'
import { openApiDocument } from './openapi/document.ts'
import { operationRoutes } from './operations.ts'
import { overviewRoutes } from './overview.ts'
import { ownAccountRoutes } from './own-account.ts'
import { problemDocument } from './problem-document.ts'
import { languageAsked } from './reader-language.ts'
import { retryJobRoutes } from './retry-jobs.ts'
import type { Answer, Route } from './route.ts'
import { ruleBuildingRoutes } from './rule-building.ts'
import { savedViewRoutes } from './saved-views.ts'
import { sessionRoutes } from './session.ts'
import { sourceRoutes } from './sources.ts'
import { userRoutes } from './users.ts'
import { wallRoutes } from './wall.ts'
import { wallPage } from './wall-page.ts'

/** A request is at most this long; one event of it at most 256 KiB. */
export const longestRequestBytes = 16 * 1024 * 1024

/** From its first byte to its last. */
const longestRequestMs = 60_000
/** How long a connection may be silent between two requests. */
const idleConnectionMs = 72_000

const prefix = '/api/v1'

/** Every route checks what it is given by itself. Fastify's own compilers of schemas would be 3 MB that nobody asks. */
const noSchemas = {
  compilersFactory: { buildValidator: () => refuseSchemas, buildSerializer: () => refuseSchemas },
}

function refuseSchemas(): never {
  throw new Error('routes have no schemas here: check the request in the handler')
}

/** Every address below `/api/v1`. */
export function allRoutes(house: House): Route[] {
  return [
    ...eventRoutes(house),
    ...intakeRoutes(house),
    ...catalogueRoutes(house),
    ...integrationRoutes(house),
    ...integrationCareRoutes(house),
    ...bindingRoutes(house),
    ...ruleBuildingRoutes(house),
    ...overviewRoutes(house),
    ...journalRoutes(house),
    ...deliveryRoutes(house),
    ...retryJobRoutes(house),
    ...wallRoutes(house),
    ...sourceRoutes(house),
    ...userRoutes(house),
    ...fileRoutes(house),
    ...keyRoutes(house),
    ...auditRoutes(house),
    ...sessionRoutes(house),
    ...ownAccountRoutes(house),
    ...accountRoutes(house),
    ...savedViewRoutes(house),
    ...operationRoutes(house),
    ...demoRoutes(house),
    ...aboutRoutes(house),
  ]
}

/** The front door: hands each request to the desk with its route, answers every error as problem details. */
export function openServer(house: House): FastifyInstance {
  const routes = allRoutes(house)
  const door = openDoor(house)
  const desk = openDesk(house, door)
  const server = Fastify({
    logger: false,
    bodyLimit: longestRequestBytes,
    requestTimeout: longestRequestMs,
    keepAliveTimeout: idleConnectionMs,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
    schemaController: noSchemas,
    // Whose word about the sender counts; an address that anybody can write counts for nothing.
    trustProxy: house.trustedProxies.length > 0 ? [...house.trustedProxies] : false,
    serverFactory: (rest) =>
      createServer(
        { requestTimeout: longestRequestMs, keepAliveTimeout: idleConnectionMs },
        fastIntake({
          house,
          desk,
          route: routes.find(({ method, path }) => method === 'POST' && path === '/events')!,
          url: `${prefix}/events`,
          maxBytes: longestRequestBytes,
          rest,
        }),
      ),
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, house))
  server.setNotFoundHandler((request, reply) =>
    answerProblem(
      new Problem('not-found', `There is nothing at ${request.method} ${pathOf(request)}`),
      request,
      reply,
      house,
    ),
  )
  server.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime)
    house.log.debug({ method: request.method, route: routeOf(request), status: reply.statusCode, ms }, 'answered')
  })
  for (const route of routes) {
    server.route({
      method: route.method,
      url: prefix + route.path,
      ...(route.maxBytes !== undefined && { bodyLimit: route.maxBytes }),
      handler: async (request, reply) => answer(await desk(route, incomingOf(request, reply)), reply),
    })
  }
  refuseOtherMethods(server, routes)
  addUnversioned(server, house)
  addMetrics(server, door, house)
  addDescription(server, routes, house)
  return server
}

function incomingOf(request: FastifyRequest, reply: FastifyReply): Incoming {
  return {
    method: request.method,
    path: pathOf(request),
    params: request.params as Record<string, string>,
    query: isJsonObject(request.query) ? (request.query as JsonObject) : {},
    headers: request.headers as Record<string, string | undefined>,
    bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    address: request.ip,
    whenGone: (callback) => reply.raw.once('close', callback),
  }
}

/** Answers hold what only this caller may see, at this moment: neither a browser nor a proxy keeps them. */
const notKept = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

function answer({ status = 200, body, headers = {}, stream }: Answer, reply: FastifyReply): FastifyReply {
  reply.code(status).headers({ ...notKept, ...headers })
  if (stream) return reply.send(stream)
  if (body === undefined) return reply.send()
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, house: House): FastifyReply {
  const about = { method: request.method, route: routeOf(request), language: languageOf(request) }
  const { status, headers, body } = troubleOf(error, about, house)
  return reply
    .code(status)
    .headers({ ...notKept, ...headers })
    .send(JSON.stringify(body))
}

function languageOf(request: FastifyRequest): Language {
  return languageAsked(request.headers['accept-language'])
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none'
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0]!.slice(0, 200)
}

/** An address that exists answers 405 to a method that it does not take, and names those that it does. */
function refuseOtherMethods(server: FastifyInstance, routes: readonly Route[]): void {
  const byPath = Map.groupBy(routes, ({ path }) => path)
  for (const [path, some] of byPath) {
    const taken = new Set<string>(some.map(({ method }) => method))
    const others = (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter((method) => !taken.has(method))
    if (others.length === 0) continue
    server.route({
      method: others.filter((method) => method !== 'GET' || !taken.has('HEAD')),
      url: prefix + path,
      handler: (request, reply) => {
        const { status, headers, body } = problemDocument(
          new Problem('method-not-allowed', `This address takes ${[...taken].join(', ')}, not ${request.method}`),
          languageOf(request),
        )
        return reply
          .code(status)
          .headers({ ...headers, allow: [...taken].join(', ') })
          .send(JSON.stringify(body))
      },
    })
  }
}

/** Health, and the console; where none was built, a plain page that shows the message wall. */
function addUnversioned(server: FastifyInstance, house: House): void {
  server.get('/livez', async () => ({ status: 'alive' }))
  server.get('/readyz', async (_request, reply) => {
    const ready =
      house.isOpen() &&
      (await house.store.ping().then(
        () => true,
        () => false,
      ))
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
  })
  if (hasConsole(house.consoleFolder)) return addConsole(server, house.consoleFolder)
  server.get('/', async (_request, reply) => reply.redirect('/wall'))
  server.get('/wall', async (_request, reply) => reply.headers(wallPage.headers).send(wallPage.html))
}

/** What the API is, for programs and for people; holds nothing secret, so it takes no key. */
function addDescription(server: FastifyInstance, routes: readonly Route[], house: House): void {
  // Made when first asked for: it is some hundred kilobytes, and most servers run for years without a question.
  let text: string | null = null
  server.get('/openapi.json', async (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(routes, house))
    return reply.headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' }).send(text)
  })
  server.get('/docs', async (_request, reply) => reply.headers(docsPage.headers).send(docsPage.html))
}
