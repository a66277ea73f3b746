import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { webhookHeaders } from '../src/integrations/webhook/sign.ts'
import { startFake } from '../test/tools/fakes/frame.ts'
import { openOffice } from '../test/tools/office.ts'

const here = import.meta.dirname

interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Null when the program is not installed here. */
async function run(command: readonly string[], input = '', environment = {}): Promise<Finished | null> {
  const [program = '', ...rest] = command
  const child = spawn(program, rest, { env: { ...process.env, ...environment } })
  const started = await new Promise<boolean>((resolve) => {
    child.once('spawn', () => resolve(true))
    child.once('error', () => resolve(false))
  })
  if (!started) return null
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, err }
}

const checkers: Readonly<Record<string, readonly string[]>> = {
  JavaScript: [process.execPath, join(here, 'check-signature/check.js')],
  Python: ['python3', join(here, 'check-signature/check.py')],
  PHP: ['php', join(here, 'check-signature/check.php')],
}

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`
const body = '{"phone":"+70001112333","name":"Ксения «П.»","answer":2}'
const now = Date.now()
const signed = (secrets: string, at = now) => webhookHeaders({ id: 'dhjq4g46tq8', body, now: at }, secrets)

const requests: readonly {
  name: string
  secret: string
  headers: Record<string, string>
  body: string
  ok: boolean
}[] = [
  { name: 'as it was sent', secret, headers: signed(secret), body, ok: true },
  { name: 'signed with another plain text', secret: 'пароль', headers: signed('пароль-1'), body, ok: false },
  { name: 'a plain text as the secret', secret: 'open-sesame', headers: signed('open-sesame'), body, ok: true },
  { name: 'signed with the new and the old secret', secret, headers: signed(`brand-new ${secret}`), body, ok: true },
  { name: 'signed with another secret', secret, headers: signed('another'), body, ok: false },
  { name: 'with one letter changed', secret, headers: signed(secret), body: body.replace('333', '334'), ok: false },
  { name: 'under another id', secret, headers: { ...signed(secret), 'webhook-id': 'dother' }, body, ok: false },
  { name: 'sent ten minutes ago', secret, headers: signed(secret, now - 600_000), body, ok: false },
  { name: 'without a signature', secret, headers: { 'webhook-id': 'd', 'webhook-timestamp': '1' }, body, ok: false },
  { name: 'without any header', secret, headers: {}, body, ok: false },
]

for (const [language, command] of Object.entries(checkers)) {
  test(`a receiver in ${language} takes what we signed and refuses everything else`, async (t) => {
    for (const { name, ok, ...request } of requests) {
      const finished = await run(command, JSON.stringify(request))
      if (!finished) return t.skip(`${command[0]} is not installed here`)
      assert.deepEqual([finished.out.trim(), finished.code], ok ? ['genuine', 0] : ['refused', 1], name + finished.err)
    }
  })
}

test('what we sign is accepted by the library of Standard Webhooks', () => {
  assert.deepEqual(new Webhook(secret).verify(body, signed(secret)), JSON.parse(body))
  assert.throws(() => new Webhook(secret).verify(`${body} `, signed(secret)))
})

test('the checker in JavaScript accepts what the library of Standard Webhooks signs', async () => {
  const at = new Date()
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
  }
  const finished = await run(checkers['JavaScript']!, JSON.stringify({ secret, headers, body }))
  assert.equal(finished?.out.trim(), 'genuine')
})

const senders: Readonly<Record<string, readonly string[]>> = {
  curl: ['sh', join(here, 'send-missed-call/send.sh')],
  Node: [process.execPath, join(here, 'send-missed-call/send.js')],
}

for (const [name, command] of Object.entries(senders)) {
  test(`a missed call sent with ${name} reaches its binding once, however often it is sent`, async () => {
    await using office = await openOffice()
    const wall = await office.integration('wall', {})
    await office.binding(
      wall,
      { text: 'Missed {{phone}}, waited {{alert_duration}} s' },
      { conditions: { param: 'success_flag', op: 'eq', value: false } },
    )
    const { key } = (await office.post('/keys', { name: 'Telephony', role: 'ingest' })).body
    const environment = { HOOKSWITCH_URL: office.url, HOOKSWITCH_KEY: key }
    for (const accepted of [1, 0]) {
      const finished = await run([...command, '+70001112333', '47', 'call-1001'], '', environment)
      assert.equal(finished?.code, 0, finished?.err)
      assert.equal(JSON.parse(finished?.out ?? '').accepted, accepted)
    }
    await office.untilJournal('delivered')
    const { items } = (await office.get('/api/v1/wall')).body
    assert.deepEqual(
      items.map(({ message }: { message: { text: string } }) => message.text),
      ['Missed ********333, waited 47 s'],
    )
    const wrongKey = { ...environment, HOOKSWITCH_KEY: 'nobody-knows-this-key' }
    const refused = await run([...command, '+70001112333', '47', 'call-1002'], '', wrongKey)
    assert.notEqual(refused?.code, 0, 'a refusal ends the program with an error, at once')
  })
}

test('the SMS gateway of one’s own is set up, sends, and hides its key, from one file', async () => {
  await using gateway = await startFake({
    script: [{ does: 'answer', status: 202, body: { id: 'sms-1' } }],
    otherwise: { does: 'answer', status: 401 },
  })
  await using office = await openOffice({ settings: { HOOKSWITCH_KINDS: join(here, 'own-kind') } })
  const sms = await office.integration('sms-gateway', { gateway: gateway.url, api_key: 'very-secret' })
  assert.equal((await office.get(`/integrations/${sms}`)).body.settings.api_key, '•••')
  await office.binding(sms, { to: '{{phone}}', text: 'We will call you back, {{contact_name}}' })

  await office.happens('call_function', { phone: '+15550100', contact_name: 'Olena' })
  const [row] = await office.untilJournal('delivered')
  assert.equal(row?.['outcome'], 'accepted')
  const [received] = gateway.received
  assert.deepEqual(JSON.parse(received?.body ?? ''), {
    to: '+15550100',
    from: 'Hookswitch',
    text: 'We will call you back, Olena',
  })
  assert.equal(received?.headers['x-api-key'], 'very-secret')
  assert.equal(received?.headers['idempotency-key'], row?.['delivery_id'])
  const story = JSON.stringify((await office.get(`/deliveries/${row?.['delivery_id']}`)).body)
  assert.ok(!story.includes('very-secret'))

  await office.happens('call_function', { phone: '+15550100', contact_name: 'Olena' })
  await office.untilJournal('failed')
  assert.equal((await office.get(`/integrations/${sms}`)).body.health.paused_by, 'auth')
})
