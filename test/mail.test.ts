import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { checkFields } from '../src/core/field-check.ts'
import { outcomeOfError } from '../src/core/http-outcome.ts'
import type { Sending } from '../src/core/integration.ts'
import type { JsonObject } from '../src/core/json.ts'
import type { Outcome } from '../src/core/outcome.ts'
import type { SmtpParameters, SmtpSettings } from '../src/integrations/smtp/fields.ts'
import { NotAMailbox, readMailboxes } from '../src/integrations/smtp/mailboxes.ts'
import smtp from '../src/integrations/smtp/smtp.ts'
import { openOutbound } from '../src/outbound/outbound.ts'
import { startFake } from './tools/fakes/frame.ts'
import { type FakeMail, type MailScript, startFakeMail } from './tools/fakes/mail.ts'
import { openOffice } from './tools/office.ts'
import { otherTools } from './tools/sending.ts'

const authority = readFileSync(join(import.meta.dirname, 'tools/certificates/authority.pem'), 'utf8')
const outbound = openOutbound({
  allowNets: ['127.0.0.0/8'],
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  authorities: [authority],
})
after(() => outbound.close())

// The test certificates are made for this name.
const host = 'crm.example.com'
const plain: MailScript = { encryption: 'none' }
const hello = { to: 'anna@example.com', subject: 'Missed call', text: 'Missed +15550100' }

interface Attempt {
  readonly outcome: Outcome
  readonly steps: string[]
  readonly told: string
}

async function send(
  port: number,
  parameters: JsonObject,
  {
    settings = {},
    tools = {},
  }: { settings?: JsonObject; tools?: Partial<Omit<Sending, 'settings' | 'parameters'>> } = {},
): Promise<Attempt> {
  const steps: string[] = []
  const told: unknown[] = []
  const whole = { host, port, security: 'none', from: 'Call center <robot@example.com>', ...settings }
  const sending = {
    ...otherTools,
    settings: checkFields(smtp.settings, whole, { path: 'settings' }) as unknown as SmtpSettings,
    parameters: parameters as unknown as SmtpParameters,
    http: outbound.http,
    dial: outbound.dial,
    signal: new AbortController().signal,
    clock: { now: () => Date.UTC(2026, 2, 16, 9, 41, 7), after: () => () => {} },
    deliveryId: 'dhjpvddxfy8',
    event: { id: 'evt_example', no: 1, type: 'call_function', time: 0 },
    isTest: false,
    rememberSetting: () => {},
    tell: (exchange) => void told.push(exchange),
    step: async (name, work) => {
      try {
        const result = await work()
        steps.push(name)
        return result
      } catch (error) {
        steps.push(`${name} failed: ${(error as Error).message}`)
        throw error
      }
    },
    ...tools,
  } satisfies Sending<SmtpSettings, SmtpParameters>
  const outcome = await smtp.send(sending).catch(outcomeOfError)
  return { outcome, steps, told: JSON.stringify(told) }
}

async function arrived(mail: FakeMail): Promise<ParsedMail> {
  const [letter] = await mail.waitForLetters(1)
  return simpleParser(Buffer.from(letter!.raw, 'latin1'))
}

function addresses(list: AddressObject | AddressObject[] | undefined): string[] {
  return [list ?? []].flat().flatMap(({ value }) => value.map(({ address = '' }) => address))
}

// ── a letter ──────────────────────────────────────────────────────────────────

