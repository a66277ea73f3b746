import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import type { Behavior } from '../../test/tools/fakes/behavior.ts'
import { type Fake, type ReceivedRequest, startFake } from '../../test/tools/fakes/frame.ts'
import { type FoundKind, kindsIn } from '../../test/tools/kinds.ts'
import { otherTools } from '../../test/tools/sending.ts'
import { inRussianWith } from '../api/russian/in-russian.ts'
import type { Field } from '../core/field.ts'
import { checkFields, secretFields } from '../core/field-check.ts'
import type { Http } from '../core/http.ts'
import { outcomeOfError } from '../core/http-outcome.ts'
import type { IntegrationExample, IntegrationKind, Sending } from '../core/integration.ts'
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts'
import type { Outcome } from '../core/outcome.ts'
import type { Sentence } from '../core/sentence.ts'
import { openOutbound } from '../outbound/outbound.ts'

/**
 * What every integration must do, found by its folder: nobody registers anything here. The examples of a kind are played
 * against a real HTTP server on this machine through the real way out.
 */

const outbound = openOutbound({ allowNets: ['127.0.0.0/8'] })
after(() => outbound.close())

for (const found of await kindsIn<IntegrationKind>('integrations')) {
  describe(`integration ${found.folder}`, () => {
    describesItself(found)
    for (const example of found.kind.examples) {
      test(`example: ${example.name}`, () => playExample(found.kind, example))
    }
    const sending = found.kind.examples.find((example) => example.request !== undefined)
    if (sending !== undefined) standsFaults(found.kind, sending)
  })
}

