import assert from 'node:assert/strict'
import type { ReceiverCase } from './receiver-case.ts'

const keptBytes = 64 * 1024
const bombBytes = 20_000_000

/** Receivers that are silent, slow, endless, or speak no HTTP. */
export const brokenAnswers: readonly ReceiverCase[] = [
  {
    name: 'a receiver that takes the request and never answers is given up at the deadline: it may have it',
    replies: [{ does: 'hang' }],
    ends: 'delivered',
    attempts: [
      ['ambiguous', null],
      ['ok', 200],
    ],
    says: /did not answer in 2000 ms/,
  },
  {
    name: 'a receiver whose headers come a byte at a time does not outlast the deadline',
    replies: [{ does: 'slow-headers', everyMs: 100 }],
    ends: 'delivered',
    attempts: [
      ['ambiguous', null],
      ['ok', 200],
    ],
    says: /did not answer in 2000 ms/,
  },
  {
    name: 'a receiver whose body comes a byte at a time has said 200 already, and that counts',
    replies: [{ does: 'slow-body', everyMs: 100 }],
    ends: 'delivered',
    attempts: [['ok', 200]],
    kept: ({ truncated }) => assert.equal(truncated, true),
  },
  {
    name: 'a receiver that pours out an endless body is cut off, and 64 KiB of it are kept',
    replies: [{ does: 'endless-body' }],
    ends: 'delivered',
    attempts: [['ok', 200]],
    kept: ({ body, truncated }) => assert.deepEqual([String(body).length, truncated], [keptBytes, true]),
  },
  {
    name: 'a receiver that promises 10 GB is not waited for beyond the deadline',
    replies: [
      { does: 'garbage', bytes: 'HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\nbeginning', staysOpen: true },
    ],
    ends: 'delivered',
    attempts: [['ok', 200]],
    kept: ({ body, truncated }) => assert.deepEqual([body, truncated], ['beginning', true]),
  },
  ...(['gzip', 'deflate', 'br'] as const).map(
    (encoding): ReceiverCase => ({
      name: `a receiver that answers with a ${encoding} bomb is delivered to, and the bomb does not go off`,
      replies: [{ does: 'bomb', bytes: bombBytes, encoding }],
      ends: 'delivered',
      attempts: [['ok', 200]],
      kept: ({ body, truncated }) => assert.deepEqual([String(body).length, truncated], [keptBytes, true]),
    }),
  ),
  {
    name: 'a receiver that lies about its encoding is delivered to, with a note instead of its body',
    replies: [{ does: 'answer', headers: { 'content-encoding': 'gzip' }, body: 'plain text' }],
    ends: 'delivered',
    attempts: [['ok', 200]],
    kept: ({ body }) => assert.equal(body, '[binary, 10 bytes]'),
  },
  {
    name: 'a receiver that breaks off within its body has said 200 already, and the body is marked as cut',
    replies: [{ does: 'reset-in-body' }],
    ends: 'delivered',
    attempts: [['ok', 200]],
    kept: ({ body, truncated }) => assert.deepEqual([body, truncated], ['{"ok":', true]),
  },
  {
    name: 'a receiver that cuts the connection after the request may have it, and gets it again',
    replies: [{ does: 'reset' }],
    ends: 'delivered',
    attempts: [
      ['ambiguous', null],
      ['ok', 200],
    ],
    says: /closed the connection without an answer/,
  },
  {
    name: 'a receiver that cuts the connection before the request surely does not have it',
    replies: [{ does: 'refuse-connection' }],
    ends: 'delivered',
    attempts: [
      ['retry', null],
      ['ok', 200],
    ],
  },
  {
    name: 'a receiver that answers with JSON cut in the middle is delivered to',
    replies: [{ does: 'wrong-json' }],
    ends: 'delivered',
    attempts: [['ok', 200]],
    kept: ({ body }) => assert.equal(body, '{"ok":true,"resu'),
  },
  {
    name: 'a receiver that sends a thousand hints before its answer is heard out',
    replies: [
      {
        does: 'garbage',
        bytes: `${'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'.repeat(1000)}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok`,
        staysOpen: true,
      },
    ],
    ends: 'delivered',
    attempts: [['ok', 200]],
    kept: ({ body }) => assert.equal(body, 'ok'),
  },
  ...[204, 205, 206, 299].map(
    (status): ReceiverCase => ({
      name: `a receiver that answers ${status} is delivered to`,
      replies: [{ does: 'garbage', bytes: `HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`, staysOpen: true }],
      ends: 'delivered',
      attempts: [['ok', status]],
    }),
  ),
  {
    name: 'a receiver that answers 999 has refused the message',
    replies: [{ does: 'garbage', bytes: 'HTTP/1.1 999 X\r\ncontent-length: 0\r\n\r\n', staysOpen: true }],
    ends: 'failed',
    attempts: [['permanent', 999]],
    says: /answered 999/,
  },
  ...(
    [
      ['the status 000', 'HTTP/1.1 000 X\r\ncontent-length: 0\r\n\r\n'],
      ['HTTP/0.9', '<html>hi</html>'],
      ['no HTTP at all', 'hello\n\n'],
      ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
      ['a NUL in a header', 'HTTP/1.1 200 OK\r\nx-a: b\u0000c\r\ncontent-length: 0\r\n\r\n'],
    ] as const
  ).map(
    ([what, bytes]): ReceiverCase => ({
      name: `a receiver that answers with ${what} may have the message, and gets it again`,
      replies: [{ does: 'garbage', bytes }],
      ends: 'delivered',
      attempts: [
        ['ambiguous', null],
        ['ok', 200],
      ],
      says: /not HTTP|without an answer/,
    }),
  ),
  {
    name: 'a receiver with a header of 1 MB may have the message, and gets it again',
    replies: [{ does: 'huge-header', bytes: 1_000_000 }],
    ends: 'delivered',
    attempts: [
      ['ambiguous', null],
      ['ok', 200],
    ],
    says: /not HTTP/,
  },
  {
    name: 'a receiver whose answer is no text is stored as text that can be stored',
    replies: [
      {
        does: 'garbage',
        bytes: Buffer.concat([
          Buffer.from('HTTP/1.1 200 OK\r\nx-name: caf'),
          Buffer.from([0xe9]),
          Buffer.from('\r\ncontent-length: 4\r\n\r\na'),
          Buffer.from([0x00, 0xff]),
          Buffer.from('b'),
        ]),
        staysOpen: true,
      },
    ],
    ends: 'delivered',
    attempts: [['ok', 200]],
    kept: ({ body, headers }) => {
      assert.equal(body, 'a\ufffd\ufffdb')
      assert.match(headers['x-name'] ?? '', /^caf.$/)
    },
  },
]
