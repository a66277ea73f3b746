import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type FakeSlack, startFakeSlack } from '../../../test/tools/fakes/slack.ts'
import { type Office, openOffice } from '../../../test/tools/office.ts'
import { otherTools } from '../../../test/tools/sending.ts'
import { escapeText } from '../../core/escape.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import { slackChannels } from '../../fakes/slack.ts'
import { openOutbound } from '../../outbound/outbound.ts'
import type { SlackParameters, SlackSettings } from './fields.ts'
import { fitText } from './message.ts'
import slack from './slack.ts'

const outbound = openOutbound({ allowNets: ['127.0.0.1'] })
let office: Office
before(async () => {
  office = await openOffice()
})
after(async () => {
  await outbound.close()
  await office[Symbol.asyncDispose]()
})

function send(settings: SlackSettings, parameters: SlackParameters): Promise<Outcome> {
  return slack.send({
    settings,
    parameters,
    http: outbound.http,
    signal: new AbortController().signal,
    clock: { now: () => 0, after: () => () => {} },
    deliveryId: 'dlv_1',
    event: { id: 'evt_1', no: 1, type: 'call_function', time: 0 },
    isTest: false,
    rememberSetting: () => {},
    ...otherTools,
  })
}

const plain = { limit: { count: 1000, perMs: 1000 } }
const byToken = (fake: FakeSlack): SlackSettings & JsonObject => ({
  token: fake.token,
  channel: slackChannels.own,
  api_base: fake.apiBase,
})
const byWebhook = (fake: FakeSlack): SlackSettings => ({ webhook_url: fake.webhookUrl, api_base: fake.apiBase })
const missed = { function: 'queue', function_state: 'finish', success_flag: false, phone: '+70001112333' }

/** One more event, and another integration has it: by then a paused one would have been tried, too. */
async function nextIsDelivered(): Promise<void> {
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  const binding = await office.binding(wall, { text: '{{phone}}' })
  await office.happens('call_function', missed)
  await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
}

test('a missed call is written to the channel, and what the caller is called can mention nobody', async () => {
  await using fake = await startFakeSlack(plain)
  const integration = await office.integration('slack', byToken(fake), { personal_data: 'clear' })
  const binding = await office.binding(integration, {
    text: '*Missed* {{phone}} {{user_name}}',
    blocks:
      '{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"{{user_name}}"}},{"type":"image","image_url":"{{call_record_link}}","alt_text":"Recording"}]}',
  })
  const name = '<!channel> "}] & <@U1>'
  await office.happens('call_function', {
    ...missed,
    user_name: name,
    call_record_link: 'https://example.com/?a=1&b=2',
  })
  const [row] = await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
  const [message] = fake.messages
  assert.equal(message?.pings, false)
  assert.equal(message?.text, `${name}\n`)
  assert.equal(message?.mrkdwn, '*Missed* +70001112333 &lt;!channel&gt; "}] &amp; &lt;@U1&gt;')
  assert.equal((message?.blocks[1] as { image_url?: string } | undefined)?.image_url, 'https://example.com/?a=1&b=2')
  const { body } = await office.get(`/deliveries/${row?.['delivery_id']}`)
  assert.ok(!JSON.stringify(body).includes(fake.token), 'the token is not in the journal')
  const sent = JSON.parse(fake.received[0]?.body ?? '') as JsonObject
  assert.deepEqual([sent['unfurl_links'], sent['unfurl_media']], [false, false])
})

test('200 with ok:false is a failure: a bot without an invitation pauses the integration and says what to write', async () => {
  await using fake = await startFakeSlack(plain)
  const settings = { ...byToken(fake), channel: slackChannels.uninvited }
  const integration = await office.integration('slack', settings)
  const binding = await office.binding(integration, { text: '{{phone}}' })
  await office.happens('call_function', missed)
  await office.untilJournal('failed', 1, `?binding_id=${binding}`)
  assert.match(JSON.stringify((await office.get(`/integrations/${integration}`)).body), /Write \/invite/)
  await nextIsDelivered()
  assert.equal(fake.received.length, 1)
  assert.equal(fake.messages.length, 0)
})

test('an incoming webhook writes to its channel; once the app is removed nothing more is sent', async () => {
  await using fake = await startFakeSlack(plain)
  assert.deepEqual(await send(byWebhook(fake), { text: 'Missed' }), { kind: 'ok', status: 200 })
  fake.removeApp()
  assert.equal((await send(byWebhook(fake), { text: 'Missed' })).kind, 'gone')
  assert.equal((await send(byToken(fake), { text: 'Missed' })).kind, 'auth')
  assert.deepEqual(
    fake.messages.map(({ text }) => text),
    ['Missed'],
  )
})