test('a letter arrives as it was written: Cyrillic subject, both texts, copies, and attachments byte for byte', async () => {
  await using mail = await startFakeMail(plain)
  const recording = randomBytes(200_000)
  await using files = await startFake({ otherwise: { does: 'answer', body: recording } })
  const contract = randomBytes(70_000)
  const { outcome, steps } = await send(
    mail.port,
    {
      to: 'Анна Пример <anna@example.com>; "Boris, night shift" <boris@example.com>',
      cc: ['legal@example.com', 'hr@пример.рф'],
      bcc: 'boss@example.com',
      reply_to: 'office@example.com',
      subject: 'Пропущенный звонок — срочно ✆',
      text: 'Звонил клиент\n.\nточка в начале строки',
      html: '<p>Звонил <b>клиент</b></p>',
      attachments: [
        { file_id: 'file_contract' },
        { filename: 'запись разговора.mp3', url: `${files.url}/rec.mp3` },
        { filename: 'note.txt', content: 'Привет' },
      ],
    },
    {
      tools: {
        files: {
          folders: [],
          read: async (id) => (id === 'file_contract' ? { name: 'Договор №5.pdf', bytes: contract } : null),
        },
      },
    },
  )
  assert.deepEqual(outcome, { kind: 'ok', status: 250, remoteId: '<dhjpvddxfy8@example.com>' })
  assert.deepEqual(steps, ['connect', 'send'])

  const letter = await arrived(mail)
  assert.deepEqual(mail.letters[0]!.to, [
    'anna@example.com',
    'boris@example.com',
    'legal@example.com',
    'hr@пример.рф',
    'boss@example.com',
  ])
  assert.match(mail.letters[0]!.raw, /^Cc: .*hr@xn--e1afmkfd\.xn--p1ai/m)
  assert.equal(mail.letters[0]!.from, 'robot@example.com')
  assert.equal(letter.subject, 'Пропущенный звонок — срочно ✆')
  assert.equal(letter.text?.trim(), 'Звонил клиент\n.\nточка в начале строки')
  assert.equal(letter.html, '<p>Звонил <b>клиент</b></p>')
  assert.equal(letter.from?.text, '"Call center" <robot@example.com>')
  assert.deepEqual(addresses(letter.to), ['anna@example.com', 'boris@example.com'])
  assert.deepEqual(
    [letter.to ?? []].flat()[0]?.value.map(({ name }) => name),
    ['Анна Пример', 'Boris, night shift'],
  )
  assert.equal(addresses(letter.cc).length, 2)
  assert.deepEqual(addresses(letter.replyTo), ['office@example.com'])
  assert.equal(letter.bcc, undefined)
  assert.doesNotMatch(mail.letters[0]!.raw, /boss@/)
  assert.equal(letter.messageId, '<dhjpvddxfy8@example.com>')
  assert.equal(letter.headers.get('auto-submitted'), 'auto-generated')
  assert.equal(letter.headers.get('x-auto-response-suppress'), 'All')
  const [one, two, three] = letter.attachments
  assert.deepEqual(
    letter.attachments.map(({ filename }) => filename),
    ['Договор №5.pdf', 'запись разговора.mp3', 'note.txt'],
  )
  assert.ok(one?.content.equals(contract))
  assert.ok(two?.content.equals(recording))
  assert.equal(three?.content.toString(), 'Привет')
})

test('each attempt of one delivery carries the same message id, so that a mailbox can fold repeats', async () => {
  await using mail = await startFakeMail(plain)
  await send(mail.port, hello)
  await send(mail.port, hello)
  const letters = await mail.waitForLetters(2)
  const ids = letters.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
  assert.deepEqual(ids, ['<dhjpvddxfy8@example.com>', '<dhjpvddxfy8@example.com>'])
})

test('somebody named twice gets the letter once', async () => {
  await using mail = await startFakeMail(plain)
  await send(mail.port, { ...hello, cc: 'ANNA@example.com, anna@EXAMPLE.com', bcc: 'anna@example.com' })
  assert.equal((await mail.waitForLetters(1))[0]?.to.length, 1)
})

// ── encryption and sign-in ────────────────────────────────────────────────────

for (const security of ['starttls', 'tls'] as const) {
  test(`with ${security} the password and the letter travel encrypted, and the three steps are ticked`, async () => {
    await using mail = await startFakeMail({ encryption: security, user: 'robot', password: 's3cret-example' })
    const settings = { security, user: 'robot', password: 's3cret-example' }
    const { outcome, steps, told } = await send(mail.port, hello, { settings })
    assert.equal(outcome.kind, 'ok')
    assert.deepEqual(steps, ['connect', 'auth', 'send'])
    const [letter] = await mail.waitForLetters(1)
    assert.deepEqual([letter?.user, letter?.wasEncrypted], ['robot', true])
    assert.doesNotMatch(told, /s3cret/)
  })

  for (const [certificate, words] of [
    ['expired', /expired/],
    ['self-signed', /self.signed|signed by itself/],
  ] as const) {
    test(`with ${security} an ${certificate} certificate is told in words, and nothing is sent`, async () => {
      await using mail = await startFakeMail({ encryption: security, certificate })
      const { outcome } = await send(mail.port, hello, { settings: { security } })
      assert.equal(outcome.kind, 'permanent')
      assert.match('reason' in outcome ? outcome.reason : '', words)
      assert.match('reason' in outcome ? outcome.reason : '', /certificate/)
      assert.equal(mail.letters.length, 0)
    })
  }
}

