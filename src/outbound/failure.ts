import { OutboundError } from '../core/http.ts'

/** Why no connection came about. */
export function connectionError(host: string, cause: Error): OutboundError {
  const code = codeOf(cause)
  if (code === 'ETIMEDOUT') return new OutboundError('timeout', `${host} did not answer`, { cause })
  const why = connectTroubles[code] ?? 'the connection failed'
  return new OutboundError('connect', `could not connect to ${host}: ${why}`, { cause })
}

/** Why TLS did not start. A bad certificate is told apart: a person has to renew it. */
export function tlsError(host: string, cause: Error): OutboundError {
  const code = codeOf(cause)
  const why = certificateTroubles[code] ?? (code === 'UNSPECIFIED' ? unnamedTroubles[cause.message] : undefined)
  if (why !== undefined) {
    return new OutboundError('tls-certificate', `the certificate of ${host} is not valid: ${why}`, { cause })
  }
  const what = code.startsWith('ERR_SSL') || code === 'EPROTO' ? 'no common TLS version or cipher' : 'it broke off'
  return new OutboundError('tls', `could not start a secure connection with ${host}: ${what}`, { cause })
}

/** Why an exchange that had a connection, or waited for one, ended without an answer. */
export function exchangeError(host: string, cause: unknown, sent: boolean): OutboundError {
  if (cause instanceof OutboundError) return cause
  const code = codeOf(cause)
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') {
    return new OutboundError('request-invalid', `the request to ${host} could not be written`, { cause })
  }
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return new OutboundError('aborted', `the request to ${host} was interrupted: the server is stopping`, {
      sent,
      cause,
    })
  }
  if (isNonsense(code, cause)) {
    return new OutboundError('protocol', `${host} gave an answer that is not HTTP`, { sent, cause })
  }
  return new OutboundError('reset', `${host} closed the connection without an answer`, { sent, cause })
}

function isNonsense(code: string, cause: unknown): boolean {
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW' || code.startsWith('UND_ERR_RES_')) return true
  return cause instanceof Error && (cause.message === 'bad response' || cause.message === 'bad upgrade')
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  // Several addresses were tried; they mostly fail alike, and one reason is enough for a sentence.
  return 'errors' in error && Array.isArray(error.errors) ? codeOf(error.errors[0]) : ''
}

const connectTroubles: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to its network',
  ECONNRESET: 'it closed the connection',
}

/** What OpenSSL only says and Node has no code for. */
const unnamedTroubles: Readonly<Record<string, string>> = {
  'CA signature digest algorithm too weak': 'its signature is too weak',
  'EE certificate key too weak': 'its key is too short',
  'CA certificate key too weak': 'the key of its authority is too short',
}

const certificateTroubles: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself, not by a known authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'it is signed by an authority that is not known',
  UNABLE_TO_GET_ISSUER_CERT: 'the server does not send the certificate between it and the authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'it is signed by an authority that is not known',
  // The two cannot be told apart from here, and the first is what people mostly forget.
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'it is signed by an authority that is not known, or the server does not send the certificate between the two',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it was issued for another name',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
  CERT_UNTRUSTED: 'it is signed by an authority that is not known',
  CERT_REJECTED: 'its authority does not allow this use',
  CERT_CHAIN_TOO_LONG: 'its chain is too long',
  CA_MD_TOO_WEAK: 'its signature is too weak',
  EE_KEY_TOO_SMALL: 'its key is too short',
  CA_KEY_TOO_SMALL: 'the key of its authority is too short',
  INVALID_PURPOSE: 'it is not meant for servers',
  HOSTNAME_MISMATCH: 'it was issued for another name',
}
