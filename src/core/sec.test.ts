import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from './json.ts'
import { type Directory, type Person, type PersonRef, secValues } from './sec.ts'
import { secVariables } from './sec-variables.ts'

const nobody: Person = {
  firstName: null,
  lastName: null,
  name: null,
  email: null,
  phone: null,
  telegramId: null,
  supervisorId: null,
}
const ksenia: Person = {
  ...nobody,
  firstName: 'Ksenia',
  lastName: 'Petrova',
  name: 'Ksenia Petrova',
  email: 'ksenia@example.com',
  phone: '+15550100101',
  telegramId: '5550100101',
  supervisorId: '900',
}
const boss: Person = { ...nobody, name: 'Ivan Boss', email: 'boss@example.com', telegramId: '777000111' }

function directoryOf(people: Readonly<Record<string, Person>>, asked: PersonRef[] = []): Directory {
  return {
    person(ref) {
      asked.push(ref)
      return people[JSON.stringify(ref)] ?? null
    },
  }
}
const directory = directoryOf({
  '{"id":"771"}': ksenia,
  '{"login":"ksenia"}': ksenia,
  '{"id":"900"}': boss,
  '{"id":"901"}': nobody,
})

const data: JsonObject = {
  user_id: '771',
  phone: '+380501112333',
  callback_phone: '+380671234567',
  contact_name: 'Olena Kovalenko',
  contact: { email: 'olena@example.com', birth_date: '1990-05-12', address: 'Kyiv, Main street 5' },
  value: '+380509998877',
  recording_url: 'https://records.example.com/r/1.mp3?signature=abc',
  matched_text: 'I want to leave',
}
const all = secVariables.map(({ name }) => name)

test('every sec name is looked up, in clear for the message', () => {
  assert.deepEqual(secValues(all, { data }, directory).values, {
    OperatorEMail: 'ksenia@example.com',
    OperatorPhone: '+15550100101',
    OperatorFirstName: 'Ksenia',
    OperatorLastName: 'Petrova',
    OperatorTelegramId: '5550100101',
    SupervisorEMail: 'boss@example.com',
    SupervisorTelegramId: '777000111',
    SupervisorName: 'Ivan Boss',
    ClientPhone: '+380501112333',
    ClientEMail: 'olena@example.com',
    ClientName: 'Olena Kovalenko',
    ClientBirthDate: '1990-05-12',
    ClientAddress: 'Kyiv, Main street 5',
    ListValue: '+380509998877',
    RecordingUrl: 'https://records.example.com/r/1.mp3?signature=abc',
    TranscriptText: 'I want to leave',
    CallbackPhone: '+380671234567',
  })
})

test('the journal gets the same names masked', () => {
  assert.deepEqual(secValues(all, { data }, directory).masked, {
    OperatorEMail: 'k***@example.com',
    OperatorPhone: '********101',
    OperatorFirstName: 'K***',
    OperatorLastName: 'P***',
    OperatorTelegramId: '*******101',
    SupervisorEMail: 'b***@example.com',
    SupervisorTelegramId: '******111',
    SupervisorName: 'I*** B***',
    ClientPhone: '*********333',
    ClientEMail: 'o***@example.com',
    ClientName: 'O*** K***',
    ClientBirthDate: '***',
    ClientAddress: 'K*** M*** s*** ***',
    ListValue: '*********877',
    RecordingUrl: 'https://records.example.com/***',
    TranscriptText: '***',
    CallbackPhone: '*********567',
  })
})

test('what is not known is empty, in the message and in the journal', () => {
  const empty = Object.fromEntries(all.map((name) => [name, '']))
  assert.deepEqual(secValues(all, { data: {} }, directory), { values: empty, masked: empty })
  assert.deepEqual(secValues(['constructor', 'Salary'], { data }, directory).values, { constructor: '', Salary: '' })
})

test('the agent is found by id, else by login, else by extension', () => {
  const asked: PersonRef[] = []
  const known = directoryOf({ '{"extension":"101"}': ksenia }, asked)
  const { values } = secValues(
    ['OperatorEMail', 'OperatorPhone'],
    { data: { user_id: '1', user_login: 'x', user_extension: '101' } },
    known,
  )
  assert.equal(values['OperatorEMail'], 'ksenia@example.com')
  assert.deepEqual(asked, [{ id: '1' }, { login: 'x' }, { extension: '101' }])
})

test('the supervisor named in the event comes before the agent’s own', () => {
  const names = ['SupervisorEMail']
  assert.equal(
    secValues(names, { data: { user_login: 'ksenia' } }, directory).values['SupervisorEMail'],
    'boss@example.com',
  )
  assert.equal(
    secValues(names, { data: { user_login: 'ksenia', supervisor_id: '901' } }, directory).values['SupervisorEMail'],
    '',
  )
})

test('nobody is looked up for a message about the client alone', () => {
  const asked: PersonRef[] = []
  secValues(['sec.ClientPhone'], { data }, directoryOf({}, asked))
  assert.deepEqual(asked, [])
})

test('a name may be asked for with sec. before it', () => {
  assert.deepEqual(secValues(['sec.ClientPhone'], { data }, directory).values, { ClientPhone: '+380501112333' })
})