test('a server that offers no STARTTLS gets neither password nor letter in clear', async () => {
  await using mail = await startFakeMail({ ...plain, user: 'robot', password: 'example-password' })
  const settings = { security: 'starttls', user: 'robot', password: 'example-password' }
  const { outcome, steps } = await send(mail.port, hello, { settings })
  assert.equal(outcome.kind, 'permanent')
  assert.match(steps[0] ?? '', /^connect failed: crm.example.com does not begin encryption/)
  assert.equal(mail.letters.length, 0)
})

test('a wrong password pauses the integration, and only the sign-in step fails', async () => {
  await using mail = await startFakeMail({ ...plain, user: 'robot', password: 'right-password' })
  const settings = { user: 'robot', password: 'wrong-password' }
  const { outcome, steps, told } = await send(mail.port, hello, { settings })
  assert.equal(outcome.kind, 'auth')
  assert.equal(outcome.status, 535)
  assert.deepEqual(steps, [
    'connect',
    'auth failed: crm.example.com did not let us sign in: 535 5.7.8 Authentication failed',
  ])
  assert.doesNotMatch(told + JSON.stringify(outcome), /wrong-password/)
})

test('a sign-in that is out of order for a moment is tried again', async () => {
  await using mail = await startFakeMail({ ...plain, user: 'robot', password: 'x', signIn: [454, '4.7.0 Try later'] })
  const { outcome } = await send(mail.port, hello, { settings: { user: 'robot', password: 'x' } })
  assert.deepEqual([outcome.kind, outcome.status], ['retry', 454])
})

// ── what the server says ──────────────────────────────────────────────────────

const fiveMinutes = 300_000
const answers: readonly [string, MailScript, JsonObject][] = [
  [
    'a server that is full at the greeting',
    { ...plain, greeting: [421, 'Too many'] },
    { kind: 'retry', status: 421, waitMs: fiveMinutes },
  ],
  ['a server that takes no mail from us', { ...plain, greeting: [554, 'Blocked'] }, { kind: 'retry', status: 554 }],
  ['a sender that may not send', { ...plain, sender: [553, '5.7.1 Not yours'] }, { kind: 'permanent', status: 553 }],
  ['a sender put off', { ...plain, sender: [450, '4.1.8 Later'] }, { kind: 'retry', status: 450, waitMs: fiveMinutes }],
  [
    'an unknown mailbox',
    { ...plain, recipients: { 'anna@example.com': [550, '5.1.1 No such user'] } },
    { kind: 'permanent', status: 550 },
  ],
  ['greylisting', { ...plain, putsOff: 1 }, { kind: 'retry', status: 451, waitMs: fiveMinutes }],
  ['a letter refused as spam', { ...plain, afterData: [550, '5.7.1 Spam'] }, { kind: 'permanent', status: 550 }],
  [
    'a letter too large for the box',
    { ...plain, afterData: [552, '5.3.4 Too big'] },
    { kind: 'permanent', status: 552 },
  ],
  [
    'a disk that is full over there',
    { ...plain, afterData: [452, '4.3.1 No space'] },
    { kind: 'retry', status: 452, waitMs: fiveMinutes },
  ],
  [
    'a server that goes down after the letter',
    { ...plain, afterData: [421, '4.3.2 Shutting down'] },
    { kind: 'retry', status: 421 },
  ],
  [
    'a letter over the size told at the greeting',
    { ...plain, size: 200 },
    { kind: 'permanent', reason: 'the letter is larger than crm.example.com takes' },
  ],
]

