import { renameSync, writeFileSync } from 'node:fs'
import { getHeapStatistics } from 'node:v8'
import { BroadcastChannel, isMainThread, threadId } from 'node:worker_threads'
import { liveHeapBytes } from '../tools/live-heap.ts'

// Preloaded into a server under test, in each of its threads: on SIGUSR2 every thread collects its garbage and tells
// what it still holds. The answers go into the file that CHAOS_MEMORY names.

/** What one thread holds after a collection. */
export interface ThreadMemory {
  readonly thread: number
  readonly heapBytes: number
  /** Buffers and what native code holds for objects; without SQLite's own pages. */
  readonly externalBytes: number
}

/** How long threads may take to answer: one may be in the middle of a transaction. */
const patienceMs = 1000

const asked = new BroadcastChannel('chaos-memory-asked')
const told = new BroadcastChannel('chaos-memory-told')
asked.unref()
told.unref()

function holds(): ThreadMemory {
  const heapBytes = liveHeapBytes()
  return { thread: threadId, heapBytes, externalBytes: getHeapStatistics().external_memory }
}

asked.onmessage = () => told.postMessage(holds())

if (isMainThread) {
  let answers: ThreadMemory[] = []
  told.onmessage = (event) => void answers.push((event as unknown as { data: ThreadMemory }).data)
  process.on('SIGUSR2', () => {
    answers = [holds()]
    asked.postMessage('')
    setTimeout(() => {
      const file = String(process.env['CHAOS_MEMORY'])
      writeFileSync(`${file}.new`, JSON.stringify(answers))
      renameSync(`${file}.new`, file)
    }, patienceMs)
  })
}
