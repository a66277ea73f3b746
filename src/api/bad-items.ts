import { type FieldError, Problem, type ProblemCode } from '../core/problem.ts'

/** An event of a batch that cannot be taken in. */
export interface Rejected {
  /** Its place in the request, from 0. */
  readonly index: number
  readonly code: ProblemCode
  readonly detail: string
  readonly errors: readonly FieldError[]
}

/** What is wrong with one item, from what its reader threw. */
export function badItem(index: number, problem: Problem): Rejected {
  return { index, code: problem.code, detail: problem.message, errors: problem.errors }
}

/** The answer to a request with bad items: for a single event its own problem, for a batch each bad item's index and field. */
export function itemsProblem(rejected: readonly Rejected[], count: number): Problem {
  const first = rejected[0]!
  if (count === 1) {
    const members = first.code === 'event-type-unknown' ? { known: knownTypes(first) } : {}
    return new Problem(first.code, first.detail, { errors: first.errors, members })
  }
  const sameCode = rejected.every(({ code }) => code === first.code)
  const errors = rejected.flatMap(({ index, errors, detail }) =>
    (errors.length > 0 ? errors : [{ path: '', message: detail }]).map(({ path, message }) => ({
      path: path === '' ? `[${index}]` : `[${index}].${path}`,
      message,
      index,
      field: path,
    })),
  )
  const detail = `${rejected.length} of ${count} events cannot be taken in, so none was; the first is item ${first.index}: ${first.detail}`
  return new Problem(sameCode ? first.code : 'fields-invalid', detail, { errors })
}

function knownTypes({ errors }: Rejected): string[] {
  const [, list = ''] = /must be one of: (.*)$/.exec(errors[0]?.message ?? '') ?? []
  return list.split(', ')
}
