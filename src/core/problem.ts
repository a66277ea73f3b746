/** A wrong field of a request: where (a JSON path such as `conditions.all[0].op`) and what is wrong with it. */
export interface FieldError {
  readonly path: string
  readonly message: string
  /** The same in Russian, where the check knows it best, as a kind does. Others stand in `api/russian/`. Never sent. */
  readonly ru?: string
}

/**
 * Every error the API can answer with: HTTP status and title. The code is the key; programs rely on it.
 * The manual's page `errors.md` lists the same table, and a test compares the two.
 */
export const problems = {
  'body-invalid': { status: 400, title: 'The body is not valid JSON' },
  'request-invalid': { status: 400, title: 'The request is not understood' },
  'cursor-invalid': { status: 400, title: 'The cursor is not one of ours' },
  'key-missing': { status: 401, title: 'No API key was given' },
  'key-invalid': { status: 401, title: 'The API key is not valid' },
  'sign-in-wrong': { status: 401, title: 'The name or the password is wrong' },
  'csrf-token-wrong': { status: 403, title: 'The request did not come from the console' },
  'not-allowed': { status: 403, title: 'This key may not do that' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'It was changed by somebody else meanwhile' },
  'in-use': { status: 409, title: 'It is still used' },
  'delivery-busy': { status: 409, title: 'The delivery is being sent right now' },
  'delivery-finished': { status: 409, title: 'The delivery is already finished' },
  'idempotency-key-reused': { status: 409, title: 'The idempotency key was used for another request' },
  'link-used': { status: 410, title: 'The link was used or is too old' },
  'too-large': { status: 413, title: 'The request is too large' },
  'media-type-unsupported': { status: 415, title: 'The content type is not supported' },
  'fields-invalid': { status: 422, title: 'Some fields are not valid' },
  'event-type-unknown': { status: 422, title: 'There is no such event type' },
  'kind-unknown': { status: 422, title: 'There is no such kind' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  'not-ready': { status: 503, title: 'The server is not ready' },
  'store-busy': { status: 503, title: 'The store cannot keep up; try again soon' },
  'store-full': { status: 507, title: 'The disk is full' },
} as const

export type ProblemCode = keyof typeof problems

/** Extra members of the problem document, such as the list of known types. */
export type ProblemMembers = Readonly<Record<string, unknown>>

/** The caller asked for something wrong. The API turns it into problem details (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly errors: readonly FieldError[]
  readonly members: ProblemMembers
  /** The detail in Russian, where the thrower knows it best, as a kind does. Others stand in `api/russian/`. */
  readonly ru: string | null

  constructor(
    code: ProblemCode,
    detail: string,
    { errors = [], members = {}, ru }: { errors?: readonly FieldError[]; members?: ProblemMembers; ru?: string } = {},
  ) {
    super(detail)
    this.name = 'Problem'
    this.code = code
    this.errors = errors
    this.members = members
    this.ru = ru ?? null
  }

  get status(): number {
    return problems[this.code].status
  }
}
