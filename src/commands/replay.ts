import { createReadStream, existsSync } from 'node:fs'
import { readCatalogue } from '../catalogue.ts'
import type { SourceEvent } from '../core/event.ts'
import { CliError, type Command, print } from './command.ts'
import { ProgressLine } from './progress.ts'
import { remoteServer } from './remote.ts'

const batchSize = 500

/** A recording through a source, posted to a running server. */
export const replay: Command = {
  name: 'replay',
  usage: 'FILE --source KIND',
  summary: 'Reads a recording with a source and posts its events to a running server',
  options: {
    source: { type: 'string', sentence: 'The kind of source that can read the recording, such as asterisk-ami' },
    url: { type: 'string', sentence: 'The server; default: the listen address of the settings' },
    key: { type: 'string', sentence: 'An API key; default: HOOKSWITCH_ADMIN_KEY' },
  },
  words: 1,
  async run(given) {
    const [file] = given.words
    const kindName = given.flags.get('source')
    if (file === undefined || kindName === undefined) throw new CliError('give a FILE and --source KIND')
    if (!existsSync(file)) throw new CliError(`there is no file ${file}`)
    const config = given.config()
    const server = remoteServer(given, config)
    const { sources } = await readCatalogue(config.kindsFolder)
    const read = sources.get(kindName)?.read
    if (!read) {
      const able = [...sources.values()].filter((kind) => kind.read).map(({ kind }) => kind)
      throw new CliError(`“${kindName}” cannot read recordings; these can: ${able.join(', ')}`)
    }
    const total: Total = { events: 0, accepted: 0, duplicates: 0 }
    const say = words[given.language]
    const progress = new ProgressLine(!given.json)
    for await (const batch of inBatches(read(createReadStream(file), {}))) {
      const body = batch.map((event) => JSON.stringify(apiForm(event))).join('\n')
      const answer = await server.post('/events', body, { contentType: 'application/x-ndjson' })
      total.events += batch.length
      total.accepted += Number(answer['accepted'])
      total.duplicates += Number(answer['duplicates'])
      progress.show(say.sent(total.events))
    }
    progress.clear()
    print(given, say.total(total), total)
    return 0
  },
}

/** An event as the API takes it. */
export function apiForm({ type, id, time, source, correlationId, data }: SourceEvent): object {
  return {
    event_type: type,
    ...(id === undefined ? {} : { event_id: id }),
    ...(time === undefined ? {} : { event_time: new Date(time).toISOString() }),
    source,
    ...(correlationId === undefined ? {} : { correlation_id: correlationId }),
    data,
  }
}

async function* inBatches(events: AsyncIterable<SourceEvent>): AsyncGenerator<SourceEvent[]> {
  let batch: SourceEvent[] = []
  for await (const event of events) {
    batch.push(event)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

interface Total {
  events: number
  accepted: number
  duplicates: number
}

const words = {
  en: {
    sent: (events: number) => `${events} events sent`,
    total: ({ events, accepted, duplicates }: Total) =>
      `${events} events: ${accepted} accepted, ${duplicates} already known`,
  },
  ru: {
    sent: (events: number) => `отправлено событий ${events}`,
    total: ({ events, accepted, duplicates }: Total) =>
      `событий ${events}: принято ${accepted}, уже были ${duplicates}`,
  },
} as const
