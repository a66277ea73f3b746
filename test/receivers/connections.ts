import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReceiverCase } from './receiver-case.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '../tools/certificates', file), 'utf8')
const certificate = (name: string) => ({ cert: read(`${name}.pem`), key: read(`${name}-key.pem`) })

export const goodCertificate = certificate('good')

/** The authority that signed the good and the expired certificate. */
export const authority = read('authority.pem')

/** The one that signed the certificate behind an intermediate and the weak one. */
export const secondAuthority = read('second-authority.pem')

function refused(what: string, says: RegExp, more: Pick<ReceiverCase, 'tls' | 'host'>): ReceiverCase {
  return {
    name: `a receiver with a certificate ${what} gets nothing, and the reason says so`,
    replies: [],
    ends: 'failed',
    attempts: [['permanent', null]],
    says,
    ...more,
  }
}

/** Receivers that cannot be reached safely, or not at all. */
export const connections: readonly ReceiverCase[] = [
  {
    name: 'a receiver with a good certificate is delivered to',
    replies: [],
    tls: goodCertificate,
    ends: 'delivered',
    attempts: [['ok', 200]],
  },
  refused('that has expired', /has expired/, { tls: certificate('expired') }),
  refused('signed by itself', /signed by itself/, { tls: certificate('self-signed') }),
  refused('issued for another name', /issued for another name/, { tls: goodCertificate, host: '127.0.0.2' }),
  refused('whose intermediate it does not send', /does not send the certificate between the two/, {
    tls: certificate('behind-intermediate'),
  }),
  refused('signed with SHA-1', /signature is too weak/, { tls: { ...certificate('weak'), isWeak: true } }),
  {
    name: 'a receiver that sends us from https to http is not followed',
    replies: [{ does: 'redirect', to: 'http://127.0.0.1:1/hook' }],
    tls: goodCertificate,
    ends: 'failed',
    attempts: [['permanent', 302]],
    says: /it sends us to http:\/\/127\.0\.0\.1:1\/hook\. Redirects are not followed/,
  },
  {
    name: 'a receiver that knows only TLS 1.1 is tried again, and the reason says so',
    replies: [],
    tls: { ...goodCertificate, maxVersion: 'TLSv1.1' },
    ends: 'failed',
    attempts: [
      ['retry', null],
      ['retry', null],
    ],
    says: /no common TLS version/,
  },
]
