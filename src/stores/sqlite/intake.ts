import type { MessagePort } from 'node:worker_threads'
import { answerQuestions } from './answer.ts'
import { EventLog } from './event-log.ts'
import { GivenNumbers } from './given-numbers.ts'
import { type FirstEvent, KnownKeys } from './known-keys.ts'
import { HeadWriter } from './log-record.ts'
import { type Cell, Cells, keyText } from './pack.ts'
import { Progress } from './progress.ts'
import { closeReader, openReader, readerQuestions } from './reader-questions.ts'
import type { Statements } from './statements.ts'

// The thread that takes events in: it gives them their numbers, finds repetitions, and writes them into the log. What is
// there is safe; the writer gets the same bytes and brings them into the database. All other writes pass through here, so
// that they come behind what was taken before. The engine's short questions are answered here, too.

let log: EventLog
let numbers: GivenNumbers
let keys: KnownKeys
let progress: Progress
let statements: Statements
let writer: MessagePort

/** A group of calls for the log. */
export interface LoggedGroup {
  /** Source, id and number of deliveries of every event. */
  readonly events: readonly Cell[]
  /** The calls, see `packCalls`. */
  readonly body: Uint8Array<ArrayBuffer>
  readonly rows: number
  readonly durable: boolean
}

/** What a store is when it is opened: who it is, and the last record of its log. */
export interface Opened {
  readonly store: number
  readonly last: number
}

answerQuestions({ ...readerQuestions, open, append, pass, endLog, close })

function open(file: string, shared: SharedArrayBuffer, toWriter: MessagePort, { store, last }: Opened): void {
  statements = openReader(file)
  progress = new Progress(shared)
  numbers = new GivenNumbers(statements)
  keys = new KnownKeys(statements)
  log = new EventLog(file, { store, last })
  writer = toWriter
}

/** Writes a group into the log. Answers its number, then what `unpackSaved` reads. */
function append(group: LoggedGroup): readonly Cell[] {
  if (log.isLong) endLog()
  keys.forget(progress.applied)
  const head = new HeadWriter(group.rows, group.events.length / 3)
  const added: string[] = []
  try {
    return numbers.allOrNone(() => {
      const answer = atOnce(() => decide(new Cells(group.events), { head, added }))
      const seq = log.append([head.bytes, group.body], group.durable)
      keys.keep(seq, added)
      writer.postMessage({ seq, head: head.bytes, body: group.body }, [group.body.buffer])
      return [seq, ...answer]
    })
  } catch (error) {
    keys.drop(added)
    throw error
  }
}

/** One transaction for all looks into the database: beginning one costs as much as a look. */
function atOnce<Answer>(look: () => Answer): Answer {
  statements.database.exec('begin')
  try {
    return look()
  } finally {
    statements.database.exec('commit')
  }
}

function decide(events: Cells, { head, added }: { head: HeadWriter; added: string[] }): Cell[] {
  const answer: Cell[] = []
  const now = Date.now()
  while (events.left) {
    const [source, id, deliveries] = [events.text(), events.text(), events.number()]
    const key = keyText(source, id)
    const before = keys.find(key)
    if (before === null) {
      const { no, firstDelivery } = numbers.take(deliveries, now)
      keys.add(key, { no, deliveries, id })
      added.push(key)
      head.add(no, firstDelivery, key)
      answer.push(no, deliveries, firstDelivery, null)
    } else {
      head.add(0, 0, key)
      answer.push(...answerOf(before, id))
    }
  }
  return answer
}

function answerOf(first: FirstEvent, id: string): Cell[] {
  return [first.no, first.deliveries, 0, first.id ?? id]
}

/** Passes a question on to the writer, behind everything that was taken before. The writer answers by itself. */
function pass(message: unknown): void {
  writer.postMessage(message)
}

/** The writer removes what came before as soon as the database holds it. */
function endLog(): void {
  const ended = log.end()
  if (ended !== null) writer.postMessage(ended)
}

function close(): void {
  endLog()
  closeReader()
  writer.close()
}