for (const [what, script, expected] of answers) {
  test(`${what} is ${expected['kind']}`, async () => {
    await using mail = await startFakeMail(script)
    const { outcome } = await send(mail.port, hello)
    assert.deepEqual({ ...outcome, ...expected }, outcome)
    assert.equal(mail.letters.length, 0)
  })
}

test('after greylisting the same letter is taken', async () => {
  await using mail = await startFakeMail({ ...plain, putsOff: 1 })
  assert.equal((await send(mail.port, hello)).outcome.kind, 'retry')
  assert.equal((await send(mail.port, hello)).outcome.kind, 'ok')
})

test('when some recipients are refused the rest get the letter, and the journal names who did not', async () => {
  await using mail = await startFakeMail({ ...plain, recipients: { 'gone@example.com': [550, '5.1.1 No such user'] } })
  const { outcome, told } = await send(mail.port, { ...hello, cc: 'gone@example.com, boris@example.com' })
  assert.deepEqual(outcome, {
    kind: 'partial',
    status: 250,
    reason: 'refused for 1 of 3 recipients: gone@example.com (550 5.1.1 No such user)',
    refused: ['gone@example.com'],
  })
  assert.deepEqual((await mail.waitForLetters(1))[0]?.to, ['anna@example.com', 'boris@example.com'])
  assert.match(told, /"refused":\[\{"address":"gone@example.com"/)
})

test('when everybody is refused, one only for now, the letter is tried again', async () => {
  await using mail = await startFakeMail({
    ...plain,
    recipients: { 'anna@example.com': [550, 'No'], 'boris@example.com': [451, 'Later'] },
  })
  const { outcome } = await send(mail.port, { ...hello, cc: 'boris@example.com' })
  assert.deepEqual([outcome.kind, outcome.status], ['retry', 451])
})

for (const afterData of ['hang', 'cut'] as const) {
  test(`no answer after the whole letter (${afterData}) may mean that it was taken: ambiguous`, async () => {
    await using mail = await startFakeMail({ ...plain, afterData })
    const { outcome } = await send(mail.port, hello, { settings: { timeout_ms: 1000 } })
    assert.equal(outcome.kind, 'ambiguous')
  })
}

test('a server that never greets is tried again', async () => {
  await using mail = await startFakeMail({ ...plain, greeting: 'never' })
  const { outcome } = await send(mail.port, hello, { settings: { timeout_ms: 1000 } })
  assert.deepEqual(outcome, { kind: 'retry', reason: 'crm.example.com did not answer in time' })
})

test('something that is no mail server, and nothing at all, are tried again', async () => {
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  assert.equal((await send(port, hello)).outcome.kind, 'retry')
  await new Promise((resolve) => server.close(resolve))
  const { outcome, steps } = await send(port, hello)
  assert.equal(outcome.kind, 'retry')
  assert.deepEqual(steps, ['connect failed: could not connect to crm.example.com: nothing listens there'])
})

test('a server that talks without end is cut off', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    const pour = () => {
      while (!socket.destroyed && socket.write('220-more and more of the same\r\n'.repeat(1000)));
    }
    socket.on('drain', pour)
    pour()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { outcome } = await send((server.address() as { port: number }).port, hello)
  assert.equal(outcome.kind, 'retry')
  server.close()
})

test('an attempt that is called off ends at once', async () => {
  await using mail = await startFakeMail({ ...plain, afterData: 'hang' })
  const stop = new AbortController()
  const attempt = send(mail.port, hello, {
    tools: { signal: stop.signal, tell: () => setTimeout(() => stop.abort(), 100) },
  })
  assert.deepEqual((await attempt).outcome, { kind: 'retry', reason: 'interrupted' })
})

test('an attempt called off while it connects leaves no connection behind', async () => {
  await using mail = await startFakeMail(plain)
  const stop = new AbortController()
  const sockets: Socket[] = []
  const dial: typeof outbound.dial = async (address) => {
    const dialed = await outbound.dial(address)
    sockets.push(dialed.socket as Socket)
    stop.abort()
    return dialed
  }
  const { outcome } = await send(mail.port, hello, { tools: { dial, signal: stop.signal } })
  assert.equal(outcome.kind, 'retry')
  assert.deepEqual(
    sockets.map(({ destroyed }) => destroyed),
    [true],
  )
})

test('a mail server inside the own network is reached only when the operator allows it', async () => {
  const guarded = openOutbound({ allowNets: [] })
  const { outcome } = await send(25, hello, { settings: { host: '127.0.0.1' }, tools: { dial: guarded.dial } })
  assert.equal(outcome.kind, 'permanent')
  assert.match('reason' in outcome ? outcome.reason : '', /may not be reached from here/)
  await guarded.close()
})

// ── hostile recipients ────────────────────────────────────────────────────────

const smuggled: readonly [string, string][] = [
  ['a line break before a header', 'anna@example.com\r\nBcc: eve@evil.example'],
  ['a bare line feed', 'anna@example.com\nBcc: eve@evil.example'],
  ['a bare carriage return', 'anna@example.com\rBcc: eve@evil.example'],
  ['the header left when line breaks were taken out', 'anna@example.comBcc: eve@evil.example'],
  ['a command of the protocol', 'anna@example.com>\r\nRCPT TO:<eve@evil.example'],
  ['a bracket that closes too early', '<anna@example.com> <eve@evil.example>'],
  ['a second address in the brackets', 'Anna <anna@example.com,eve@evil.example>'],
  ['a quoted local part', '"eve@evil.example"@example.com'],
  ['two at signs', 'anna@example.com@evil.example'],
  ['a comment', 'anna@example.com(eve@evil.example)'],
  ['a route', '<@evil.example:anna@example.com>'],
  ['a NUL', 'anna@example.com\0eve@evil.example'],
  ['the line separator of Unicode', 'anna@example.com\u2028eve@evil.example'],
  ['an invisible character', 'an\u200bna@example.com'],
  ['an address by number', 'anna@[127.0.0.1]'],
  ['a number dressed as a name', 'anna@2130706433'],
  ['a percent sign in the host', 'anna@example%2ecom'],
  ['no host', 'anna@'],
  ['no name', '@example.com'],
  ['words', 'not an address'],
  ['255 characters', `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.com`],
]

for (const [what, to] of smuggled) {
  test(`a recipient with ${what} is refused by name, and nobody gets the letter`, async () => {
    const dial = () => assert.fail('it must not even connect')
    for (const field of ['to', 'cc', 'bcc', 'reply_to']) {
      const { outcome } = await send(25, { ...hello, [field]: to }, { tools: { dial } })
      assert.equal(outcome.kind, 'permanent', field)
    }
  })
}

test('whatever stands in To, everybody written to is one address between the separators', () => {
  const pieces = fc.constantFrom(
    'anna@example.com',
    'Eve <e@evil.example>',
    '"a, b" <c@example.com>',
    ',',
    ';',
    '"',
    '<',
    '>',
    '\\',
    '\r\n',
    'Bcc:',
    '@',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 12 }), (parts) => {
      try {
        for (const { name, address } of readMailboxes(parts.join(''))) {
          assert.match(address, /^[^\s@<>,;:"\\\p{C}]+@[a-z0-9.-]+$/u)
          assert.doesNotMatch(name, /[\r\n\0]/)
        }
      } catch (error) {
        assert.ok(error instanceof NotAMailbox, String(error))
      }
    }),
    { numRuns: 2000 },
  )
})

