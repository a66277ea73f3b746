import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { type FakeTelegram, type FakeTelegramOptions, startFakeTelegram } from '../../../test/tools/fakes/telegram.ts'
import { otherTools } from '../../../test/tools/sending.ts'
import { escapeText } from '../../core/escape.ts'
import type { Json } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import { Problem } from '../../core/problem.ts'
import { magicChats } from '../../fakes/telegram.ts'
import { parseHtml } from '../../fakes/telegram-markup.ts'
import { openOutbound } from '../../outbound/outbound.ts'
import type { TelegramParameters, TelegramSettings } from './fields.ts'
import { fitText } from './plain.ts'
import telegram from './telegram.ts'

const outbound = openOutbound({ allowNets: ['127.0.0.1'] })
after(() => outbound.close())

const noSignal = new AbortController().signal

class Office {
  readonly fake: FakeTelegram
  readonly settings: TelegramSettings
  readonly remembered: [string, Json][] = []

  constructor(fake: FakeTelegram, settings: Partial<TelegramSettings>) {
    this.fake = fake
    this.settings = { bot_token: fake.token, chat_id: '-1001', parse_mode: 'HTML', api_base: fake.url, ...settings }
  }

  send(parameters: TelegramParameters): Promise<Outcome> {
    return telegram.send({
      settings: this.settings,
      parameters,
      http: outbound.http,
      signal: noSignal,
      clock: { now: () => 0, after: () => () => {} },
      deliveryId: 'dlv_1',
      event: { id: 'evt_1', no: 1, type: 'call_function', time: 0 },
      isTest: false,
      rememberSetting: (name, value) => void this.remembered.push([name, value]),
      ...otherTools,
    })
  }

  findChats() {
    return telegram.helpers![0]!.run({ settings: this.settings, http: outbound.http, signal: noSignal })
  }

  texts(): string[] {
    return this.fake.messages.map(({ text }) => text)
  }

  [Symbol.asyncDispose] = () => this.fake.close()
}

async function openOffice(
  settings: Partial<TelegramSettings> = {},
  options: FakeTelegramOptions = {},
): Promise<Office> {
  return new Office(await startFakeTelegram(options), settings)
}

test('a missed call is written to the chat, and its number in Telegram is kept', async () => {
  await using office = await openOffice({ message_thread_id: 5 }, { topics: [5] })
  const outcome = await office.send({ text: '<b>Missed</b> +15550100', disable_notification: true })
  assert.deepEqual(outcome, { kind: 'ok', status: 200, remoteId: '1' })
  assert.deepEqual(office.fake.messages, [{ id: 1, chat: '-1001', text: 'Missed +15550100', topic: 5, silent: true }])
})

test('a value from an event can never act as markup, in either mode', async () => {
  const hostile = '<b>"Bob\'s" & [x](http://example.com) *_~`>#+-=|{}.! \\ {{x}}'
  for (const parse_mode of ['HTML', 'MarkdownV2', 'none'] as const) {
    await using office = await openOffice({ parse_mode })
    const mode = telegram.escape!(office.settings, 'text')
    assert.equal((await office.send({ text: escapeText(hostile, mode) })).kind, 'ok')
    assert.deepEqual(office.texts(), [hostile])
    assert.equal(office.fake.received.length, 1, `${parse_mode}: it went at the first try`)
  }
})

test('a message whose markup Telegram cannot read arrives as plain text', async () => {
  await using office = await openOffice()
  assert.equal((await office.send({ text: '<b>Missed <i>call</b> from R&amp;D' })).kind, 'ok')
  assert.deepEqual(office.texts(), ['Missed call from R&D'])
  await using markdown = await openOffice({ parse_mode: 'MarkdownV2' })
  assert.equal((await markdown.send({ text: 'Call +7 (000) 000\\-00' })).kind, 'ok')
  assert.deepEqual(markdown.texts(), ['Call +7 (000) 000-00'])
})

test('a group that became a supergroup gets the message at once, and its new number is remembered', async () => {
  await using office = await openOffice({ chat_id: magicChats.migrating })
  assert.equal((await office.send({ text: 'Missed' })).kind, 'ok')
  assert.equal(office.fake.messages[0]?.chat, magicChats.migrated)
  assert.deepEqual(office.remembered, [['chat_id', magicChats.migrated]])
})

test('a chat that a binding chose for itself may move without changing the integration', async () => {
  await using office = await openOffice({ message_thread_id: 5 })
  assert.equal((await office.send({ text: 'Missed', chat_id: magicChats.migrating })).kind, 'ok')
  assert.deepEqual(office.remembered, [])
  assert.equal(office.fake.messages[0]?.topic, null, 'the topic belongs to the chat of the integration')
})

test('a refusal by the chat of the integration stops it; by a chat of one binding, only that message', async () => {
  await using office = await openOffice({ chat_id: magicChats.kicked })
  assert.equal((await office.send({ text: 'x' })).kind, 'gone')
  assert.equal((await office.send({ text: 'x', chat_id: magicChats.blocked })).kind, 'permanent')
  assert.equal((await office.send({ text: 'x', chat_id: magicChats.missing })).kind, 'permanent')
})

test('Telegram says how long to wait', async () => {
  let now = 0
  await using office = await openOffice({}, { clock: () => now, chatLimit: { perSecond: 0.25, burst: 1 } })
  assert.equal((await office.send({ text: 'one' })).kind, 'ok')
  assert.deepEqual(await office.send({ text: 'two' }), {
    kind: 'rate',
    status: 429,
    reason: 'Telegram asked to wait 4 s',
    waitMs: 4000,
  })
  now = 4000
  assert.equal((await office.send({ text: 'two' })).kind, 'ok')
})

