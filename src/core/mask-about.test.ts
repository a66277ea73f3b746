import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clientValues } from './client-values.ts'
import type { Parameter, PersonalData } from './event-type.ts'
import type { Json, JsonObject } from './json.ts'
import { maskerAbout } from './mask-about.ts'

function parameter(name: string, pii: PersonalData | null): [string, Parameter] {
  return [name, { name, type: 'string', label: { en: name, ru: name }, operators: [], pii }]
}

const parameters = new Map([
  parameter('phone', 'C'),
  parameter('contact_name', 'C'),
  parameter('contact', 'C'),
  parameter('recording_url', 'U'),
  parameter('user_name', 'E'),
])
const client: JsonObject = {
  phone: '+7 000 987-65-43',
  contact_name: 'Zoë Quillfeather',
  contact: { email: 'zoe@example.com', born: '1980-02-01', vip: true, age: 40 },
  recording_url: 'https://example.com/r/17.mp3',
  user_name: 'Ksenia P.',
}

function masked(value: Json, data: JsonObject = client): Json {
  return maskerAbout([clientValues(data, parameters)])(value)
}

const cases: readonly [name: string, value: Json, expected: Json][] = [
  ['the name in a sentence', 'no contact Zoë Quillfeather', 'no contact Z*** Q***'],
  ['the first name alone, in capitals', 'HELLO ZOË!', 'HELLO Z***!'],
  ['a short name inside a word is no name', 'a zoëtrope', 'a zoëtrope'],
  ['the name in an address', '?name=Zo%C3%AB%20Quillfeather', '?name=Z*** Q***'],
  ['the name in JSON inside JSON', '{"name":"Zo\\u00eb"}', '{"name":"Z***"}'],
  ['the address of the mail box', 'to: zoe@example.com', 'to: z***@example.com'],
  ['the mail box of anybody else', 'cc: other@example.com', 'cc: o***@example.com'],
  ['an encoded address of a mail box', 'to=other%40example.com', 'to=o***@example.com'],
  ['the date of birth', 'born 1980-02-01', 'born ***'],
  ['the link to the recording', 'listen: https://example.com/r/17.mp3', 'listen: •••'],
  ['the phone as a number', { id: 70009876543 }, { id: '********543' }],
  ['another phone under a telling name', { alt_phone: '0005551234' }, { alt_phone: '*******234' }],
  ['another phone in international form', 'or +1 555 010 0199', 'or ********199'],
  ['the phone as a name of a field', { '70009876543': 1 }, { '********543': 1 }],
  ['an employee stays', 'by Ksenia P.', 'by Ksenia P.'],
  ['flags, counters and ids stay', { ok: true, age: 40, id: 1773654028187 }, { ok: true, age: 40, id: 1773654028187 }],
]
for (const [name, value, expected] of cases) test(name, () => assert.deepEqual(masked(value), expected))

test('the name in base64, as a service that signs or attaches writes it', () => {
  for (const before of ['', 'a', 'ab']) {
    const encoded = Buffer.from(`${before}Quillfeather`).toString('base64')
    assert.ok(!Buffer.from(String(masked(encoded)), 'base64').includes('Quillfeather'))
  }
})

test('whatever a client is called, the whole name is nowhere afterwards', () => {
  const name = fc.stringMatching(/^[A-Za-zА-Яа-я][\wА-я.*+?^${}()|[\]/'" -]{2,20}[A-Za-zА-я]$/)
  const wrap = fc.constantFrom(
    (text: string) => `x ${text} y`,
    (text: string) => `${encodeURIComponent(text)}&`,
    (text: string) => JSON.stringify({ text }),
    (text: string) => text.toUpperCase(),
  )
  fc.assert(
    fc.property(name, wrap, (contact_name, put) => {
      const shown = String(masked(put(contact_name), { contact_name }))
      assert.ok(!shown.includes(contact_name) && !shown.includes(encodeURIComponent(contact_name)), shown)
    }),
  )
})