test('whatever subject and names are, no header is added and only those named get the letter', async () => {
  await using mail = await startFakeMail(plain)
  const nasty = 'x\r\nBcc: eve@evil.example\r\n\r\n<script>\0\u2028end'
  await send(mail.port, {
    ...hello,
    to: '"Anna\\" <eve@evil.example>, \\"" <anna@example.com>',
    subject: nasty,
    attachments: [{ filename: `../../${nasty}.pdf`, content: 'x' }],
  })
  const letter = await arrived(mail)
  assert.deepEqual(mail.letters[0]?.to, ['anna@example.com'])
  assert.equal(letter.bcc, undefined)
  assert.equal(letter.subject, 'x Bcc: eve@evil.example <script> end')
  assert.match(letter.attachments[0]?.filename ?? '', /^[\p{L}\p{N} ._-]+$/u)
})

test('fifty recipients are taken, fifty-one are not', async () => {
  await using mail = await startFakeMail(plain)
  const people = (count: number) => Array.from({ length: count }, (_, at) => `agent${at}@example.com`)
  assert.equal((await send(mail.port, { ...hello, to: people(50) })).outcome.kind, 'ok')
  assert.equal((await send(mail.port, { ...hello, to: people(51).join(';') })).outcome.kind, 'permanent')
})

