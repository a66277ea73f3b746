import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { createTransport } from 'nodemailer'
import { request } from 'undici'
import type { JsonObject } from '../src/core/json.ts'
import type { FakeWay, HeardMessage } from '../src/fakes/open-fakes.ts'
import { openBrowser } from './tools/browser.ts'
import { type Office, openOffice } from './tools/office.ts'
import { environmentIn } from './tools/process.ts'
import { waitUntil } from './tools/wait-until.ts'

const main = join(import.meta.dirname, '../src/main.ts')

interface Told {
  readonly url: string
  readonly ways: readonly FakeWay[]
  readonly absent: readonly { readonly kind: string; readonly reason: { readonly en: string } }[]
}

let office: Office
let child: ChildProcess
let told: Told

before(async () => {
  office = await openOffice()
  child = startFakes(['--port', '0', '--json'])
  told = JSON.parse(await firstLine(child)) as Told
})
after(async () => {
  child.kill('SIGKILL')
  await office[Symbol.asyncDispose]()
})

function startFakes(flags: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const env = environmentIn(office.folder, environment)
  return spawn(process.execPath, [main, 'fakes', ...flags], { env, stdio: ['ignore', 'pipe', 'inherit'] })
}

async function firstLine(process: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: process.stdout! })) return line
  throw new Error('the command ended without a word')
}

async function received(): Promise<HeardMessage[]> {
  const reply = await request(`${told.url}messages`)
  return ((await reply.body.json()) as { messages: HeardMessage[] }).messages
}

const missed = { function: 'queue', function_state: 'finish', success_flag: false, phone: '+70001112333' }

/** What a binding fills in, by kind. */
const parametersOf: Readonly<Record<string, (text: string) => JsonObject>> = {
  telegram: (text) => ({ text }),
  discord: (content) => ({ content, embeds: [{ title: '{{function}}' }] }),
  slack: (text) => ({ text }),
  webhook: (text) => ({ text }),
  smtp: (text) => ({ to: 'anna@example.com', subject: 'Missed call', text }),
}

test('one message through every kind with exactly the printed settings is shown on the page, newest first', async () => {
  const catalogue = (await office.get('/catalogue')).body
  const known = new Set(catalogue.integrations.map(({ kind }: { kind: string }) => kind))
  const ways = told.ways.filter(({ kind }) => known.has(kind))
  for (const kind of ['telegram', 'discord', 'slack', 'webhook'])
    assert.ok(
      ways.some((way) => way.kind === kind),
      kind,
    )
  const sent: string[] = []
  for (const { kind, title, settings } of ways) {
    const integration = await office.integration(kind, settings, { personal_data: 'clear' })
    const words = `${title.en}: missed {{phone}}`
    const binding = await office.binding(integration, parametersOf[kind]!(words))
    await office.happens('call_function', missed)
    await office.untilJournal('delivered', 1, `?binding_id=${binding}`)
    const off = await office.patch(`/bindings/${binding}`, { enabled: false })
    assert.equal(off.status, 200)
    sent.unshift(words.replace('{{phone}}', '+70001112333'))
  }
  const shown = await received()
  assert.deepEqual(
    shown.map(({ kind }) => kind),
    ways.map(({ kind }) => kind).reverse(),
  )
  for (const [at, words] of sent.entries()) assert.ok(shown[at]?.text.includes(words), JSON.stringify(shown[at]))
})

test('every fault of the manual ends as the manual says', async () => {
  const settingsOf = (kind: string, name = '') =>
    told.ways.find((way) => way.kind === kind && way.title.en.includes(name))?.settings ?? {}
  const [telegram, token] = [settingsOf('telegram'), settingsOf('slack', 'token')]
  const webhook = String(settingsOf('discord')['webhook_url'])
  const cases: [string, JsonObject, string][] = [
    ['telegram', { ...telegram, chat_id: '-404' }, 'permanent'],
    ['telegram', { ...telegram, chat_id: '-403' }, 'gone'],
    ['telegram', { ...telegram, chat_id: '403' }, 'gone'],
    ['telegram', { ...telegram, chat_id: '-400' }, 'ok'],
    ['telegram', { ...telegram, bot_token: '1:other' }, 'auth'],
    ['discord', { webhook_url: webhook.replace(/\d{18}/, '7') }, 'gone'],
    ['discord', { webhook_url: `${webhook}-other` }, 'auth'],
    ['slack', { ...token, channel: 'C0MISSING' }, 'gone'],
    ['slack', { ...token, channel: 'C0UNINVITED' }, 'gone'],
    ['slack', { ...token, channel: 'C0ARCHIVED' }, 'gone'],
    ['slack', { ...token, token: 'xoxb-other' }, 'auth'],
  ]
  for (const [kind, settings, outcome] of cases) {
    const { body } = await office.post('/integrations/test', { kind, name: 'Fault', settings })
    assert.equal(body.outcome, outcome, JSON.stringify([kind, settings, body.message]))
  }
})

