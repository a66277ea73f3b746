import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { request } from 'undici'
import { startFake } from './tools/fakes/frame.ts'
import { type Office, openOffice } from './tools/office.ts'
import { waitUntil } from './tools/wait-until.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office[Symbol.asyncDispose]())

const missed = { function: 'queue', function_state: 'finish', success_flag: false, phone: '+70001112333' }
const kicked = { ok: false, error_code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' }
const english =
  'Telegram refused the message: bot was kicked from the supergroup chat. Add the bot to the chat again, then resume the integration.'
const russian =
  'Telegram не принял сообщение: bot was kicked from the supergroup chat. Снова добавьте бота в чат и нажмите «Возобновить».'

/** What a reader of a language is told; `undefined` reads as a program that names none. */
async function asked(language: string | undefined, path: string, body?: unknown) {
  const headers: Record<string, string> = language === undefined ? {} : { 'accept-language': language }
  const reply = await office.ask(body === undefined ? 'GET' : 'POST', path, body, headers)
  assert.ok(reply.status < 300, `${path}: ${reply.status}`)
  return reply.body
}

test('a refused message is told in the reader’s language: in the journal, its page, its event, and beside the integration', async () => {
  await using telegram = await startFake({ otherwise: { does: 'answer', status: 403, body: kicked } })
  const bot = await office.integration('telegram', { bot_token: '1:abc', chat_id: '-100', api_base: telegram.url })
  const binding = await office.binding(bot, { text: 'Missed {{phone}}' })
  await office.happens('call_function', missed)
  const [row] = await office.untilJournal('failed', 1, `?binding_id=${binding}`)
  const delivery = `/deliveries/${row!['delivery_id']}`
  for (const [language, reason] of [
    ['ru-RU,ru;q=0.9', russian],
    ['en', english],
    [undefined, english],
  ] as const) {
    const { items } = await asked(language, `/journal?binding_id=${binding}`)
    const story = await asked(language, delivery)
    const event = await asked(language, `/events/${row!['event_no']}`)
    const integration = await asked(language, `/integrations/${bot}`)
    const listed = (await asked(language, '/integrations')).items.find(({ id }: { id: string }) => id === bot)
    const said = [
      items[0].reason,
      story.reason,
      story.attempts[0].error,
      event.deliveries[0].reason,
      integration.health.reason,
      listed.health.reason,
    ]
    assert.deepEqual(said, Array(6).fill(reason), String(language))
  }
  const related = (await asked('ru', delivery)).related as { reason: string | null }[]
  assert.ok(related.every((one) => one.reason === null || /[а-яё]/i.test(one.reason)))
  // It was kept as it was said.
  const exported = await request(`${office.url}/api/v1/journal/export?format=ndjson&binding_id=${binding}`, {
    headers: { authorization: `Bearer ${office.key}`, 'accept-language': 'ru' },
  })
  assert.equal(JSON.parse(await exported.body.text()).reason, english)
})

test('an answer of Test and its steps are told in the reader’s language', async () => {
  const settings = { target: 'local', directory: '/not/allowed' }
  const test = { kind: 'file', name: 'Records', settings }
  const inRussian = await asked('ru', '/integrations/test', test)
  const inEnglish = await asked('en', '/integrations/test', test)
  assert.match(inRussian.message, /^в папку \/not\/allowed записывать нельзя\. /)
  assert.match(inEnglish.message, /^files may not be written into \/not\/allowed\. /)
  assert.equal(inRussian.steps.at(-1).message, inRussian.message)
  assert.equal(inEnglish.steps.at(-1).message, inEnglish.message)
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  assert.equal((await asked('ru', `/integrations/${wall}/test`, {})).message, 'Сообщение доставлено')
  const binding = {
    name: 'Missed',
    event_type: 'call_function',
    integration_id: wall,
    parameters: { text: '{{phone | slice: 90}}' },
  }
  const tried = await asked('ru', '/bindings/test', { binding })
  assert.equal(tried.message, 'сообщение пустое: все переменные в нём оказались без значения')
  assert.equal((await asked('ru', '/bindings/preview', { binding })).refusal, tried.message)
})

test('why a binding answered an event or did not is told in the reader’s language', async () => {
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  const conditions = { param: 'function', op: 'eq', value: 'ivr' }
  const binding = await office.binding(wall, { text: 'x' }, { conditions })
  const { event_no } = await office.happens('call_function', missed)
  const ofIt = async (language: string | undefined) => {
    const { bindings } = await asked(language, `/events/${event_no}`)
    return bindings.find((one: { binding: { id: string } }) => one.binding.id === binding).reason
  }
  assert.equal(await ofIt('ru'), 'условия не выполнены')
  assert.equal(await ofIt(undefined), 'the conditions do not hold')
  const rule = { event_type: 'call_function', conditions, integration_id: wall, parameters: { text: 'x' }, name: 'x' }
  const why = await asked('ru', '/bindings/why', { binding: rule, event_no })
  assert.deepEqual([why.fired, why.reason], [false, 'условия не выполнены'])
})

test('the live tail tells reasons in the language that was asked for, also where no header can be set', async () => {
  const wall = await office.integration('wall', { looks_like: 'telegram' })
  const binding = await office.binding(wall, { text: 'x' }, { options: { expire_s: 60 } })
  const of = `binding_id=${binding}`
  await using streams = await listenAll([
    [`?${of}&lang=ru`, 'en'],
    [`?${of}`, 'ru'],
    [`?${of}&lang=en`, 'ru'],
    [`?${of}`, undefined],
  ])
  assert.equal((await office.get(`/journal/stream?${of}&lang=fr`)).status, 422)
  await office.happens('call_function', missed, { event_time: new Date(Date.now() - 3_600_000).toISOString() })
  await waitUntil('everybody to be told', () => streams.said.every((one) => one.length > 0))
  assert.deepEqual(streams.said, [['сообщение устарело'], ['сообщение устарело'], ['expired'], ['expired']])
})

/** Listens to the live tail with each query and language; keeps the reasons that it tells. */
async function listenAll(readers: readonly (readonly [query: string, language: string | undefined])[]) {
  const abort = new AbortController()
  const said: string[][] = []
  for (const [query, language] of readers) {
    const reasons: string[] = []
    said.push(reasons)
    const { body } = await request(`${office.url}/api/v1/journal/stream${query}`, {
      headers: {
        authorization: `Bearer ${office.key}`,
        ...(language !== undefined && { 'accept-language': language }),
      },
      signal: abort.signal,
    })
    let text = ''
    body.on('error', () => {})
    body.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^event: delivery\ndata: (.*)$/m.exec(block)?.[1]
        if (data !== undefined) reasons.push(JSON.parse(data).reason)
      }
    })
  }
  return { said, [Symbol.asyncDispose]: async () => abort.abort() }
}

test('how a source fares is told in the reader’s language', async () => {
  const made = await office.post('/sources', {
    kind: 'replay',
    name: 'Recorded day',
    settings: { path: '/nowhere/day.ndjson' },
  })
  const source = `/sources/${made.body.id}`
  const messageFor = async (language: string | undefined) => (await asked(language, source)).health.message
  await waitUntil('it to fail', async () => /could not read/.test((await messageFor(undefined)) ?? ''))
  assert.match(await messageFor('ru'), /^не удалось прочитать запись \/nowhere\/day\.ndjson/)
  const listed = (await asked('ru', '/sources')).items.find(({ id }: { id: string }) => id === made.body.id)
  assert.match(listed.health.message, /^не удалось прочитать запись/)
})