// ── attachments ───────────────────────────────────────────────────────────────

const badAttachments: readonly [string, JsonObject['attachments'], RegExp][] = [
  ['a file that was removed', [{ file_id: 'file_gone' }], /there is no uploaded file file_gone/],
  ['an empty link', [{ filename: 'a.mp3', url: '' }], /attachment 1 has none of file_id, url and content/],
  ['a file of this machine', [{ filename: 'a', path: '/etc/passwd' }], /attachment 1 has none/],
  ['a link to a file of this machine', [{ url: 'file:///etc/passwd' }], /must begin with http/],
  ['a link to the cloud’s own service', [{ url: 'http://169.254.169.254/latest' }], /may not be reached/],
  ['words instead of a list', 'contract.pdf', /must be a list/],
  ['too many', Array.from({ length: 21 }, () => ({ content: 'x' })), /at most 20/],
  [
    'too much',
    [{ content: 'x'.repeat(10_000_000) }, { content: 'x'.repeat(10_000_000) }],
    /attachment 2 makes the letter too large/,
  ],
]

for (const [what, attachments, words] of badAttachments) {
  test(`an attachment that is ${what} stops the letter before it leaves`, async () => {
    const dial = () => assert.fail('it must not even connect')
    const guarded = openOutbound({ allowNets: [] })
    const { outcome } = await send(25, { ...hello, attachments }, { tools: { dial, http: guarded.http } })
    assert.equal(outcome.kind, 'permanent', JSON.stringify(outcome))
    assert.match('reason' in outcome ? outcome.reason : '', words)
    await guarded.close()
  })
}

test('a download over 18 MB is cut off and refused, one that fails never pauses the mail server', async () => {
  const dial = () => assert.fail('it must not even connect')
  const attempt = async (behavior: Parameters<typeof startFake>[0]) => {
    await using files = await startFake(behavior)
    return (await send(25, { ...hello, attachments: [{ url: `${files.url}/a.mp3` }] }, { tools: { dial } })).outcome
  }
  assert.equal((await attempt({ otherwise: { does: 'endless-body' } })).kind, 'permanent')
  assert.equal((await attempt({ otherwise: { does: 'reset-in-body' } })).kind, 'retry')
  assert.equal((await attempt({ otherwise: { does: 'reset' } })).kind, 'retry')
  for (const [status, kind] of [
    [401, 'permanent'],
    [404, 'permanent'],
    [410, 'permanent'],
    [429, 'retry'],
    [500, 'retry'],
  ] as const) {
    assert.equal((await attempt({ otherwise: { does: 'answer', status } })).kind, kind, String(status))
  }
})

// ── a real mail server ────────────────────────────────────────────────────────

const postfix = await greetingAt(25)
const skip = /Postfix/.test(postfix) ? false : 'no Postfix listens on 127.0.0.1:25 of this machine'

test('Postfix takes a letter to its postmaster and refuses one to nobody', { skip }, async () => {
  const settings = { host: '127.0.0.1', from: 'hookswitch@localhost' }
  assert.equal((await send(25, { ...hello, to: 'postmaster@localhost' }, { settings })).outcome.kind, 'ok')
  const { outcome } = await send(25, { ...hello, to: 'surely-nobody-here@localhost' }, { settings })
  assert.deepEqual([outcome.kind, outcome.status], ['permanent', 550])
})

/** What a server on this machine says first; empty when there is none. */
function greetingAt(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.setTimeout(2000, () => socket.destroy())
    socket.once('data', (line) => {
      resolve(String(line))
      socket.end('QUIT\r\n')
    })
    socket.on('error', () => resolve(''))
    socket.on('close', () => resolve(''))
  })
}

// ── the whole way ─────────────────────────────────────────────────────────────

