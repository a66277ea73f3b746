import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import type { Command } from '../src/commands/command.ts'
import { settings } from '../src/config.ts'
import { problems } from '../src/core/problem.ts'
import { startFakeTelegram } from './tools/fakes/telegram.ts'
import { type Office, openOffice } from './tools/office.ts'

const root = resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const languages = ['en', 'ru'] as const

/** Every page that people read, by its path from the root. */
const pages = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md'], { cwd: root }).sort()
/** What is about this version, not about how it came to be. */
const manual = pages.filter((page) => /^(README|docs\/(en|ru)\/)/.test(page))

/** Fenced blocks with their language: `json`, `sh`… */
function blocksOf(page: string): { readonly language: string; readonly content: string }[] {
  const found = read(page).matchAll(/^( *)```(\w*)[^\n]*\n([\s\S]*?)^ *```$/gm)
  return [...found].map(([, indent = '', language = '', content = '']) => ({
    language,
    content: content.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }))
}

function withoutBlocks(page: string): string {
  return read(page).replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')
}

test('the manual has the same pages in English and in Russian', () => {
  const [english, russian] = languages.map((language) =>
    pages.filter((page) => page.startsWith(`docs/${language}/`)).map((page) => page.slice('docs/en/'.length)),
  )
  assert.deepEqual(english, russian)
  assert.ok(pages.includes('README.md') && pages.includes('README.ru.md'))
})

test('the index of the manual names every page in both languages, and that of the decisions every decision', () => {
  for (const index of ['docs/README.md', 'docs/decisions/README.md']) {
    const folder = dirname(index)
    const listed = linksOf(index).map(({ file }) => file)
    const missing = pages.filter(
      (page) =>
        page !== index && page.startsWith(`${folder}/`) && !page.endsWith('README.md') && !listed.includes(page),
    )
    const wanted = index === 'docs/README.md' ? missing.filter((page) => !page.startsWith('docs/decisions/')) : missing
    assert.deepEqual(wanted, [])
  }
})

test('every link of a page leads to a file, and to a heading of it', () => {
  const broken = pages.flatMap((page) =>
    linksOf(page)
      .filter(({ file, anchor }) => !existsSync(join(root, file)) || !hasAnchor(file, anchor))
      .map(({ written }) => `${page}: ${written}`),
  )
  assert.deepEqual(broken, [])
})

interface Link {
  readonly written: string
  /** From the root. */
  readonly file: string
  readonly anchor: string
}

function linksOf(page: string): Link[] {
  const text = withoutBlocks(page).replaceAll(/`[^`\n]*`/g, '`code`')
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, written = '']) => written)
    .filter((written) => !/^[a-z]+:/.test(written))
    .map((written) => {
      const [path = '', anchor = ''] = written.split('#')
      const file = path === '' ? page : relative(root, join(root, dirname(page), path))
      return { written, file, anchor: decodeURIComponent(anchor) }
    })
}

function hasAnchor(file: string, anchor: string): boolean {
  if (anchor === '') return true
  const headings = [...withoutBlocks(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slugOf(heading))
  const marks = [...read(file).matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id)
  return headings.includes(anchor) || marks.includes(anchor)
}

/** The anchor that GitHub gives a heading. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

test('every piece of JSON on a page is JSON', () => {
  const broken = pages.flatMap((page) =>
    blocksOf(page)
      .filter(({ language, content }) => language === 'json' && !isJson(content))
      .map(({ content }) => `${page}: ${content.slice(0, 80)}`),
  )
  assert.deepEqual(broken, [])
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

for (const language of languages) {
  test(`the manual (${language}) lists every error as the server answers it`, () => {
    const rows = [...read(`docs/${language}/errors.md`).matchAll(/^\| `([a-z-]+)` \| (\d{3}) \| (.+?) \| (.+?) \|$/gm)]
    const listed = rows.map(([, code, status]) => [code, Number(status)])
    assert.deepEqual(
      listed,
      Object.entries(problems).map(([code, { status }]) => [code, status]),
    )
  })

  test(`the manual (${language}) tells every command of the command line with every option`, async () => {
    const page = read(`docs/${language}/cli.md`)
    const untold = (await commands()).flatMap(({ name, options }) => {
      const [, section = ''] = page.split(new RegExp(`^## \`${name}\`.*$`, 'm'))
      const ownPart = section.split(/^## /m)[0] ?? ''
      if (section === '') return [name]
      return Object.keys(options)
        .filter((option) => !ownPart.includes(`--${option}`))
        .map((option) => `${name} --${option}`)
    })
    assert.deepEqual(untold, [])
  })
}

