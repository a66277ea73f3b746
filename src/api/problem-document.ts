import { type FieldError, Problem, type ProblemCode, problems } from '../core/problem.ts'
import type { Language } from '../core/sentence.ts'
import { sayFaultsIn, sayIn } from './reader-language.ts'
import { titles } from './russian/titles.ts'

/** An error in the form of RFC 9457, ready to be sent. */
export interface ProblemDocument {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/** Turns whatever was thrown into problem details, in the reader’s language. What is not our own `Problem` tells nothing of its insides. */
export function problemDocument(error: unknown, language: Language = 'en'): ProblemDocument {
  const problem = error instanceof Problem ? error : foreign(error)
  const { code, message, errors, members } = problem
  const { status, title } = problems[code]
  return {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      ...extraHeaders(code, members),
    },
    body: {
      type: `urn:hookswitch:problem:${code}`,
      title: language === 'ru' ? titles[code] : title,
      status,
      code,
      detail: language === 'ru' ? (problem.ru ?? russianDetail(message, errors)) : message,
      ...(errors.length > 0 ? { errors: sayFaultsIn(language, errors) } : {}),
      ...members,
    },
  }
}

/** The sentence about wrong fields is made of the first one: where it is, and what. */
function russianDetail(detail: string, errors: readonly FieldError[]): string {
  const [first] = errors
  const isAboutFirst = [' ', ': '].some((between) =>
    detail.startsWith(`${first?.path || 'The body'}${between}${first?.message}`),
  )
  if (!first || !isAboutFirst) return sayIn('ru', detail)
  const more = errors.length > 1 ? ` (и ещё ${errors.length - 1})` : ''
  return `${first.path || 'Тело запроса'}: ${first.ru ?? sayIn('ru', first.message)}${more}`
}

function extraHeaders(code: ProblemCode, members: Readonly<Record<string, unknown>>): Record<string, string> {
  if (code === 'key-missing' || code === 'key-invalid') return { 'www-authenticate': 'Bearer' }
  if (code === 'too-many-requests') return { 'retry-after': String(members['retry_after_s'] ?? 1) }
  if (code === 'store-busy' || code === 'not-ready' || code === 'store-full') return { 'retry-after': '1' }
  return {}
}

/** Errors of the HTTP layer have a status below 500 and are the caller's; anything else is ours and says no more than that. */
function foreign(error: unknown): Problem {
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413)
    return new Problem('too-large', 'The body is larger than allowed')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415) {
    return new Problem('media-type-unsupported', 'Send the body as application/json')
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Problem('request-invalid', 'The request is not understood')
  }
  return new Problem('internal', 'Something went wrong on our side; the log of the server tells more')
}
