import { text } from 'node:stream/consumers'
import { isJsonObject, type Json } from '../core/json.ts'
import { CliError, type Command, print } from './command.ts'
import { remoteServer } from './remote.ts'

/** One event from the command line, or any form that `POST /events` takes from standard input. */
export const send: Command = {
  name: 'send',
  usage: 'EVENT_TYPE [NAME=VALUE …] | - ',
  summary: 'Sends an event to a running server, from arguments or from standard input',
  options: {
    url: { type: 'string', sentence: 'The server; default: the listen address of the settings' },
    key: { type: 'string', sentence: 'An API key; default: HOOKSWITCH_ADMIN_KEY' },
    id: { type: 'string', sentence: 'The event’s own id, by which a repetition is recognized' },
    'content-type': {
      type: 'string',
      sentence: 'Of standard input; default: application/x-ndjson for lines, else application/json',
    },
  },
  words: 1000,
  async run(given) {
    const server = remoteServer(given, given.config())
    const [first, ...pairs] = given.words
    const fromInput = first === undefined || first === '-'
    const body = fromInput ? await text(process.stdin) : JSON.stringify(eventOf(first, pairs, given.flags.get('id')))
    const contentType = given.flags.get('content-type') ?? (fromInput ? guessType(body) : 'application/json')
    const answer = await server.post('/events', body, { contentType })
    const { accepted, duplicates } = answer
    print(given, words[given.language].taken(Number(accepted), Number(duplicates)), answer)
    return 0
  },
}

/** `name=value` pairs become data; a value that reads as JSON (47, true, {…}) is taken as such. */
function eventOf(type: string, pairs: readonly string[], id: string | undefined) {
  const data: Record<string, Json> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) throw new CliError(`“${pair}” must read NAME=VALUE`)
    data[pair.slice(0, at)] = jsonOrText(pair.slice(at + 1))
  }
  return { event_type: type, ...(id === undefined ? {} : { event_id: id }), data }
}

function jsonOrText(written: string): Json {
  try {
    const value = JSON.parse(written) as Json
    // A number that would not come back as it was written, such as +70001112233 or a long id, stays a text.
    return typeof value === 'number' && String(value) !== written ? written : value
  } catch {
    return written
  }
}

function guessType(body: string): string {
  const lines = body.split('\n').filter((line) => line.trim() !== '')
  return lines.length > 1 && lines.every(isObjectLine) ? 'application/x-ndjson' : 'application/json'
}

function isObjectLine(line: string): boolean {
  try {
    return isJsonObject(JSON.parse(line))
  } catch {
    return false
  }
}

const words = {
  en: { taken: (accepted: number, known: number) => `${accepted} accepted, ${known} already known` },
  ru: { taken: (accepted: number, known: number) => `принято ${accepted}, уже были ${known}` },
} as const