async function commands(): Promise<Command[]> {
  const files = globSync('src/commands/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
  const modules = await Promise.all(files.map((file) => import(join(root, file)) as Promise<Record<string, unknown>>))
  return modules.flatMap((module) => Object.values(module)).filter(isCommand)
}

function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'run' in value && 'usage' in value && 'name' in value
}

test('no page names a command that does not exist', async () => {
  const known = new Set([...(await commands()).map(({ name }) => name), 'help', 'COMMAND'])
  const unknown = manual.flatMap((page) =>
    [...read(page).matchAll(/(?:npm run hookswitch -- |[`$] ?hookswitch |npx hookswitch )([a-zA-Z-]+)/g)]
      .filter(([, name = '']) => !known.has(name) && !name.startsWith('-'))
      .map(([whole]) => `${page}: ${whole}`),
  )
  assert.deepEqual(unknown, [])
})

test('no page names a setting that does not exist', () => {
  const known = new Set<string>(settings.map(({ name }) => name))
  // The examples' own programs read these.
  for (const name of ['HOOKSWITCH_URL', 'HOOKSWITCH_KEY', 'HOOKSWITCH_NAME']) known.add(name)
  const unknown = manual.flatMap((page) =>
    [...read(page).matchAll(/HOOKSWITCH_[A-Z_]*[A-Z]/g)]
      .filter(([name]) => !known.has(name))
      .map(([name]) => `${page}: ${name}`),
  )
  assert.deepEqual(unknown, [])
})

test('no page names an address of the API that does not exist', () => {
  const routes = routesInCode()
  const unknown = manual.flatMap((page) =>
    addressesOn(page)
      .filter(({ method, path }) => !routes.some((route) => isThere(route, method, path)))
      .map(({ method, path }) => `${page}: ${method ?? ''} ${path}`),
  )
  assert.ok(routes.length > 30, 'the routes were found in the code')
  assert.deepEqual(unknown, [])
})

interface Address {
  readonly method: string | null
  readonly path: string
}

/** Read from the route tables, so that no server has to be opened for it. */
function routesInCode(): Address[] {
  const files = globSync('src/api/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'))
  return files.flatMap((file) =>
    [...read(file).matchAll(/method: '([A-Z]+)',\s+path: '([^']+)'/g)].map(([, method = '', path = '']) => ({
      method,
      path,
    })),
  )
}

/** `POST /events`, `/api/v1/events`, with or without a query. */
function addressesOn(page: string): Address[] {
  const text = read(page)
  const short = text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE) (\/[\w/{}:-]*)(?![\w/{}:-]| HTTP\/)/g)
  const whole = text.matchAll(/(?<!\w )\/api\/v1(\/[\w/{}:-]*)/g)
  return [
    ...[...short].map(([, method = '', path = '']) => ({ method, path: path.replace(/^\/api\/v1/, '') })),
    ...[...whole].map(([, path = '']) => ({ method: null, path })),
  ]
}

const unversioned = new Set(['/', '/livez', '/readyz', '/metrics', '/docs', '/openapi.json', '/wall'])

function isThere(route: Address, method: string | null, path: string): boolean {
  if (unversioned.has(path)) return true
  const given = path.replace(/\/$/, '').split('/')
  const known = route.path.split('/')
  const fits = known.every((part, at) => part === given[at] || (part.startsWith(':') && isVariable(given[at] ?? '')))
  return fits && given.length === known.length && (method === null || method === route.method)
}

/** `DELIVERY_ID`, `{id}`, `:id`, `481203`, or the name of a look-up. */
function isVariable(part: string): boolean {
  return /^([A-Z_]+|\{\w+\}|:\w+|\d+|find_chats)$/.test(part)
}

/** A page's own curl commands, run one after another against a server of its own. */
for (const page of manual) {
  const scripts = blocksOf(page)
    .filter(({ language, content }) => language === 'sh' && /curl[^\n]* http:\/\/127\.0\.0\.1:8787/.test(content))
    .map(({ content }) => content)
  if (scripts.length === 0) continue
  test(`${page}: every curl command works as it is printed`, async () => {
    await using telegram = await startFakeTelegram({ token: telegramToken })
    telegram.addUpdate({ message: { chat: { id: -1001234567890, title: 'Night shift', type: 'supergroup' } } })
    await using office = await openOffice({ settings: { HOOKSWITCH_KINDS: join(root, 'examples/own-kind') } })
    const ids: Ids = { ...(await thingsThatExist(office)) }
    for (const script of scripts) {
      const { code, out, err } = await runScript(filledIn(script, ids, office, telegram.url), office)
      assert.equal(code, 0, `${script}\n${out}\n${err}`)
      if (/\/test[ "]/.test(script)) assert.match(out, /"outcome":"ok"/, 'what is sent as a test is taken')
      noteIds(out, ids)
    }
  })
}

const telegramToken = '123456:token-of-your-bot'

type Ids = Record<string, string>

/** What a reader has at hand already: an integration, a binding, an event, its delivery (failed), a source, a key. */
async function thingsThatExist(office: Office): Promise<Ids> {
  const wall = await office.integration('wall', {})
  const broken = await office.binding(wall, { text: '{{nothing}}' })
  const { event_no } = await office.happens('call_function', { function: 'queue', phone: '+70001112333' })
  const [failed] = await office.untilJournal('failed')
  await office.patch(`/bindings/${broken}`, { parameters: { text: '{{phone}}' } })
  const source = await office.post('/sources', { kind: 'http', name: 'Telephony' })
  const key = await office.post('/keys', { name: 'Old', role: 'viewer' })
  return {
    INTEGRATION_ID: wall,
    OLD_ID: wall,
    BINDING_ID: broken,
    EVENT_NO: String(event_no),
    DELIVERY_ID: String(failed?.['delivery_id']),
    SOURCE_ID: source.body.id,
    KEY_ID: key.body.id,
  }
}

/** The page's own placeholders and address, and the fake Bot API in place of the real one. */
function filledIn(script: string, ids: Ids, { url }: Office, telegramUrl: string): string {
  return Object.entries(ids)
    .reduce((text, [name, id]) => text.replaceAll(name, id), script)
    .replaceAll('http://127.0.0.1:8787', url)
    .replaceAll('"bot_token"', `"api_base":"${telegramUrl}","bot_token"`)
}

function noteIds(out: string, ids: Ids): void {
  const found = {
    INTEGRATION_ID: /^\{"id":"(int_\w+)"/m,
    BINDING_ID: /^\{"id":"(bnd_\w+)"/m,
    SOURCE_ID: /^\{"id":"(src_\w+)"/m,
    EVENT_NO: /"event_no":(\d+)/,
  }
  for (const [name, pattern] of Object.entries(found)) ids[name] = pattern.exec(out)?.[1] ?? ids[name] ?? ''
}

/** Refusals are failures; a stream is listened to for a moment. */
const preamble = `set -e
curl() {
  for word in "$@"; do [ "$word" = -N ] && { command curl -sS --fail-with-body --max-time 1 "$@" || [ $? = 28 ]; return; }; done
  command curl -sS --fail-with-body "$@"; echo
}
`

async function runScript(script: string, { key }: Office): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn('bash', ['-c', preamble + script], { cwd: root, env: { ...process.env, KEY: key } })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, err }
}