function describesItself({ folder, path, kind }: FoundKind<IntegrationKind>): void {
  test('is named as its folder', () => assert.equal(kind.kind, folder))

  test('speaks both languages everywhere', () => {
    for (const [where, sentence] of sentencesOf(kind)) {
      assert.ok(sentence.en.trim() !== '', `${where} has no English`)
      assert.ok(/[а-яё]/i.test(sentence.ru) || sentence.ru === sentence.en, `${where}: "${sentence.ru}" is not Russian`)
    }
    assert.match(kind.summary.ru, /[а-яё]/i)
  })

  test('has a guide in both languages and an icon', () => {
    const guide = (language: string) => readFileSync(join(path, `guide.${language}.md`), 'utf8')
    assert.match(guide('en'), /^# /)
    assert.match(guide('ru'), /^# .*\n[\s\S]*[а-яё]/i)
    assert.equal(headings(guide('en')), headings(guide('ru')), 'the guides have different numbers of headings')
    assert.ok(existsSync(join(path, 'icon.svg')), 'no icon.svg')
    const icon = readFileSync(join(path, 'icon.svg'), 'utf8')
    assert.match(icon, /^<svg [^>]*viewBox=/)
    assert.doesNotMatch(icon, /<script|\bon\w+=|href=/i)
  })

  test('names the parts of its work in both languages, each once', () => {
    const names = (kind.steps ?? []).map(({ name }) => name)
    assert.deepEqual(names, [...new Set(names)])
  })

  test('keeps what is secret secret', () => {
    const secret = new Set(secretFields(kind.settings))
    for (const [name, field] of flatFields(kind.settings)) {
      const tells = /token|secret|password|api_?key/i.test(field.name) && field.type === 'text'
      assert.ok(!tells || secret.has(name), `${name} looks like a secret but is not marked as one`)
    }
  })

  test('names every field once, with legal defaults and choices', () => {
    for (const fields of [kind.settings, kind.parameters]) {
      const names = flatFields(fields).map(([name]) => name)
      assert.deepEqual(names, [...new Set(names)])
      for (const [name, field] of flatFields(fields)) fieldIsSound(name, field)
    }
  })

  test('has examples, and their settings and parameters are valid', () => {
    assert.ok(kind.examples.length > 0)
    for (const { settings, parameters } of kind.examples) {
      checkFields(kind.settings, settings, { path: 'settings' })
      const given = Object.values(parameters).filter((value) => value !== '')
      if (given.length > 0)
        checkFields(optional(kind.parameters), parameters, {
          path: 'parameters',
          anyOther: kind.anyParameters === true,
        })
    }
    // A kind that speaks no HTTP can show here only what never leaves; its own test has the rest.
    const speaksHttp = kind.examples.some(({ request }) => request !== undefined)
    const delivers = kind.examples.some(({ outcome }) => outcome.kind === 'ok' || outcome.kind === 'accepted')
    assert.ok(delivers || !speaksHttp)
  })
}

function fieldIsSound(name: string, field: Field): void {
  assert.match(field.name, /^[a-z][a-z0-9_]*$/, name)
  if (field.type === 'choice') assert.ok((field.choices?.length ?? 0) > 1, `${name} has nothing to choose from`)
  if (field.default === undefined) return
  const { when: _when, ...alone } = field
  const checked = checkFields([alone], { [field.name]: field.default }, { path: '' })
  assert.deepEqual(checked[field.name], field.default, `${name} has a default that it would not take`)
}

function optional(fields: readonly Field[]): readonly Field[] {
  return fields.map((field) => ({ ...field, required: false }))
}

// ── examples ──────────────────────────────────────────────────────────────────

async function playExample(kind: IntegrationKind, example: IntegrationExample): Promise<void> {
  const { status = 200, headers = {}, body = {} } = example.reply ?? {}
  await using fake = await startFake({
    otherwise: { does: 'answer', status, headers, body: body === null ? '' : body },
  })
  const { outcome } = await play(kind, example, fake)
  assert.deepEqual(subset(outcome as unknown as Json, example.outcome as unknown as Json), example.outcome)
  assertNothingSecret(kind, example, outcome)
  assertRussian(kind, outcome)
  if (example.request !== undefined) assertRequest(fake.received, example.request)
  if (example.reply === undefined) assert.equal(fake.received.length, 0, 'it was not expected to send anything')
}

function assertRequest(received: readonly ReceivedRequest[], wanted: NonNullable<IntegrationExample['request']>): void {
  const last = received.at(-1)
  assert.ok(last !== undefined, 'no request left')
  if (wanted.method !== undefined) assert.equal(last.method, wanted.method)
  if (wanted.url !== undefined) {
    const { pathname, search } = new URL(wanted.url)
    assert.equal(last.path, pathname + search)
  }
  if (wanted.body === undefined) return
  const body: Json = typeof wanted.body === 'string' ? last.body : (JSON.parse(last.body) as Json)
  assert.deepEqual(subset(body, wanted.body), wanted.body)
}

/** The part of a value that the wanted one speaks of. */
function subset(value: Json | undefined, wanted: Json | undefined): Json | undefined {
  if (!isJsonObject(wanted) || !isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(wanted).map(([key, inner]) => [key, subset(value[key], inner) as Json]))
}

// ── faults ────────────────────────────────────────────────────────────────────

function standsFaults(kind: IntegrationKind, example: IntegrationExample): void {
  const faults: readonly [string, Behavior, readonly Outcome['kind'][]][] = [
    ['a service that never answers', { does: 'hang' }, ['ambiguous']],
    ['a connection reset after the request', { does: 'reset' }, ['ambiguous']],
    ['an answer that is not HTTP', { does: 'garbage', bytes: 'hello\n\n' }, ['ambiguous']],
    ['an error of the service', { does: 'answer', status: 500, body: 'oops' }, ['retry']],
    ['an endless error page', { does: 'endless-body', status: 502 }, ['retry']],
    ['an answer that says to slow down', { does: 'slow-down', retryAfter: '7' }, ['rate']],
  ]
  for (const [what, behavior, kinds] of faults) {
    test(`${what} is ${kinds.join(' or ')}, and tells nothing secret`, async () => {
      await using fake = await startFake({ otherwise: behavior })
      const { outcome } = await play(kind, example, fake, { timeoutMs: 300 })
      assert.ok(kinds.includes(outcome.kind), JSON.stringify(outcome))
      assertNothingSecret(kind, example, outcome)
      assertRussian(kind, outcome)
    })
  }

  test('a redirect is not followed', async () => {
    await using elsewhere = await startFake()
    await using fake = await startFake({ otherwise: { does: 'redirect', to: elsewhere.url } })
    const { outcome } = await play(kind, example, fake)
    assert.equal(outcome.kind, 'permanent')
    assert.equal(elsewhere.received.length, 0)
  })

  test('stops at once when it is called off', async () => {
    await using fake = await startFake({ otherwise: { does: 'hang' } })
    const stop = new AbortController()
    const attempt = play(kind, example, fake, { signal: stop.signal })
    await fake.waitForRequests(1)
    const stoppedAt = performance.now()
    stop.abort()
    assert.deepEqual((await attempt).outcome, { kind: 'retry', reason: 'interrupted' })
    assert.ok(performance.now() - stoppedAt < 1000)
  })

  test('repeats itself: two attempts of one delivery carry the same key and the same body', async () => {
    await using fake = await startFake()
    await play(kind, example, fake)
    await play(kind, example, fake)
    // An attempt may take several requests.
    const sent = fake.received.map(({ path, body, headers }) => ({ path, body, key: headers['idempotency-key'] }))
    assert.deepEqual(sent.slice(0, sent.length / 2), sent.slice(sent.length / 2))
  })
}

function assertNothingSecret(kind: IntegrationKind, { settings }: IntegrationExample, outcome: Outcome): void {
  const told = JSON.stringify(outcome)
  for (const path of secretFields(kind.settings)) {
    const value = path
      .split('.')
      .reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), settings)
    if (typeof value === 'string') assert.ok(!told.includes(value), `${path} is told in ${told}`)
  }
}

