import { Pool } from 'undici'

/** A load on one address: who sends, how much at once, and for how long. */
export interface Load {
  readonly url: string
  readonly path: string
  readonly key?: string
  readonly contentType: string
  /** Requests under way at once. */
  readonly atOnce: number
  /** Makes the next body; `null` when there is nothing to send now. */
  readonly next: () => { readonly text: string; readonly events: number } | null
}

/** What is being sent, until `stop`. */
export interface Running {
  /** Events that were answered 2xx. */
  readonly accepted: () => number
  readonly requests: () => number
  readonly refused: () => number
  /** Sends nothing more; resolves when the last answer is here. */
  readonly stop: () => Promise<void>
}

/** Sends as fast as answers come, or in a given rhythm when `everyMs` is set. */
export function startLoad({ url, path, key, contentType, atOnce, next }: Load, everyMs?: number): Running {
  const pool = new Pool(url, { connections: atOnce, pipelining: 1 })
  const headers = { 'content-type': contentType, ...(key !== undefined && { authorization: `Bearer ${key}` }) }
  let [accepted, requests, refused, underWay] = [0, 0, 0, 0]
  let running = true
  let whenIdle = () => {}

  const sendOne = (): boolean => {
    const body = next()
    if (body === null) return false
    underWay += 1
    let status = 0
    pool.dispatch(
      { path, method: 'POST', headers, body: body.text },
      {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code
        },
        onResponseData() {},
        onResponseEnd() {
          done(status >= 200 && status < 300 ? body.events : 0)
        },
        onResponseError() {
          done(0)
        },
      },
    )
    return true
  }
  const done = (events: number) => {
    underWay -= 1
    requests += 1
    if (events === 0) refused += 1
    accepted += events
    if (running && everyMs === undefined) fill()
    if (!running && underWay === 0) whenIdle()
  }
  const fill = () => {
    while (running && underWay < atOnce) if (!sendOne()) break
  }
  const timer = everyMs === undefined ? setInterval(fill, 1) : pace(everyMs, sendOne)
  fill()
  return {
    accepted: () => accepted,
    requests: () => requests,
    refused: () => refused,
    async stop() {
      running = false
      clearInterval(timer)
      if (underWay > 0) await new Promise<void>((resolve) => (whenIdle = resolve))
      await pool.close()
    },
  }
}

/** One by one, as many per second as the rhythm asks for: a late timer catches up. */
function pace(everyMs: number, sendOne: () => boolean): NodeJS.Timeout {
  const startedAt = performance.now()
  let sent = 0
  return setInterval(() => {
    const wanted = Math.floor((performance.now() - startedAt) / everyMs)
    while (sent < wanted) {
      sent += 1
      sendOne()
    }
  }, 1)
}