test('a wrong token pauses the integration; one that cannot be a token never leaves', async () => {
  await using office = await openOffice({ bot_token: '1:other' })
  assert.equal((await office.send({ text: 'x' })).kind, 'auth')
  await using odd = await openOffice({ bot_token: '1:x/../../etc' })
  assert.equal((await odd.send({ text: 'x' })).kind, 'auth')
  assert.equal(odd.fake.received.length, 0)
})

test('an answer that broke off after 200 is a message that arrived', async () => {
  await using office = await openOffice({}, { script: [{ does: 'reset-in-body', body: '{"ok":true,"result":' }] })
  assert.deepEqual(await office.send({ text: 'x' }), { kind: 'ok', status: 200 })
})

test('a number or a list as the whole message is written as a person would', async () => {
  await using office = await openOffice({ parse_mode: 'none' })
  for (const text of [47, true, ['a', 'b']]) await office.send({ text })
  assert.deepEqual(office.texts(), ['47', 'true', '["a","b"]'])
})

// ── length ────────────────────────────────────────────────────────────────────

const long = [
  ['letters', 'я'.repeat(5000)],
  ['emoji, two units each', `x${'😀'.repeat(3000)}`],
  ['escaped signs', '&lt;'.repeat(5000)],
  ['bold to the end', `<b>${'x'.repeat(3000)}<i>${'y'.repeat(3000)}</i></b>`],
] as const

for (const [what, text] of long) {
  test(`a text of ${what} is cut to 4,096 and arrives whole in form`, async () => {
    await using office = await openOffice()
    assert.equal((await office.send({ text })).kind, 'ok')
    assert.equal(office.fake.received.length, 1, 'it went at the first try')
    const [shown = ''] = office.texts()
    assert.ok(shown.length >= 4095 && shown.length <= 4096, String(shown.length))
    assert.ok(shown.endsWith('…'))
  })
}

test('without markup, too, no emoji is cut in two', () => {
  for (const text of ['😀'.repeat(3000), `x${'😀'.repeat(3000)}`]) {
    const fitted = fitText(text, 'none')
    assert.ok(fitted.text.isWellFormed() && fitted.text.length >= 4095 && fitted.text.length <= 4096)
  }
})

test('markup does not count: 4,096 visible characters are not cut', async () => {
  await using office = await openOffice()
  await office.send({ text: `<a href="https://crm.example.com/?a=1&amp;b=2">${'&amp;'.repeat(4096)}</a>` })
  assert.deepEqual(office.texts(), ['&'.repeat(4096)])
})

test('a long MarkdownV2 text goes without markup', async () => {
  await using office = await openOffice({ parse_mode: 'MarkdownV2' })
  assert.equal((await office.send({ text: `\\(${'a\\.'.repeat(3000)}` })).kind, 'ok')
  assert.equal(office.texts()[0], `(${'a.'.repeat(2047)}…`)
})

test('whatever text is cut, no letter, entity or tag is broken', () => {
  const piece = fc.constantFrom(
    '<b>',
    '</b>',
    '<i>',
    '</i>',
    '&amp;',
    '&#128512;',
    '😀',
    'x',
    ' ',
    '<',
    '&',
    'я'.repeat(700),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const source = pieces.join('') + 'z'.repeat(2000)
      const fitted = fitText(source, 'HTML')
      assert.ok(fitted.text.isWellFormed())
      const before = parseHtml(source)
      const parsed = parseHtml(fitted.text)
      if ('error' in before) return
      assert.ok('shown' in parsed, JSON.stringify(parsed))
      assert.ok(parsed.shown.length <= 4096)
    }),
    { numRuns: 200 },
  )
})

// ── finding chats ─────────────────────────────────────────────────────────────

test('the chats of the last day are found, the latest first, each once', async () => {
  await using office = await openOffice()
  office.fake.addUpdate({ message: { chat: { id: 7, type: 'private', first_name: 'Anna', last_name: 'Example' } } })
  office.fake.addUpdate({ my_chat_member: { chat: { id: -1001, type: 'supergroup', title: 'Night shift' } } })
  office.fake.addUpdate({ channel_post: { chat: { id: -1002, type: 'channel', title: 'News' } } })
  office.fake.addUpdate({ message: { chat: { id: -1001, type: 'supergroup', title: 'Night shift' } } })
  assert.deepEqual(await office.findChats(), [
    { value: '-1001', label: 'Night shift (supergroup)' },
    { value: '-1002', label: 'News (channel)' },
    { value: '7', label: 'Anna Example (private)' },
  ])
  assert.ok(
    office.fake.received.every(({ body }) => !body.includes('offset')),
    'nothing was confirmed',
  )
})

test('a bot that another program reads is left alone, and the person is told', async () => {
  await using office = await openOffice()
  office.fake.setWebhook('https://other.example.com/bot')
  await assert.rejects(office.findChats(), (error) => error instanceof Problem && /Another program/.test(error.message))
  assert.deepEqual(
    office.fake.received.map(({ path }) => path.split('/').at(-1)),
    ['getWebhookInfo'],
  )
})

test('a wrong token is shown at its field', async () => {
  await using office = await openOffice({ bot_token: '1:other' })
  await assert.rejects(
    office.findChats(),
    (error) => error instanceof Problem && error.errors[0]?.path === 'settings.bot_token',
  )
})
