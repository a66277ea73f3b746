import { parentPort } from 'node:worker_threads'
import { troubleOf } from './trouble.ts'

/** What a thread can be asked, by name. */
// biome-ignore lint/suspicious/noExplicitAny: each question has its own arguments; `thread.ts` passes them on as given.
export type Questions = Readonly<Record<string, (...given: any[]) => unknown>>

/** Answers the questions of `Thread`, one after another. `close` ends the thread. */
export function answerQuestions(questions: Questions): void {
  const port = parentPort
  if (port === null) throw new Error('this file runs in a thread of its own')
  port.on('message', ([id, question, given]: [number, string, unknown[]]) => {
    try {
      const ask = questions[question]
      if (ask === undefined) throw new Error(`this thread cannot answer ${question}`)
      port.postMessage([id, null, ask(...given)])
    } catch (error) {
      port.postMessage([id, troubleOf(error)])
    }
    if (question === 'close') port.close()
  })
}
