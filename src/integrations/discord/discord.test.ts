import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type FakeDiscord, startFakeDiscord } from '../../../test/tools/fakes/discord.ts'
import { type Office, openOffice } from '../../../test/tools/office.ts'
import { otherTools } from '../../../test/tools/sending.ts'
import type { Outcome } from '../../core/outcome.ts'
import { openOutbound } from '../../outbound/outbound.ts'
import { fitContent } from './content.ts'
import discord from './discord.ts'
import { checkSettings, type DiscordParameters } from './fields.ts'

const outbound = openOutbound({ allowNets: ['127.0.0.1'] })
let office: Office
before(async () => {
  office = await openOffice()
})
after(async () => {
  await outbound.close()
  await office[Symbol.asyncDispose]()
})

function send(fake: FakeDiscord, parameters: DiscordParameters, thread_id?: string): Promise<Outcome> {
  return discord.send({
    settings: { webhook_url: fake.webhookUrl, ...(thread_id !== undefined && { thread_id }) },
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
const missed = { function: 'queue', function_state: 'finish', success_flag: false, phone: '+70001112333' }

/** One more event, and another integration has it: by then a paused one would have been tried, too. */
async function nextIsDelivered(): Promise<void> {
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  const binding = await office.binding(wall, { text: '{{phone}}' })
  await office.happens('call_function', missed)
  await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
}

test('a missed call is written to the channel, and what the caller is called can neither ping nor be markup', async () => {
  await using fake = await startFakeDiscord(plain)
  const integration = await office.integration('discord', { webhook_url: fake.webhookUrl }, { personal_data: 'clear' })
  const binding = await office.binding(integration, {
    content: '**Missed** {{phone}} {{user_name}}',
    embeds: '[{"title":"{{user_name}}","url":"{{call_record_link}}","footer":{"text":"{{user_name}}"}}]',
  })
  const name = '@everyone **boss** "}]'
  await office.happens('call_function', {
    ...missed,
    user_name: name,
    call_record_link: 'https://example.com/a_b_c?x=1',
  })
  const [row] = await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
  const [message] = fake.messages
  assert.equal(message?.text.split('\n')[0], `**Missed** +70001112333 ${name}`)
  assert.ok(message?.content.includes('\\@everyone \\*\\*boss\\*\\*'), message?.content)
  assert.equal(message?.pings, false)
  const [embed] = (message?.embeds ?? []) as { title: string; url: string; footer: { text: string } }[]
  assert.equal(embed?.url, 'https://example.com/a_b_c?x=1')
  assert.equal(embed?.footer.text, name, 'a footer shows a text as it stands')
  assert.equal(embed?.title, '\\@everyone \\*\\*boss\\*\\* "}\\]')
  const told = JSON.stringify((await office.get(`/deliveries/${row?.['delivery_id']}`)).body)
  assert.ok(!told.includes('example-token'), 'the token of the webhook is not in the journal')
  assert.match(told, /wait=true/)
})

test('a deleted webhook pauses the integration after one call, and its queue is kept', async () => {
  await using fake = await startFakeDiscord(plain)
  fake.deleteWebhook()
  const integration = await office.integration('discord', { webhook_url: fake.webhookUrl })
  const binding = await office.binding(integration, { content: '{{phone}}' })
  await office.happens('call_function', missed)
  await office.untilJournal('failed', 1, `?binding_id=${binding}`)
  const { body } = await office.get(`/integrations/${integration}`)
  assert.match(JSON.stringify(body), /does not know the webhook/)
  await nextIsDelivered()
  assert.equal(fake.received.length, 1)
})

test('the burst that Discord does not take waits as long as Discord says, to the thousandth', async () => {
  let now = 1000
  await using fake = await startFakeDiscord({ limit: { count: 2, perMs: 1337 }, now: () => now })
  assert.equal((await send(fake, { content: 'one' })).kind, 'ok')
  now += 100
  assert.equal((await send(fake, { content: 'two' })).kind, 'ok')
  assert.deepEqual(await send(fake, { content: 'three' }), {
    kind: 'rate',
    status: 429,
    reason: 'Discord asked to wait 1.237 s',
    waitMs: 1237,
  })
  now += 1237
  assert.equal((await send(fake, { content: 'three' })).kind, 'ok')
})

test('a message goes to the thread, keeps what stood in the address, and a forum asks for a thread', async () => {
  await using forum = await startFakeDiscord({ ...plain, isForum: true, threads: ['77'] })
  const refused = await send(forum, { content: 'x' })
  assert.match('reason' in refused ? refused.reason : '', /enter the number of a post as the thread/)
  assert.equal((await send(forum, { content: 'x' }, '78')).kind, 'permanent')
  assert.equal((await send(forum, { content: 'x' }, '77')).kind, 'ok')
  const address = `${forum.webhookUrl}?thread_id=77`
  assert.equal((await send({ ...forum, webhookUrl: address }, { content: 'y' })).kind, 'ok')
  assert.deepEqual(
    forum.messages.map(({ thread }) => thread),
    ['77', '77'],
  )
})

test('a message of any length and letters fits, whole letters only, and Discord takes it', async () => {
  await using fake = await startFakeDiscord({ limit: { count: 1_000_000, perMs: 1000 } })
  const letter = fc.constantFrom('a', '\\*', '\\\\', '😀', 'ё', ' ')
  const long = fc.array(letter, { minLength: 900, maxLength: 2500, size: 'max' }).map((letters) => letters.join(''))
  await fc.assert(
    fc.asyncProperty(long, async (text) => {
      const fitted = fitContent(text)
      assert.ok(fitted.length <= 2000 && fitted.isWellFormed())
      assert.ok(text.startsWith(fitted.replace(/…$/, '')))
      if (fitted !== text) assert.equal((/\\*(?=…$)/.exec(fitted)?.[0].length ?? 0) % 2, 0, 'half an escape is left')
      if (text.trim() !== '') assert.equal((await send(fake, { content: text })).kind, 'ok')
    }),
    { numRuns: 40 },
  )
})

test('cards over a limit of Discord are not sent, and the reason names the limit', async () => {
  await using fake = await startFakeDiscord(plain)
  const field = { name: 'Queue', value: 'sales' }
  const cases: [string, DiscordParameters['embeds'], RegExp][] = [
    ['11 cards', Array.from({ length: 11 }, () => ({ title: 'x' })), /11 embeds; Discord takes 10/],
    ['a long title', { title: 'x'.repeat(257) }, /title of embed 1 has 257 characters; Discord takes 256/],
    ['26 fields', { fields: Array.from({ length: 26 }, () => field) }, /26 fields; Discord takes 25/],
    ['a long value', [{ fields: [{ name: 'a', value: 'x'.repeat(1025) }] }], /value of a field of embed 1 has 1025/],
    [
      '6,001 together',
      [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }],
      /6001 characters together/,
    ],
    ['no JSON', '[{"title":', /not JSON; write them as JSON with every/],
    ['no card', ['title'] as string[], /must be a JSON object/],
  ]
  for (const [name, embeds, reason] of cases) {
    const outcome = await send(fake, { content: 'Today', embeds: embeds! })
    assert.equal(outcome.kind, 'permanent', name)
    assert.match('reason' in outcome ? outcome.reason : '', reason, name)
  }
  assert.equal(fake.received.length, 0)
  const most = [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2000) }]
  assert.equal((await send(fake, { content: 'Today', embeds: most })).kind, 'ok')
})