test('an event becomes a letter: values escaped in HTML, the journal shows what was sent, secrets hidden', async () => {
  await using mail = await startFakeMail({ ...plain, user: 'robot', password: 's3cret-example' })
  await using office = await openOffice()
  const integration = await office.integration('smtp', {
    host: '127.0.0.1',
    port: mail.port,
    security: 'none',
    user: 'robot',
    password: 's3cret-example',
    from: 'robot@example.com',
  })
  const form =
    '--e\r\ncontent-disposition: form-data; name="file"; filename="прайс.txt"\r\n\r\n1 min = 0.10\r\n--e--\r\n'
  const file = await office.ask('POST', '/files', form, { 'content-type': 'multipart/form-data; boundary=e' })
  await office.binding(integration, {
    to: 'hr@example.com',
    subject: '{{user_name}}: {{phone}}',
    text: '{{user_name}}',
    html: '<p>{{user_name}}</p>',
    attachments: [{ file_id: file.body.file_id }],
  })
  await office.happens('call_function', { user_name: '<b>Anna & Co</b>\r\nBcc: e@evil.example', phone: '+15550100333' })
  const [delivery] = await office.untilJournal('delivered')
  const letter = await arrived(mail)
  assert.equal(letter.subject, '<b>Anna & Co</b>Bcc: e@evil.example: ********333')
  assert.match(String(letter.html), /&lt;b&gt;Anna &amp; Co&lt;\/b&gt;/)
  assert.equal(letter.attachments[0]?.filename, 'прайс.txt')
  assert.equal(letter.attachments[0]?.content.toString(), '1 min = 0.10')
  assert.deepEqual(mail.letters[0]?.to, ['hr@example.com'])

  const { body } = await office.get(`/deliveries/${delivery?.['delivery_id']}`)
  const [attempt] = body.attempts
  assert.equal(attempt.request.method, 'SMTP')
  assert.equal(attempt.request.url, `smtp://127.0.0.1:${mail.port}`)
  assert.equal(attempt.request.headers.to, 'hr@example.com')
  assert.deepEqual(attempt.request.body.attachments, [{ filename: 'прайс.txt', bytes: 12 }])
  assert.equal(attempt.response.status, 250)
  assert.match(attempt.response.body, /queued as EXAMPLE/)
  assert.doesNotMatch(JSON.stringify(body), /s3cret/)
})

test('Test writes to the sender and ticks connect, auth and send; a wrong password stops at auth', async () => {
  await using mail = await startFakeMail({ ...plain, user: 'robot', password: 'right-password' })
  await using office = await openOffice()
  const form = (password: string) => ({
    kind: 'smtp',
    settings: {
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      user: 'robot',
      password,
      from: 'Robot <robot@example.com>',
    },
  })
  const good = await office.post('/integrations/test', form('right-password'))
  assert.equal(good.body.outcome, 'ok', JSON.stringify(good.body))
  assert.deepEqual(
    good.body.steps.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok]),
    [
      ['connect', true],
      ['auth', true],
      ['send', true],
    ],
  )
  assert.deepEqual((await mail.waitForLetters(1))[0]?.to, ['robot@example.com'])

  const bad = await office.post('/integrations/test', form('wrong-password'))
  assert.equal(bad.body.outcome, 'auth')
  assert.deepEqual(
    bad.body.steps.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok]),
    [
      ['connect', true],
      ['auth', false],
    ],
  )
  assert.match(bad.body.steps[1].message, /did not let us sign in/)
  assert.doesNotMatch(JSON.stringify(bad.body), /wrong-password/)
})

test('a sender that is no address, and a password without a name, are refused when they are saved', async () => {
  await using office = await openOffice()
  const save = (more: JsonObject) =>
    office.post('/integrations', {
      kind: 'smtp',
      name: 'Mail',
      settings: { host: 'smtp.example.com', from: 'a@example.com', ...more },
    })
  for (const [more, path] of [
    [{ from: 'nobody' }, 'settings.from'],
    [{ from: 'a@example.com, b@example.com' }, 'settings.from'],
    [{ user: 'robot' }, 'settings.password'],
    [{ password: 'example-password' }, 'settings.user'],
  ] as const) {
    const { status, body } = await save(more)
    assert.equal(status, 422)
    assert.deepEqual(
      body.errors.map((error: { path: string }) => error.path),
      [path],
    )
  }
})
