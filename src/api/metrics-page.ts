import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Door } from '../access/door.ts'
import { metricsType } from '../core/metrics.ts'
import { Problem } from '../core/problem.ts'
import { mayDo } from '../core/roles.ts'
import type { House } from './house.ts'

/** What a proxy adds to a request that it passes on. */
const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const

/** `/metrics`, for Prometheus. */
export function addMetrics(server: FastifyInstance, door: Door, house: House): void {
  const hasProxy = !isOwnAddress(house.publicUrl)
  server.get('/metrics', async (request, reply) => {
    if (request.headers.authorization !== undefined || hasProxy || !isFromHere(request)) mayRead(request, door)
    return reply
      .headers({ 'content-type': metricsType, 'cache-control': 'no-store' })
      .send(await house.metrics.text(house))
  })
  server.addHook('onClose', async () => house.metrics.close())
}

/** Throws unless the key may read figures. */
function mayRead({ method, headers, ip }: FastifyRequest, door: Door): void {
  const { role } = door.enter({ method, headers, address: ip }).caller
  if (mayDo(role, 'metrics:read')) return
  throw new Problem('not-allowed', `A key with the role ${role} may not read figures; it takes the right metrics:read`)
}

/**
 * False when people open the server at another address: then there is most often a proxy on this machine, and requests of
 * the whole world come from here, with nothing in them that tells (nginx adds no header by itself).
 */
function isOwnAddress(publicUrl: string): boolean {
  return /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/.test(new URL(publicUrl).hostname)
}

/** True for a program on this machine that speaks to us itself. */
function isFromHere({ ip, headers }: FastifyRequest): boolean {
  const isLoopback = /^(127\.|::1$|::ffff:127\.)/.test(ip)
  return isLoopback && passedOn.every((name) => headers[name] === undefined)
}
