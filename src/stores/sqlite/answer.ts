import { parentPort } from 'node:worker_threads'
import { troubleOf } from './trouble.ts'

/** What a thread can be asked, by name. A promise is waited for, and other questions are answered meanwhile. */
// biome-ignore lint/suspicious/noExplicitAny: each question has its own arguments; `thread.ts` passes them on as given.
export type Questions = Readonly<Record<string, (...given: any[]) => unknown>>

/** A question on its way to a thread. */
export type Asking = readonly [id: number, question: string, given: readonly unknown[]]

/**
 * Answers the questions of `Thread`, one after another. `close` ends the thread. Returns what answers a question that
 * came by another way.
 */
export function answerQuestions(questions: Questions): (asking: Asking) => void {
  const port = parentPort
  if (port === null) throw new Error('this file runs in a thread of its own')
  const answer = ([id, question, given]: Asking): void => {
    const refuse = (error: unknown) => port.postMessage([id, troubleOf(error)])
    try {
      const ask = questions[question]
      if (ask === undefined) throw new Error(`this thread cannot answer ${question}`)
      const found = ask(...given)
      if (found instanceof Promise) found.then((value) => port.postMessage([id, null, value]), refuse)
      else port.postMessage([id, null, found])
    } catch (error) {
      refuse(error)
    }
    if (question === 'close') port.close()
  }
  port.on('message', answer)
  return answer
}
