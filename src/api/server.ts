import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { openDoor } from '../access/door.ts'
import { openUnmaskLog } from '../access/unmask-log.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { mayDo } from '../core/roles.ts'
import { viewFor } from '../journal/view.ts'
import { accountRoutes } from './accounts.ts'
import { bindingRoutes } from './bindings.ts'
import { catalogueRoutes } from './catalogue.ts'
import { deliveryRoutes } from './deliveries.ts'
import { docsPage } from './docs-page.ts'
import { eventRoutes } from './events.ts'
import { fileRoutes } from './files.ts'
import type { House } from './house.ts'
import { idempotently } from './idempotency.ts'
import { integrationCareRoutes } from './integration-care.ts'
import { integrationRoutes } from './integrations.ts'
import { journalRoutes } from './journal.ts'
import { parseBody } from './json-body.ts'
import { keyRoutes } from './keys.ts'
import { addMetrics } from './metrics-page.ts'
import { openApiDocument } from './openapi/document.ts'
import { operationRoutes } from './operations.ts'
import { problemDocument } from './problem-document.ts'
import type { Answer, Asked, Route } from './route.ts'
import { savedViewRoutes } from './saved-views.ts'
import { sessionRoutes, strangerCaller } from './session.ts'
import { sourceRoutes } from './sources.ts'
import { userRoutes } from './users.ts'
import { wallRoutes } from './wall.ts'
import { wallPage } from './wall-page.ts'

/** A request is at most this long; one event of it at most 256 KiB. */
export const longestRequestBytes = 16 * 1024 * 1024

const prefix = '/api/v1'

/** Every address below `/api/v1`. */
export function allRoutes(house: House): Route[] {
  return [
    ...eventRoutes(house),
    ...catalogueRoutes(house),
    ...integrationRoutes(house),
    ...integrationCareRoutes(house),
    ...bindingRoutes(house),
    ...journalRoutes(house),
    ...deliveryRoutes(house),
    ...wallRoutes(house),
    ...sourceRoutes(house),
    ...userRoutes(house),
    ...fileRoutes(house),
    ...keyRoutes(house),
    ...sessionRoutes(house),
    ...accountRoutes(house),
    ...savedViewRoutes(house),
    ...operationRoutes(house),
  ]
}

/** The front door: checks who asks, hands the request to its route, answers every error as problem details. */
export function openServer(house: House): FastifyInstance {
  const server = Fastify({
    logger: false,
    bodyLimit: longestRequestBytes,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 300 },
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
  const door = openDoor(house)
  const unmasked = openUnmaskLog(house)
  const routes = allRoutes(house)
  const enter = ({ right }: Route, { method, headers, ip }: FastifyRequest) => {
    const knock = { method, headers, address: ip }
    return right === 'nobody' ? (door.sessionOf(knock) ?? { caller: strangerCaller, session: null }) : door.enter(knock)
  }
  for (const route of routes) {
    server.route({
      method: route.method,
      url: prefix + route.path,
      ...(route.maxBytes !== undefined && { bodyLimit: route.maxBytes }),
      handler: async (request, reply) => {
        const { caller, session } = enter(route, request)
        if (route.right !== 'anyone' && route.right !== 'nobody' && !mayDo(caller.role, route.right)) {
          throw new Problem(
            'not-allowed',
            `A key with the role ${caller.role} may not do this; it takes the right ${route.right}`,
          )
        }
        const asked = {
          ...askedOf(request, reply, route, { caller, session }),
          view: viewFor(caller.personalData, house.catalogue),
        }
        const handle = async () => {
          const answered = await route.handle(asked)
          if (route.personal && caller.personalData) await unmasked.note(caller, objectOf(route, asked), asked.address)
          return answered
        }
        return answer(
          await (route.method === 'POST' && route.body === 'json' ? idempotently(asked, house, handle) : handle()),
          reply,
        )
      },
    })
  }
  refuseOtherMethods(server, routes)
  addUnversioned(server, house)
  addMetrics(server, door, house)
  addDescription(server, routes, house)
  return server
}

/** `/deliveries/:id` asked for one is `deliveries:<id>`, a list is `events`. */
function objectOf({ path }: Route, { params }: Asked): string {
  const [place] = path.slice(1).split('/:')
  return [place, ...Object.values(params)].join(':')
}

function askedOf(
  request: FastifyRequest,
  reply: FastifyReply,
  route: Route,
  { caller, session }: Pick<Asked, 'caller' | 'session'>,
): Omit<Asked, 'view'> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  return {
    params: request.params as Record<string, string>,
    query: isJsonObject(request.query) ? (request.query as JsonObject) : {},
    body: route.body === 'bytes' ? undefined : parseBody(bytes, request.headers['content-type']),
    bytes,
    headers: request.headers as Record<string, string | undefined>,
    caller,
    session,
    path: `${request.method} ${pathOf(request)}`,
    address: request.ip,
    whenGone: (callback) => reply.raw.once('close', callback),
  }
}

function answer({ status = 200, body, headers = {}, stream }: Answer, reply: FastifyReply): FastifyReply {
  reply.code(status).headers(headers)
  if (stream) return reply.send(stream)
  if (body === undefined) return reply.send()
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body))
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, { log }: House): FastifyReply {
  const { status, headers, body } = problemDocument(error)
  if (status >= 500) {
    // The route, not the address as it came: ids of people stand in addresses.
    const about = { method: request.method, route: routeOf(request), status, code: body['code'] }
    if (error instanceof Problem) log.warn({ ...about, reason: error.message }, 'a request could not be served')
    else log.error({ ...about, err: error }, 'a request failed')
  }
  return reply.code(status).headers(headers).send(JSON.stringify(body))
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
        )
        return reply
          .code(status)
          .headers({ ...headers, allow: [...taken].join(', ') })
          .send(JSON.stringify(body))
      },
    })
  }
}

/** Health, and the page that shows the message wall. */
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
  server.get('/', async (_request, reply) => reply.redirect('/wall'))
  server.get('/wall', async (_request, reply) => reply.headers(wallPage.headers).send(wallPage.html))
}

/** What the API is, for programs and for people; holds nothing secret, so it takes no key. */
function addDescription(server: FastifyInstance, routes: readonly Route[], house: House): void {
  const text = JSON.stringify(openApiDocument(routes, house))
  server.get('/openapi.json', async (_request, reply) =>
    reply.headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' }).send(text),
  )
  server.get('/docs', async (_request, reply) => reply.headers(docsPage.headers).send(docsPage.html))
}