test('what only Discord can judge is told in its words, with the field', async () => {
  await using fake = await startFakeDiscord(plain)
  const name = await send(fake, { content: 'x', username: 'Discord bot' })
  assert.equal(
    'reason' in name && name.reason,
    'Discord refused the message: username: Username cannot contain "discord"',
  )
  const link = await send(fake, { content: 'x', embeds: { title: 'x', url: 'example.com' } })
  assert.equal('reason' in link && link.reason, 'Discord refused the message: embeds.0.url: Not a well formed URL.')
})

test('a card alone is a message, a blank message is none', async () => {
  await using fake = await startFakeDiscord(plain)
  assert.equal((await send(fake, { content: '', embeds: { title: 'Call' } })).kind, 'ok')
  assert.equal((await send(fake, { content: '  ', embeds: '' })).kind, 'permanent')
  assert.equal(fake.received.length, 1)
})

test('an address that is no webhook is refused before it is saved', async () => {
  const cases: [string, RegExp | null][] = [
    ['https://discord.com/api/webhooks/1/abc-DEF_1', null],
    ['https://canary.discord.com/api/v10/webhooks/1/abc', null],
    ['https://proxy.example.com/anything', null],
    ['https://discord.com/channels/1/2', /Copy webhook URL/],
    ['https://discord.com/api/webhooks/1/abc/slack', /take \/slack off its end/],
  ]
  for (const [webhook_url, wrong] of cases) {
    const [error] = checkSettings({ webhook_url })
    if (wrong === null) assert.equal(error, undefined, webhook_url)
    else assert.match(error?.message ?? '', wrong)
  }
  const reply = await office.post('/integrations', {
    kind: 'discord',
    name: 'Wrong',
    settings: { webhook_url: 'https://discord.com/channels/1/2', thread_id: 'general' },
  })
  assert.equal(reply.status, 422)
  assert.deepEqual(
    reply.body.errors.map(({ path }: { path: string }) => path),
    ['settings.webhook_url', 'settings.thread_id'],
  )
})
