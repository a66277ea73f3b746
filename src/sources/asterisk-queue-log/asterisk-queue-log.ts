import type { SourceEvent } from '../../core/event.ts'
import type { SourceKind } from '../../core/source.ts'
import { russian } from './in-russian.ts'
import { Lines } from './lines.ts'
import { listen } from './listen.ts'
import { LocalTime } from './local-time.ts'
import { readLine } from './queue-line.ts'
import { completed, fields, type Settings } from './settings.ts'
import { Translator } from './translator.ts'

const asteriskQueueLog: SourceKind<Settings> = {
  kind: 'asterisk-queue-log',
  title: { en: 'Asterisk (queue_log)', ru: 'Asterisk (queue_log)' },
  summary: {
    en: 'Follows the queue log of Asterisk: waits, answers, missed calls and pauses, those of a time without Hookswitch included.',
    ru: 'Читает журнал очередей Asterisk: ожидание, ответы, пропущенные звонки и паузы — и за то время, когда Hookswitch не работал.',
  },
  settings: fields,
  russian,
  eventTypes: ['call_function', 'user_status'],
  start: (settings, tools) => listen(completed(settings), tools),
  read,
}

async function* read(recording: AsyncIterable<Uint8Array>, settings: Partial<Settings>): AsyncIterable<SourceEvent> {
  const complete = completed(settings)
  const local = new LocalTime(complete.time_zone)
  const lines = new Lines()
  const translator = new Translator(complete)
  for await (const bytes of recording) {
    for (const text of lines.push(bytes)) {
      const line = readLine(text, local)
      if (line !== null) yield* translator.take(line)
    }
  }
  yield* translator.end()
}

export default asteriskQueueLog
