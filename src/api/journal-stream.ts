import { PassThrough } from 'node:stream'
import { Form } from '../core/form.ts'
import type { JsonObject } from '../core/json.ts'
import { type Language, languages } from '../core/sentence.ts'
import { readWithPhone } from '../journal/filter.ts'
import { phoneIn } from '../journal/journal.ts'
import { changeMatcher } from '../journal/matches.ts'
import type { Change } from '../journal/tail.ts'
import type { View } from '../journal/view.ts'
import type { House } from './house.ts'
import { languageAsked } from './reader-language.ts'
import { reasonsIn, sayRow } from './reasons.ts'
import type { Answer, Asked } from './route.ts'

const heartbeatMs = 15_000
/** No more than this waits for one listener; the rest waits in the tail, once for all. */
const mostBufferedBytes = 64 * 1024

/**
 * The live tail of what the filters of the journal find. Each change has an id; a client that reconnects with `Last-Event-ID` (or `?after=`) gets what it missed,
 * or one `reset` event when that is no longer remembered and the list must be loaded again: after a restart of the server,
 * or when it was away, or read, too slowly. One that takes nothing from one heartbeat to the next is let go, and may resume.
 */
export async function openStream(
  { headers, query, whenGone, view }: Asked,
  { tail, clock, journal, catalogue }: House,
): Promise<Answer> {
  const withPhone = readWithPhone(query)
  const say = reasonsIn(languageOf(query, headers['accept-language']), catalogue)
  const isWanted = changeMatcher(await journal.filter(query), catalogue)
  const stream = new PassThrough({ highWaterMark: mostBufferedBytes })
  let position = tail.latest
  let isStuck = false
  const write = (text: string) => {
    if (!stream.destroyed) stream.write(text)
  }
  begin(headers['last-event-id'] ?? (typeof query['after'] === 'string' ? query['after'] : undefined))
  // Told as fast as the client reads: a change waits in the tail until there is room for it here.
  const pump = () => {
    while (!stream.destroyed && !stream.writableNeedDrain) {
      const next = tail.after(position)
      if (next === null) return
      if (next === 'forgotten') reset()
      else if (isWanted(next.about)) tell(next)
      else position = next.no
    }
  }
  const stopListening = tail.listen(pump, () => stream.end())
  stream.on('drain', () => {
    isStuck = false
    pump()
  })
  let callOff = clock.after(heartbeatMs, beat)
  pump()
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

  function begin(lastId: string | undefined): void {
    write('retry: 2000\n\n')
    if (lastId === undefined) return write(`id: ${idOf(position)}\nevent: ready\ndata: {}\n\n`)
    const [run, no] = lastId.split('-')
    if (run === tail.run && /^\d{1,15}$/.test(no ?? '') && Number(no) <= tail.latest) position = Number(no)
    else reset()
  }

  function reset(): void {
    position = tail.latest
    write(`id: ${idOf(position)}\nevent: reset\ndata: {}\n\n`)
  }

  function tell(change: Change): void {
    position = change.no
    write(`id: ${idOf(change.no)}\nevent: ${change.kind}\ndata: ${JSON.stringify(shown(change))}\n\n`)
  }

  function shown(change: Change): JsonObject {
    if (change.kind !== 'delivery') return change.show(view)
    const row = sayRow(change.show(view), say)
    return withPhone ? { ...row, phone: phoneOf(change, view) } : row
  }

  function beat(): void {
    if (isStuck && stream.writableNeedDrain) return void stream.destroy()
    isStuck = stream.writableNeedDrain
    if (!isStuck) write(': still here\n\n')
    callOff = clock.after(heartbeatMs, beat)
  }

  function idOf(no: number): string {
    return `${tail.run}-${no}`
  }
}

/** `lang` names the language where a reader cannot: a browser that opens an event stream sends headers of its own. */
function languageOf({ lang }: JsonObject, acceptLanguage: string | undefined): Language {
  const form = new Form({ lang: lang === '' ? undefined : lang })
  const language = form.choice('lang', languages, languageAsked(acceptLanguage))
  form.finish()
  return language
}

function phoneOf({ about }: Change, view: View) {
  return phoneIn(view.event(about.event))
}
