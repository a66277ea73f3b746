import type { Outcome } from '../../core/outcome.ts'
import { LetterRefused } from './refused.ts'

/** How far a letter had got. */
export type Stage = 'connect' | 'auth' | 'send'

/** What nodemailer says when something went wrong. */
export interface SmtpError extends Error {
  readonly code?: string | undefined
  /** The error underneath, such as `CERT_HAS_EXPIRED`. */
  readonly originalCode?: string | undefined
  readonly responseCode?: number | undefined
  readonly response?: string | undefined
}

/** Servers that put off a stranger's letter (greylisting) take it after some minutes; sooner is too soon. */
const afterPutOffMs = 5 * 60_000

interface Where {
  readonly stage: Stage
  readonly host: string
  /** True when the whole letter had left before it went wrong. */
  readonly isWritten: boolean
}

/** What an error of the mail conversation means for the delivery. */
export function judgeError(error: SmtpError, where: Where): LetterRefused {
  return new LetterRefused(judge(error, where))
}

function judge(error: SmtpError, where: Where): Outcome & { readonly reason: string } {
  if (where.stage === 'auth' && error.code === 'EAUTH') return judgeSignIn(error, where)
  if (isCertificateTrouble(error) || error.code === 'ETLS') return judgeTls(error, where)
  if (error.responseCode !== undefined) return judgeAnswer(error, where)
  const { host, isWritten } = where
  // The server said how much it takes, and nodemailer counted.
  if (error.code === 'EMESSAGE') return { kind: 'permanent', reason: `the letter is larger than ${host} takes` }
  if (error.code === 'EENVELOPE')
    return { kind: 'permanent', reason: `${host} cannot be given this letter: ${words(error)}` }
  const what = error.code === 'ETIMEDOUT' ? 'did not answer in time' : 'closed the connection'
  if (isWritten) return { kind: 'ambiguous', reason: `${host} ${what} after the whole letter had been sent` }
  if (error.code === 'EPROTOCOL')
    return { kind: 'retry', reason: `${host} does not answer as a mail server: ${words(error)}` }
  return { kind: 'retry', reason: `${host} ${what}` }
}

function judgeSignIn(error: SmtpError, { host }: Where): Outcome & { readonly reason: string } {
  const status = error.responseCode
  if (status === undefined) {
    return { kind: 'auth', reason: `${host} offers no way to sign in that we know; try another encryption` }
  }
  const reason = `${host} did not let us sign in: ${answer(error)}`
  return status < 500 ? { kind: 'retry', status, reason } : { kind: 'auth', status, reason }
}

function judgeTls(error: SmtpError, { host }: Where): Outcome & { readonly reason: string } {
  const status = error.responseCode
  if (status !== undefined) {
    const reason = `${host} does not begin encryption: ${answer(error)}`
    return status < 500 ? { kind: 'retry', status, reason } : { kind: 'permanent', status, reason }
  }
  if (isCertificateTrouble(error)) {
    return { kind: 'permanent', reason: `the certificate of ${host} is not valid: ${words(error)}` }
  }
  return { kind: 'retry', reason: `no secure connection with ${host} came about: ${words(error)}` }
}

/** A person has to renew the certificate; a broken handshake may go better next time. */
function isCertificateTrouble({ originalCode = '' }: SmtpError): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|KEY_TOO_SMALL|MD_TOO_WEAK/.test(
    originalCode,
  )
}

function judgeAnswer(error: SmtpError, { stage, host }: Where): Outcome & { readonly reason: string } {
  const status = error.responseCode!
  if (stage === 'connect') {
    // This is about us or the whole server, not about the letter: nothing is given up for it.
    return {
      kind: 'retry',
      status,
      reason: `${host} takes no mail from us now: ${answer(error)}`,
      waitMs: afterPutOffMs,
    }
  }
  if (status < 500) {
    return { kind: 'retry', status, reason: `${host} put the letter off: ${answer(error)}`, waitMs: afterPutOffMs }
  }
  return { kind: 'permanent', status, reason: `${host} refused the letter: ${answer(error)}` }
}

/** The server's own words, on one line. */
export function answer({ response = '' }: Pick<SmtpError, 'response'>): string {
  return response
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 300)
}

function words({ message }: Error): string {
  return message
    .replace(/^Error initiating TLS - /, '')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 300)
}
