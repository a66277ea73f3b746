import type { SourceEvent } from '../../core/event.ts'
import type { SourceKind } from '../../core/source.ts'
import { russian } from './in-russian.ts'
import { listen } from './listen.ts'
import { readRecording } from './recording.ts'
import { completed, fields, type Settings } from './settings.ts'
import { Translator } from './translator.ts'

const asteriskAmi: SourceKind<Settings> = {
  kind: 'asterisk-ami',
  title: { en: 'Asterisk (AMI)', ru: 'Asterisk (AMI)' },
  summary: {
    en: 'Listens to an Asterisk server and tells what happens to calls and agents: queues, answers, transfers, pauses.',
    ru: 'Слушает сервер Asterisk и сообщает, что происходит со звонками и операторами: очереди, ответы, переводы, паузы.',
  },
  settings: fields,
  russian,
  eventTypes: ['call_function', 'user_status'],
  start: (settings, tools) => listen(completed(settings), tools),
  read,
}

async function* read(recording: AsyncIterable<Uint8Array>, settings: Partial<Settings>): AsyncIterable<SourceEvent> {
  const translator = new Translator(completed(settings))
  for await (const { message, moment } of readRecording(recording)) yield* translator.take(message, moment)
  yield* translator.end()
}

export default asteriskAmi
