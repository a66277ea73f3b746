import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { getHeapStatistics } from 'node:v8'
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads'
import { liveHeapBytes } from '../tools/live-heap.ts'

// Preloaded into a server under test, in each of its threads: on SIGUSR2 every thread collects its garbage and tells
// what it still holds. The answers go into the file that CHAOS_MEMORY names, as soon as all have come.

/** What one thread holds after a collection. */
export interface ThreadMemory {
  readonly thread: number
  readonly heapBytes: number
  /** Buffers and what native code holds for objects; without SQLite's own pages. */
  readonly externalBytes: number
}

const file = String(process.env['CHAOS_MEMORY'])
const threads = `${file}.threads-${process.pid}`
const asked = new BroadcastChannel('chaos-memory-asked')
const told = new BroadcastChannel('chaos-memory-told')
asked.unref()
told.unref()
appendFileSync(threads, `${threadId}\n`)
asked.onmessage = () => told.postMessage(holds())
if (isMainThread) answerSignals()

function holds(): ThreadMemory {
  const heapBytes = liveHeapBytes()
  return { thread: threadId, heapBytes, externalBytes: getHeapStatistics().external_memory }
}

function answerSignals(): void {
  let answers: ThreadMemory[] = []
  const hear = (one: ThreadMemory) => {
    answers.push(one)
    const all = readFileSync(threads, 'utf8').trim().split('\n')
    if (answers.length < all.length) return
    writeFileSync(`${file}.new`, JSON.stringify(answers))
    renameSync(`${file}.new`, file)
  }
  told.onmessage = (event) => hear((event as unknown as { data: ThreadMemory }).data)
  process.on('SIGUSR2', () => {
    answers = []
    asked.postMessage('')
    hear(holds())
  })
}