/** A kind that brings Russian leaves no reason without it. */
function assertRussian({ russian }: IntegrationKind, outcome: Outcome): void {
  if (russian === undefined || !('reason' in outcome)) return
  assert.match(inRussianWith([russian])(outcome.reason) ?? '', /[а-яё]/i, `no Russian: ${outcome.reason}`)
}

// ── playing ───────────────────────────────────────────────────────────────────

interface Played {
  readonly outcome: Outcome
}

/** One attempt with the example's settings, whatever host they name: every request goes to the fake. */
async function play(
  kind: IntegrationKind,
  { settings, parameters }: IntegrationExample,
  fake: Fake,
  { timeoutMs, signal = new AbortController().signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Played> {
  const http: Http = (request) => {
    const { pathname, search } = new URL(request.url)
    return outbound.http({
      ...request,
      url: fake.url + pathname + search,
      ...(timeoutMs !== undefined && { timeoutMs }),
    })
  }
  const sending: Sending = {
    settings: checkFields(kind.settings, settings, { path: 'settings' }) as Record<string, Json>,
    parameters: parameters as JsonObject,
    http,
    signal,
    clock: { now: () => Date.UTC(2026, 2, 16, 9, 41, 7), after: () => () => {} },
    deliveryId: 'dlv_example',
    event: { id: 'evt_example', no: 481_203, type: 'call_function', time: Date.UTC(2026, 2, 16, 9, 41, 7) },
    isTest: false,
    rememberSetting: () => {},
    ...otherTools,
  }
  try {
    return { outcome: await kind.send(sending) }
  } catch (error) {
    return { outcome: outcomeOfError(error) }
  }
}

// ── reading a kind ────────────────────────────────────────────────────────────

function sentencesOf(kind: IntegrationKind): readonly [string, Sentence][] {
  const fields = [...flatFields(kind.settings), ...flatFields(kind.parameters)]
  return [
    ['title', kind.title],
    ['summary', kind.summary],
    ...fields.flatMap(([name, field]): [string, Sentence][] => [
      [`label of ${name}`, field.label],
      ...(field.help ? [[`help of ${name}`, field.help] as [string, Sentence]] : []),
      ...(field.choices ?? []).map(({ value, label }): [string, Sentence] => [`choice ${value} of ${name}`, label]),
    ]),
    ...(kind.helpers ?? []).map(({ name, title }): [string, Sentence] => [`helper ${name}`, title]),
    ...(kind.steps ?? []).map(({ name, title }): [string, Sentence] => [`step ${name}`, title]),
  ]
}

function flatFields(fields: readonly Field[], prefix = ''): readonly [string, Field][] {
  return fields.flatMap((field) => [
    [prefix + field.name, field] as [string, Field],
    ...flatFields(field.fields ?? [], `${prefix}${field.name}.`),
  ])
}

function headings(markdown: string): number {
  return markdown.match(/^#+ /gm)?.length ?? 0
}