test('Slack says how long to wait, by the webhook and by the token', async () => {
  let now = 0
  await using fake = await startFakeSlack({ limit: { count: 1, perMs: 3000 }, now: () => now })
  assert.equal((await send(byWebhook(fake), { text: 'one' })).kind, 'ok')
  now = 1500
  const webhook = await send(byWebhook(fake), { text: 'two' })
  const token = await send(byToken(fake), { text: 'two' })
  assert.deepEqual([webhook.kind, token.kind], ['rate', 'rate'])
  assert.deepEqual(
    [webhook, token].map((outcome) => 'waitMs' in outcome && outcome.waitMs),
    [2000, 2000],
  )
  now = 3500
  assert.equal((await send(byToken(fake), { text: 'two' })).kind, 'ok')
})

test('a binding may choose another channel, and what is wrong with that one stops only this message', async () => {
  await using fake = await startFakeSlack(plain)
  const cases: [string, Outcome['kind']][] = [
    ['C0NIGHT', 'ok'],
    ['#night-shift', 'ok'],
    [slackChannels.archived, 'permanent'],
    [slackChannels.missing, 'permanent'],
    ['nowhere', 'permanent'],
  ]
  for (const [channel, kind] of cases) {
    assert.equal((await send(byToken(fake), { text: 'x', channel })).kind, kind, channel)
  }
  assert.equal((await send({ ...byToken(fake), channel: slackChannels.archived }, { text: 'x' })).kind, 'gone')
  assert.equal((await send({ ...byToken(fake), token: 'xoxb-other' }, { text: 'x' })).kind, 'auth')
})

test('blocks that Slack does not take are told with what to do', async () => {
  await using fake = await startFakeSlack(plain)
  const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } })
  const cases: [string, SlackParameters['blocks'], RegExp][] = [
    ['unknown', [{ type: 'no-such' }], /invalid_blocks.*Block Kit Builder/],
    ['a long section', [section(3001)], /invalid_blocks/],
    ['too much together', Array.from({ length: 5 }, () => section(3000)), /msg_blocks_too_long.*13,000/],
    ['51', Array.from({ length: 51 }, () => ({ type: 'divider' })), /51 blocks; Slack takes 50/],
    ['no JSON', '[{', /not JSON/],
    ['no block', ['text'], /must be a JSON object/],
  ]
  for (const [name, blocks, reason] of cases) {
    for (const settings of [byToken(fake), byWebhook(fake)]) {
      const outcome = await send(settings, { text: 'Missed', blocks: blocks! })
      assert.equal(outcome.kind, 'permanent', name)
      assert.match('reason' in outcome ? outcome.reason : '', reason, name)
    }
  }
  assert.equal(fake.messages.length, 0)
})

test('a text of any length and letters fits, never ending in half a letter or half an entity', () => {
  const letter = fc.constantFrom('a', '&', '<', '😀', 'ё', ' ')
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 30 }), fc.nat(20), (letters, shift) => {
      const text = 'x'.repeat(39_980 + shift) + escapeText(letters.join(''), 'slack')
      const fitted = fitText(text)
      assert.ok(fitted.length <= 40_000 && fitted.isWellFormed())
      assert.equal(fitted.replace(/&(amp|lt|gt);/g, '').includes('&'), false, fitted.slice(-20))
      if (text.length <= 40_000) assert.equal(fitted, text)
    }),
  )
})

test('a long message in letters that Slack writes as \\u… is known as delivered though its answer does not fit', async () => {
  await using fake = await startFakeSlack({
    script: [
      {
        does: 'answer',
        headers: { 'content-type': 'application/json' },
        body: `{"ok":true,"channel":"C0EXAMPLE","ts":"1773654067.000300","message":{"text":"${'\\u0451'.repeat(20_000)}"}}`,
      },
    ],
  })
  const outcome = await send(byToken(fake), { text: 'ё'.repeat(20_000) })
  assert.deepEqual(outcome, { kind: 'ok', status: 200, remoteId: '1773654067.000300' })
})

test('a form with neither a webhook nor a token, or with both, is refused with the field', async () => {
  const webhook_url = 'https://hooks.slack.com/services/T0EXAMPLE/B0EXAMPLE/example-secret'
  const token = 'xoxb-example-token'
  const cases: [JsonObject, string, RegExp][] = [
    [{}, 'settings.webhook_url', /or a token and a channel/],
    [{ webhook_url, token }, 'settings.token', /keep one of them/],
    [{ token }, 'settings.channel', /is required with a token/],
    [{ webhook_url, channel: 'C0EXAMPLE' }, 'settings.channel', /goes with a token/],
    [{ token: 'xoxb example', channel: 'C0EXAMPLE' }, 'settings.token', /without spaces/],
  ]
  for (const [settings, path, message] of cases) {
    const { status, body } = await office.post('/integrations', { kind: 'slack', name: 'Slack', settings })
    assert.equal(status, 422)
    assert.equal(body.errors[0].path, path)
    assert.match(body.errors[0].message, message)
  }
  const made = await office.integration('slack', { webhook_url })
  const changed = await office.patch(`/integrations/${made}`, {
    settings: { webhook_url: null, token, channel: 'C0EXAMPLE' },
  })
  assert.equal(changed.status, 200)
  assert.equal(changed.body.settings.token, '•••')
})
