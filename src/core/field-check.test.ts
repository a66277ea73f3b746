import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Field } from './field.ts'
import { checkFields, secretFields } from './field-check.ts'
import { isJsonObject, type Json } from './json.ts'
import { Problem } from './problem.ts'

const label = { en: 'x', ru: 'ы' }
const fields: readonly Field[] = [
  { name: 'url', type: 'url', required: true, label },
  { name: 'token', type: 'secret', label },
  { name: 'port', type: 'integer', min: 1, max: 65_535, default: 25, label },
  { name: 'short', type: 'text', maxLength: 5, label },
  { name: 'to', type: 'list', label },
  { name: 'headers', type: 'pairs', label },
  { name: 'on', type: 'boolean', label },
  { name: 'extra', type: 'json', label },
  {
    name: 'auth',
    type: 'object',
    label,
    fields: [
      {
        name: 'type',
        type: 'choice',
        default: 'none',
        label,
        choices: [
          { value: 'none', label },
          { value: 'basic', label },
        ],
      },
      { name: 'user', type: 'text', required: true, when: { field: 'type', equals: 'basic' }, label },
      { name: 'password', type: 'secret', label },
    ],
  },
]
const url = 'https://crm.example.com/hook'

function faults(value: unknown, options: { anyOther?: boolean; templates?: boolean } = {}): Record<string, string> {
  try {
    checkFields(fields, value, { path: 'settings', ...options })
  } catch (error) {
    assert.ok(error instanceof Problem)
    assert.equal(error.code, 'fields-invalid')
    return Object.fromEntries(error.errors.map(({ path, message }) => [path, message]))
  }
  return {}
}

function check(value: Json, options: { anyOther?: boolean; templates?: boolean } = {}) {
  return checkFields(fields, value, { path: 'settings', ...options })
}

test('what is not given gets its default', () => {
  assert.deepEqual(check({ url, short: '', token: null }), { url, port: 25 })
})

test('every wrong field is named at once', () => {
  const found = faults({
    token: 'abc',
    port: 70_000,
    short: 'too long',
    to: [{}],
    headers: { 'x-a': {} },
    on: 'yes',
    auth: { type: 'oauth' },
    colour: 'red',
  })
  assert.deepEqual(Object.keys(found).sort(), [
    'settings.auth.type',
    'settings.colour',
    'settings.headers.x-a',
    'settings.on',
    'settings.port',
    'settings.short',
    'settings.to[0]',
    'settings.url',
  ])
  assert.match(found['settings.colour'] ?? '', /known are: url, token/)
})

const badUrls = [
  'ftp://crm.example.com',
  'crm.example.com',
  'javascript:alert(1)',
  'https://user:pass@crm.example.com',
  'http://',
]
for (const bad of badUrls) {
  test(`${bad} is not an address to send to`, () => assert.ok(faults({ url: bad })['settings.url']))
}

test('a number is taken where a text is wanted, one text where a list is, numbers where header values are', () => {
  const checked = check({ url, short: -1001, to: 'a@example.com', headers: { 'x-a': 1 } })
  assert.deepEqual([checked['short'], checked['to'], checked['headers']], ['-1001', ['a@example.com'], { 'x-a': '1' }])
})

test('a choice alone stands for the object that begins with it', () => {
  assert.deepEqual(check({ url, auth: 'none' })['auth'], { type: 'none' })
  assert.deepEqual(faults({ url, auth: 'basic' }), { 'settings.auth.user': 'is required' })
})

test('a field that another one hides is not required', () => {
  assert.deepEqual(check({ url, auth: {} })['auth'], { type: 'none' })
})

test('a template is not checked before it is filled in, but only where templates are allowed', () => {
  const value = {
    url: '{{link}}',
    port: '{{port}}',
    on: '{% if a %}true{% endif %}',
    to: ['{{mail}}'],
    short: '{{name | upcase}}',
  }
  assert.deepEqual(check(value, { templates: true }), value)
  assert.deepEqual(Object.keys(faults(value)).sort(), [
    'settings.on',
    'settings.port',
    'settings.short',
    'settings.url',
  ])
})

test('other keys are kept where anything may be sent, at the top only', () => {
  assert.deepEqual(check({ url, lead: { name: 1 } }, { anyOther: true })['lead'], { name: 1 })
  assert.ok(faults({ url, auth: { colour: 1 } }, { anyOther: true })['settings.auth.colour'])
})

test('a hidden mark is not a secret', () => {
  assert.match(faults({ url, token: '•••' })['settings.token'] ?? '', /give the secret/)
})

test('secrets are found inside objects', () => {
  assert.deepEqual(secretFields(fields), ['token', 'auth.password'])
})

test('whatever is sent, the answer is a clean object or a list of errors that all begin with the path', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue(), fc.record({ url: fc.jsonValue(), auth: fc.jsonValue(), to: fc.jsonValue() })),
      (value) => {
        try {
          const checked = checkFields(fields, value, { path: 'settings' })
          assert.ok(isJsonObject(checked))
          assert.equal(typeof checked['url'], 'string')
          assert.deepEqual(checkFields(fields, checked, { path: 'settings' }), checked)
        } catch (error) {
          assert.ok(error instanceof Problem, String(error))
          assert.ok(error.errors.every(({ path }) => path.startsWith('settings')))
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('an object or list may be written as JSON text, and a value can never break out of it', () => {
  const templates = { templates: true }
  assert.deepEqual(check({ url, extra: ' [{"title":"{{phone}}"}]' }, templates)['extra'], [{ title: '{{phone}}' }])
  assert.equal(check({ url, extra: '{{answers}}' }, templates)['extra'], '{{answers}}')
  assert.equal(check({ url, extra: '[ok' })['extra'], '[ok')
  const broken = faults({ url, extra: '[{"title":{{phone}}}]' }, templates)
  assert.match(broken['settings.extra'] ?? '', /every {{…}} inside quotes/)
})

test('keys that JavaScript treats specially stay ordinary keys', () => {
  const checked = checkFields(fields, JSON.parse(`{"url":"${url}","__proto__":{"polluted":1}}`), {
    path: '',
    anyOther: true,
  })
  assert.equal(({} as { polluted?: number }).polluted, undefined)
  assert.ok(Object.hasOwn(checked, '__proto__'))
})
