import { Problem, type ProblemCode } from '../../core/problem.ts'

/** An error on its way from a thread of the store to the caller. */
export type Trouble =
  | { readonly problem: ProblemCode; readonly message: string }
  | { readonly problem: null; readonly message: string; readonly stack: string }

/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html */
const readOnly = 8
const ioError = 10
const corrupt = 11
const full = 13
const cannotOpen = 14

/** What went wrong, in a form that travels between threads. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Problem) return { problem: error.code, message: error.message }
  const problem = problemOf(error)
  if (problem !== null) return problem
  return error instanceof Error
    ? { problem: null, message: error.message, stack: error.stack ?? '' }
    : { problem: null, message: String(error), stack: '' }
}

/** The error to reject with, made again on the caller's side. */
export function errorOf(trouble: Trouble): Error {
  if (trouble.problem !== null) return new Problem(trouble.problem, trouble.message)
  const error = new Error(trouble.message)
  error.stack = trouble.stack
  return error
}

/** True when the whole store cannot write, so that trying the same calls one by one is of no use. */
export function stopsEverything(error: unknown): boolean {
  return problemOf(error) !== null
}

function problemOf(error: unknown): Trouble | null {
  const code = resultCode(error)
  const said = error instanceof Error ? error.message : ''
  if (code === full || code === ioError)
    return {
      problem: 'store-full',
      message: `The disk of the store is full or does not work (${said}). Make room on it.`,
    }
  if (code === readOnly || code === cannotOpen || code === corrupt)
    return { problem: 'not-ready', message: `The store cannot be used: ${said}.` }
  return null
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null
}
