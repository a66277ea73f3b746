import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Parameter, PersonalData } from './event-type.ts'
import type { JsonObject } from './json.ts'
import { maskValues } from './mask.ts'
import { maskText } from './mask-text.ts'
import { scopeOf } from './scope.ts'

function parameter(name: string, pii: PersonalData | null, more: Partial<Parameter> = {}): [string, Parameter] {
  return [name, { name, type: 'string', label: { en: name, ru: name }, operators: [], pii, ...more }]
}

const parameters = new Map([
  parameter('phone', 'C', { phone: true }),
  parameter('caller_name', 'C'),
  parameter('contact_name', 'C'),
  parameter('transfer_to', 'C'),
  parameter('value', 'C'),
  parameter('value_type', null),
  parameter('contact', 'C', { type: 'map' }),
  parameter('slots', 'C', { type: 'map' }),
  parameter('did', null, { phone: true }),
  parameter('user_name', 'E'),
  parameter('comment', 'T'),
  parameter('answers', 'T', { type: 'map' }),
  parameter('recording_url', 'U', { type: 'url' }),
  parameter('call_id', null),
  parameter('correlation_id', null, { envelope: true }),
])

function masked(data: JsonObject): JsonObject {
  return maskValues(data, parameters)
}

const cases: readonly [name: string, data: JsonObject, expected: JsonObject][] = [
  ['the client’s phone keeps its last three digits', { phone: '+380501112333' }, { phone: '*********333' }],
  ['a hidden caller is a word, not a number', { phone: 'anonymous' }, { phone: 'a***' }],
  ['a client’s name keeps its first letters', { contact_name: 'Olena Kovalenko' }, { contact_name: 'O*** K***' }],
  [
    'a caller’s name that is a number is masked as one',
    { caller_name: '380501112333' },
    { caller_name: '*********333' },
  ],
  ['a transfer to an extension tells nothing', { transfer_to: '101' }, { transfer_to: '***' }],
  ['an empty value stays empty', { contact_name: '', phone: null }, { contact_name: '', phone: null }],
  [
    'a phone on a list is masked as a phone',
    { value: '+380671234567', value_type: 'phone' },
    { value: '*********567', value_type: 'phone' },
  ],
  [
    'an address on a list is masked as one',
    { value: 'olena@example.com', value_type: 'email' },
    { value: 'o***@example.com', value_type: 'email' },
  ],
  [
    'anything else on a list keeps one letter',
    { value: 'Order 17 of Olena', value_type: 'text' },
    { value: 'O***', value_type: 'text' },
  ],
  [
    'a number on a list keeps one digit',
    { value: 1234567890, value_type: 'number' },
    { value: '1***', value_type: 'number' },
  ],
  [
    'every leaf of the contact is masked, however deep',
    {
      contact: {
        email: 'olena@example.com',
        vip: true,
        kids: [{ name: 'Ira', born: '2015-02-01' }],
        age: 40,
        note: null,
      },
    },
    {
      contact: {
        email: 'o***@example.com',
        vip: 't***',
        kids: [{ name: 'I***', born: '***' }],
        age: '***',
        note: null,
      },
    },
  ],
  ['the company’s own line stays', { did: '+380443334455' }, { did: '+380443334455' }],
  ['the agent’s name stays: the manager needs it', { user_name: 'Ksenia P.' }, { user_name: 'Ksenia P.' }],
  [
    'the link to the recording stays a link',
    { recording_url: 'https://example.com/r/380501112333.mp3', phone: '380501112333' },
    { recording_url: 'https://example.com/r/380501112333.mp3', phone: '*********333' },
  ],
  [
    'the client’s number inside a comment or an answer is masked, other numbers stay',
    { phone: '+380501112333', comment: 'call 050 111-23-33, not 0671234567', answers: { back: ['380501112333'] } },
    { phone: '*********333', comment: 'call *******333, not 0671234567', answers: { back: ['*********333'] } },
  ],
  [
    'the client’s number inside an id is masked',
    {
      phone: '+380501112333',
      correlation_id: 'list-3:+380501112333',
      source_event_id: '380501112333-17',
      call_id: 'c-380501112333',
    },
    {
      phone: '*********333',
      correlation_id: 'list-3:*********333',
      source_event_id: '***********317',
      call_id: 'c-*********333',
    },
  ],
  [
    'what the catalogue does not know is masked when its name speaks of a phone',
    {
      client_phone: '380501112333',
      CallerNumber: 380501112333,
      tel: '+1 555 010 0199',
      доп_телефон: '79000000333',
      order: 'for 380501112333',
    },
    {
      client_phone: '*********333',
      CallerNumber: '*********333',
      tel: '********199',
      доп_телефон: '********333',
      order: 'for *********333',
    },
  ],
  [
    'so is a part of an unknown map',
    { crm: { phones: ['380501112333', 'none'], title: 'Deal' }, caller: { number: '380671234567' } },
    { crm: { phones: ['*********333', 'none'], title: 'Deal' }, caller: { number: '*********567' } },
  ],
  ['a Telegram id is no telephone', { telegram_id: '123456789' }, { telegram_id: '123456789' }],
  [
    'a name that speaks of a phone may hold something else',
    { phone_model: 'Nokia 3310' },
    { phone_model: 'Nokia 3310' },
  ],
]
for (const [name, data, expected] of cases) test(name, () => assert.deepEqual(masked(data), expected))

test('what Hookswitch itself says is not touched', () => {
  const context = {
    timeZone: 'UTC',
    language: 'en',
    bindingName: 'Caller 380501112333',
    companyName: 'Phone Ltd',
    eventUrl: 'https://example.com/e/1',
  } as const
  const event = {
    no: 7,
    id: 'e',
    type: 'call_function',
    time: 0,
    receivedAt: 1,
    source: 'api',
    correlationId: null,
    trail: [],
  }
  const values = scopeOf({ ...event, data: { phone: '380501112333' } }, context)
  assert.deepEqual(masked(values), { ...values, phone: '*********333' })
})

test('the client’s number survives nowhere but in a link, wherever the event repeats it', () => {
  const phone = fc.stringMatching(/^[1-9]\d{9,13}$/)
  const around = fc.constantFrom('', ' ', 'x', '+', ': ', '(', ' 5', '-')
  fc.assert(
    fc.property(phone, around, around, (number, before, after) => {
      const text = before + number + after
      const values = {
        phone: number,
        comment: text,
        answers: { a: [text] },
        call_id: text,
        correlation_id: text,
        mine: { deep: text },
      }
      assert.doesNotMatch(JSON.stringify(masked(values)), new RegExp(number))
    }),
  )
})

test('a masked text shows at most three digits and first letters', () => {
  assert.equal(maskText('sip:380501112333@pbx.example.com'), '*********333')
  assert.equal(maskText('Київ, вул. Головна 5'), 'К*** в*** Г*** ***')
  fc.assert(
    fc.property(fc.emailAddress(), (email) => maskText(email).length < email.length + 4 && maskText(email) !== email),
  )
})

test('masking leaves the event itself as it was', () => {
  const data = { phone: '380501112333', contact: { name: 'Olena' } }
  masked(data)
  assert.deepEqual(data, { phone: '380501112333', contact: { name: 'Olena' } })
})
