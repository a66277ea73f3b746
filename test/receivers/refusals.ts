import assert from 'node:assert/strict'
import type { ReceivedRequest } from '../tools/fakes/frame.ts'
import type { ReceiverCase } from './receiver-case.ts'

/** Receivers that say no, in one of the many ways to say it. */
export const refusals: readonly ReceiverCase[] = [
  ...[301, 302, 303, 307, 308].map(
    (status): ReceiverCase => ({
      name: `a receiver that answers ${status} is not followed, and the journal shows where it points`,
      replies: [{ does: 'redirect', status, to: 'http://169.254.169.254/latest?session=s3cr3t' }],
      ends: 'failed',
      attempts: [['permanent', status]],
      says: /it sends us to http:\/\/169\.254\.169\.254\/latest\. Redirects are not followed/,
    }),
  ),
  {
    name: 'a receiver that sends us round in a circle is asked once',
    replies: [{ does: 'redirect', to: '/hook' }],
    ends: 'failed',
    attempts: [['permanent', 302]],
    says: /Redirects are not followed/,
  },
  ...[400, 403, 404, 422].map(
    (status): ReceiverCase => ({
      name: `a receiver that answers ${status} has refused this message, and the next one goes`,
      replies: [{ does: 'answer', status, body: { error: 'no such field' } }],
      ends: 'failed',
      attempts: [['permanent', status]],
      says: new RegExp(`answered ${status}`),
      kept: ({ body }) => assert.deepEqual(body, { error: 'no such field' }),
    }),
  ),
  ...[408, 425, 500, 502, 503, 504].map(
    (status): ReceiverCase => ({
      name: `a receiver that answers ${status} gets it again`,
      replies: [{ does: 'answer', status }],
      ends: 'delivered',
      attempts: [
        ['retry', status],
        ['ok', 200],
      ],
      says: new RegExp(`answered ${status}`),
    }),
  ),
  {
    name: 'a receiver that answers 401 pauses its integration, and what comes next waits',
    replies: [{ does: 'answer', status: 401 }],
    ends: 'failed',
    attempts: [['auth', 401]],
    says: /credentials were refused/,
    pauses: 'auth',
  },
  {
    name: 'a receiver that answers 410 is gone: its integration pauses, and what comes next waits',
    replies: [{ does: 'answer', status: 410 }],
    ends: 'failed',
    attempts: [['gone', 410]],
    says: /address is gone/,
    pauses: 'gone',
  },
  {
    name: 'a receiver that quotes our secrets back at us does not bring them into the journal',
    replies: [
      ({ headers, path }: ReceivedRequest) => ({
        does: 'answer',
        status: 400,
        headers: { 'x-seen': headers['authorization'] ?? '' },
        body: { seen: headers, path },
      }),
    ],
    ends: 'failed',
    attempts: [['permanent', 400]],
  },
]
