import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startFake } from './tools/fakes/frame.ts'
import { openOffice } from './tools/office.ts'

const ownIntegration = `
import type { IntegrationKind } from 'hookswitch/core/integration.ts'

const pager = {
  kind: 'pager',
  title: { en: 'Pager', ru: 'Пейджер' },
  summary: { en: 'Sends to a pager gateway', ru: 'Отправляет на шлюз пейджеров' },
  family: 'chat',
  settings: [
    { name: 'gateway', type: 'url', required: true, label: { en: 'Gateway', ru: 'Шлюз' } },
    { name: 'pin', type: 'secret', required: true, label: { en: 'PIN', ru: 'ПИН' } },
  ],
  parameters: [{ name: 'text', type: 'long_text', required: true, label: { en: 'Text', ru: 'Текст' } }],
  examples: [],
  async send({ settings, parameters, http }) {
    const reply = await http({ method: 'POST', url: settings.gateway, body: JSON.stringify({ pin: settings.pin, text: parameters.text }) })
    return reply.status === 200 ? { kind: 'ok', status: 200 } : { kind: 'retry', status: reply.status, reason: 'the gateway answered ' + reply.status }
  },
} satisfies IntegrationKind<{ gateway: string; pin: string }, { text: string }>

export default pager
`

const ownEventType = `
export default {
  key: 'door_opened',
  title: { en: 'Door opened', ru: 'Дверь открыта' },
  when: { en: 'Somebody comes in.', ru: 'Кто-то вошёл.' },
  parameters: [{ name: 'door', type: 'string', label: { en: 'Door', ru: 'Дверь' }, operators: ['eq'], pii: null }],
  sample: { event_time: '2026-03-16T09:00:00Z', source: 'api', correlation_id: 'd-1', data: { door: 'north' } },
  recipes: [],
  searchable: ['door'],
  startingConditions: null,
}
`

test('a kind of one’s own works from one file, without touching anything else', async () => {
  const kinds = await mkdtemp(join(tmpdir(), 'hookswitch-kinds-'))
  try {
    await writeFile(join(kinds, 'pager.ts'), ownIntegration)
    await mkdir(join(kinds, 'event-types', 'door-opened'), { recursive: true })
    await writeFile(join(kinds, 'event-types', 'door-opened', 'door-opened.ts'), ownEventType)
    await using gateway = await startFake()
    await using office = await openOffice({ settings: { HOOKSWITCH_KINDS: kinds } })
    const { integrations, event_types } = (await office.get('/catalogue')).body
    assert.ok(integrations.some(({ kind }: { kind: string }) => kind === 'pager'))
    assert.ok(event_types.some(({ key }: { key: string }) => key === 'door_opened'))
    // A loose file has no folder of its own in which papers could lie.
    assert.deepEqual((await office.get('/catalogue/integrations/pager/guide')).body, { guide: null })
    const pager = await office.integration('pager', { gateway: gateway.url, pin: 'very-secret-pin' })
    assert.equal((await office.get(`/integrations/${pager}`)).body.settings.pin, '•••')
    await office.binding(
      pager,
      { text: 'Door {{door}}' },
      { event_type: 'door_opened', conditions: { param: 'door', op: 'eq', value: 'north' } },
    )
    await office.happens('door_opened', { door: 'north' })
    const [row] = await office.untilJournal('delivered')
    assert.deepEqual(JSON.parse(gateway.received[0]?.body ?? ''), { pin: 'very-secret-pin', text: 'Door north' })
    const story = JSON.stringify((await office.get(`/deliveries/${row?.['delivery_id']}`)).body)
    assert.ok(!story.includes('very-secret-pin'), 'the secret is hidden in the journal')
    assert.equal((await office.post('/integrations', { kind: 'pager', name: 'x', settings: {} })).status, 422)
  } finally {
    await rm(kinds, { recursive: true, force: true })
  }
})

test('a broken kind of one’s own stops the start with its file and the reason', async () => {
  const kinds = await mkdtemp(join(tmpdir(), 'hookswitch-kinds-'))
  try {
    await writeFile(join(kinds, 'pager.ts'), 'export default { kind: "other", send() {} }')
    await assert.rejects(openOffice({ settings: { HOOKSWITCH_KINDS: kinds } }), /pager\.ts describes “other”/)
  } finally {
    await rm(kinds, { recursive: true, force: true })
  }
})