test('mail is taken, shown with its subject and its files, and an address that a server refuses is refused', async () => {
  const { settings } = told.ways.find(({ kind }) => kind === 'smtp')!
  const post = createTransport({ host: String(settings['host']), port: Number(settings['port']) })
  const info = await post.sendMail({
    from: String(settings['from']),
    to: ['anna@example.com', 'refused@example.com'],
    bcc: 'boss@example.com',
    subject: 'Пропущенный звонок',
    html: '<p>+70001112333 ждал <b>47</b> с</p>',
    attachments: [{ filename: 'price.txt', content: 'one' }],
  })
  post.close()
  assert.deepEqual(info.rejected, ['refused@example.com'])
  const [mail] = await received()
  assert.deepEqual([mail?.kind, mail?.title], ['smtp', 'Пропущенный звонок'])
  assert.equal(mail?.to, 'anna@example.com, boss@example.com')
  assert.match(mail?.text ?? '', /\+70001112333 ждал 47 с/)
  assert.match(mail?.text ?? '', /price\.txt/)
})

test('the page shows messages as text, in English and in Russian', async () => {
  const hostile = '<img src=x onerror="document.title=1">'
  const { settings } = told.ways.find(({ kind }) => kind === 'webhook')!
  await request(String(settings['url']), { method: 'POST', body: hostile })
  for (const [language, heading] of [
    ['en', 'What to enter for an integration'],
    ['ru', 'Что вписать в интеграцию'],
  ]) {
    const page = await pageShown(`${told.url}?lang=${language}`)
    assert.ok(page.includes(`<h2 id="settings">${heading}</h2>`), page)
    assert.ok(page.includes('&lt;img src=x onerror='), page)
    for (const value of told.ways.flatMap(({ settings }) => Object.values(settings))) {
      assert.ok(
        page.includes(`<dd>${String(value).replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</dd>`),
        String(value),
      )
    }
  }
})

/** The page after its script ran, as a browser has it. */
async function pageShown(url: string): Promise<string> {
  const browser = await openBrowser()
  const page = await browser.newPage()
  await page.goto(url)
  await page.getByText('<img src=x').first().waitFor()
  const shown = await page.content()
  await browser.close()
  return shown
}

test('a page elsewhere cannot read the messages under another name of this machine', async () => {
  const reply = await request(`${told.url}messages`, { headers: { host: 'evil.example.com' } })
  assert.equal(reply.statusCode, 421)
  assert.ok(!(await reply.body.text()).includes('messages'))
})

test('people get the settings line by line in their language; Ctrl+C stops', async () => {
  const russian = startFakes(['--port', '0'], { HOOKSWITCH_LANGUAGE: 'ru' })
  let out = ''
  russian.stdout!.on('data', (bytes: Buffer) => {
    out += bytes.toString()
  })
  await waitUntil('the last line', () => out.includes('Ctrl+C'))
  assert.match(out, /^Подставные сервисы готовы.*http:\/\/127\.0\.0\.1:\d+\/\n/)
  assert.match(out, /Slack, токен бота — вид slack\n {2}token {5}xoxb-example-token\n {2}channel {3}C0EXAMPLE\n/)
  russian.kill('SIGINT')
  assert.deepEqual(await once(russian, 'exit'), [0, null])
})

test('a port that is taken, or is none, is one clear line', async () => {
  const cases: [string[], number, RegExp][] = [
    [['--port', new URL(told.url).port], 1, /port \d+ is taken; choose another one with --port/],
    [['--port', '0', '--mail-port', new URL(told.url).port], 1, /port \d+ is taken/],
    [['--port', 'many'], 2, /--port must be a port from 0 to 65535/],
  ]
  for (const [flags, code, line] of cases) {
    const env = environmentIn(office.folder)
    const failing = spawn(process.execPath, [main, 'fakes', ...flags], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const [err, [exit]] = await Promise.all([text(failing.stderr), once(failing, 'exit')])
    assert.equal(exit, code, err)
    assert.match(err, line)
    assert.equal(err.trim().split('\n').length, 1, err)
  }
})

test('without the packages for mail the other fakes run, and the reason says what to install', async () => {
  const hook = `import { registerHooks } from 'node:module'
registerHooks({ resolve(name, context, next) {
  if (name === 'smtp-server') throw Object.assign(new Error('gone'), { code: 'ERR_MODULE_NOT_FOUND' })
  return next(name, context)
} })`
  const NODE_OPTIONS = `--import "data:text/javascript,${encodeURIComponent(hook)}"`
  const mailless = startFakes(['--port', '0', '--json'], { NODE_OPTIONS })
  const { ways, absent } = JSON.parse(await firstLine(mailless)) as Told
  mailless.kill('SIGINT')
  assert.equal(
    ways.some(({ kind }) => kind === 'smtp'),
    false,
  )
  assert.equal(ways.length, told.ways.length - 1)
  assert.match(absent[0]?.reason.en ?? '', /npm install smtp-server/)
})
