import { randomUUID } from 'node:crypto'
import type { Door } from '../access/door.ts'
import type { Caller } from '../access/keys.ts'
import { openUnmaskLog } from '../access/unmask-log.ts'
import type { JsonObject } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { mayDo } from '../core/roles.ts'
import type { Language } from '../core/sentence.ts'
import { viewFor } from '../journal/view.ts'
import { endWithPass } from './end-with-pass.ts'
import type { House } from './house.ts'
import { idempotently } from './idempotency.ts'
import { parseBody } from './json-body.ts'
import { type ProblemDocument, problemDocument } from './problem-document.ts'
import type { Answer, Asked, Route } from './route.ts'
import { strangerCaller } from './session.ts'

/** A request as it came off the wire, whoever read it there. */
export interface Incoming {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: JsonObject
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The body; empty without one. */
  readonly bytes: Buffer
  readonly address: string
  readonly whenGone: Asked['whenGone']
}

/** Serves a request at its route: finds out who asks and whether they may, then has the route answer. Rejects with what is wrong. */
export type Desk = (route: Route, incoming: Incoming) => Promise<Answer>

/** Every request that has a route passes here. */
export function openDesk(house: House, door: Door): Desk {
  const unmasked = openUnmaskLog(house)
  const serve = async (route: Route, incoming: Incoming, meet: (caller: Caller) => void) => {
    const { caller, session } = enter(route, incoming, door)
    meet(caller)
    refuseUnlessMay(caller, route)
    const { method, path, bytes, headers, ...rest } = incoming
    const asked: Asked = {
      ...rest,
      headers,
      bytes,
      body: route.body === 'bytes' ? undefined : parseBody(bytes, headers['content-type']),
      path: `${method} ${path}`,
      caller,
      session,
      view: viewFor(caller.personalData, house.catalogue),
    }
    const handle = async () => {
      const answered = await route.handle(asked)
      if (route.personal && caller.personalData) await unmasked.note(caller, objectOf(route, asked), asked.address)
      if (answered.stream) endWithPass(answered.stream, door.passOf({ caller, session }), house)
      return answered
    }
    return route.method === 'POST' && route.body === 'json' ? idempotently(asked, house, handle) : handle()
  }
  return (route, incoming) => (route.watch ? watched(route, incoming, serve) : serve(route, incoming, () => {}))
}

/** Serves a request and tells whoever watches the route how it went. */
async function watched(
  route: Route,
  incoming: Incoming,
  serve: (route: Route, incoming: Incoming, meet: (caller: Caller) => void) => Promise<Answer>,
): Promise<Answer> {
  let caller: Caller | null = null
  const about = { bytes: incoming.bytes.byteLength, contentType: incoming.headers['content-type'] }
  try {
    const answer = await serve(route, incoming, (met) => {
      caller = met
    })
    route.watch?.({ ...about, caller, answer })
    return answer
  } catch (error) {
    route.watch?.({ ...about, caller, error })
    throw error
  }
}

/** What is wrong, ready to be sent; the log hears of it when it is our side. `route` and not the address: ids of people stand in addresses. */
export function troubleOf(
  error: unknown,
  { language, ...about }: { method: string; route: string; language: Language },
  { log }: House,
): ProblemDocument {
  const trouble = problemDocument(error, language)
  if (trouble.status < 500) return trouble
  const requestId = randomUUID().slice(0, 8)
  const fields = { ...about, request: requestId, status: trouble.status, code: trouble.body['code'] }
  if (error instanceof Problem) log.warn({ ...fields, reason: error.message }, 'a request could not be served')
  else log.error({ ...fields, err: error }, 'a request failed')
  return { ...trouble, body: { ...trouble.body, request_id: requestId } }
}

function enter({ right }: Route, knock: Incoming, door: Door): Pick<Asked, 'caller' | 'session'> {
  if (right !== 'nobody') return door.enter(knock)
  return door.sessionOf(knock) ?? { caller: strangerCaller, session: null }
}

function refuseUnlessMay({ role }: Caller, { right }: Route): void {
  if (right === 'anyone' || right === 'nobody' || mayDo(role, right)) return
  throw new Problem('not-allowed', `A key with the role ${role} may not do this; it takes the right ${right}`)
}

/** `/deliveries/:id` asked for one is `deliveries:<id>`, a list is `events`. */
function objectOf({ path }: Route, { params }: Asked): string {
  const [place] = path.slice(1).split('/:')
  return [place, ...Object.values(params)].join(':')
}
