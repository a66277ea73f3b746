import { PassThrough } from 'node:stream'
import type { Change } from '../journal/tail.ts'
import type { House } from './house.ts'
import type { Answer, Asked } from './route.ts'

const heartbeatMs = 15_000
/** A listener that reads too slowly is let go: it comes back and continues from where it stopped. */
const mostBuffered = 4 * 1024 * 1024

/**
 * The live tail. Each change has an id; a client that reconnects with `Last-Event-ID` (or `?after=`) gets what it missed,
 * or one `reset` event when that is no longer remembered and the list must be loaded again.
 */
export function openStream({ headers, query, view, whenGone }: Asked, { tail, clock }: House): Answer {
  const stream = new PassThrough({ highWaterMark: 64 * 1024 })
  const write = (text: string) => {
    if (stream.writableLength > mostBuffered) stream.destroy()
    else stream.write(text)
  }
  const tell = (change: Change) =>
    write(`id: ${idOf(change.no)}\nevent: ${change.kind}\ndata: ${JSON.stringify(change.show(view))}\n\n`)
  write(`retry: 2000\n\n`)
  catchUp(headers['last-event-id'] ?? (typeof query['after'] === 'string' ? query['after'] : undefined))
  const stopListening = tail.listen(tell, () => stream.end())
  let callOff = () => {}
  const beat = () => {
    write(': still here\n\n')
    callOff = clock.after(heartbeatMs, beat)
  }
  callOff = clock.after(heartbeatMs, beat)
  const end = () => {
    stopListening()
    callOff()
    stream.destroy()
  }
  whenGone(end)
  stream.once('close', end)
  const streamHeaders = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  }
  return { headers: streamHeaders, stream }

  function catchUp(lastId: string | undefined): void {
    if (lastId === undefined) return write(`id: ${idOf(tail.latest)}\nevent: ready\ndata: {}\n\n`)
    const [run, no] = lastId.split('-')
    const missed = run === tail.run ? tail.since(Number(no)) : null
    if (missed) for (const change of missed) tell(change)
    else write(`id: ${idOf(tail.latest)}\nevent: reset\ndata: {}\n\n`)
  }

  function idOf(no: number): string {
    return `${tail.run}-${no}`
  }
}
