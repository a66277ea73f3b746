import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Catalogue, EventType } from '../../api/catalogue.ts'
import { findVariables, namesIn, renamed, suggestAt, variablesOf } from './variables.ts'

const type = {
  parameters: [
    { name: 'phone', label: { en: 'Phone', ru: 'Телефон' }, type: 'string', envelope: false },
    { name: 'user_name', label: { en: 'Agent', ru: 'Оператор' }, type: 'string', envelope: false },
    { name: 'event_no', label: { en: 'Number', ru: 'Номер' }, type: 'int', envelope: true },
  ],
} as unknown as EventType
const catalogue = {
  sec_variables: [{ name: 'sec.ClientPhone', label: { en: 'Full phone', ru: 'Полный номер' } }],
} as unknown as Catalogue
const variables = variablesOf(type, catalogue, { phone: '+15550100', crm_deal: 7, 'odd name': 1, is_test: true })
const names = (text: string, language: 'en' | 'ru' = 'en') =>
  findVariables(variables, text, language).map(({ name }) => name)

test('variables are those of the type, of the event at hand and of the directory, with their values', () => {
  assert.deepEqual(names(''), ['phone', 'user_name', 'event_no', 'crm_deal', 'sec.ClientPhone'])
  assert.equal(variables[0]?.value, '+15550100')
  assert.deepEqual(names('PHONE'), ['phone', 'sec.ClientPhone'])
  assert.deepEqual(names('оператор', 'ru'), ['user_name'])
})

const completions: readonly [name: string, before: string, after: string, expected: string | null][] = [
  ['at the braces', 'Call {{', '', 'Call {{phone}}|'],
  ['at a part of a name', 'Call {{user', ' now', 'Call {{user_name}}| now'],
  ['inside braces that are closed', 'Call {{ us', ' }} now', 'Call {{ user_name| }} now'],
  ['in the middle of a name', 'Call {{us', 'r_nam}}', 'Call {{user_name|}}'],
  ['before a filter', '{{pho', ' | mask}}', '{{phone| | mask}}'],
  ['a name of the directory', '{{sec.Cl', '', '{{sec.ClientPhone}}|'],
  ['outside braces', 'Call us', '', null],
  ['after the braces', '{{phone}} us', '', null],
  ['a whole name in closed braces', '{{phone', '}}', null],
]

for (const [name, before, after, expected] of completions) {
  test(`a variable is completed ${name}`, () => {
    const [first] = suggestAt(before + after, before.length, variables, 'en')
    assert.equal(first ? `${first.text.slice(0, first.caret)}|${first.text.slice(first.caret)}` : null, expected)
  })
}

test('the names that a text uses are found, and a mistyped one is mended wherever it stands', () => {
  const text = '{{phnoe}} phnoe {{ phnoe | mask }} {{phnoe_2}} {% if phnoe == 1 %}{{-user_name}}{% endif %}'
  assert.deepEqual(namesIn(text), ['phnoe', 'phnoe_2', 'user_name'])
  assert.equal(
    renamed(text, 'phnoe', 'phone'),
    '{{phone}} phnoe {{ phone | mask }} {{phnoe_2}} {% if phone == 1 %}{{-user_name}}{% endif %}',
  )
  assert.equal(renamed('{{a.b}} {{a}}', 'a', 'sec.A'), '{{a.b}} {{sec.A}}')
  assert.equal(renamed('{{a}}', 'a', '$&'), '{{$&}}')
})
