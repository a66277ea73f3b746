import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callBlock, contactBlock, envelopeOf, userBlock } from '../src/core/blocks.ts'
import { callFunctions } from '../src/core/call-functions.ts'
import type { Condition, Operator } from '../src/core/condition.ts'
import type { EventType, Parameter, Recipe } from '../src/core/event-type.ts'
import { say } from '../src/core/parameters.ts'
import { secVariables } from '../src/core/sec-variables.ts'
import type { Language } from '../src/core/sentence.ts'
import { kindsIn } from '../test/tools/kinds.ts'

/**
 * Fills the tables of docs/en/events.md and docs/ru/events.md from the event types themselves, between the marks
 * `<!-- begin NAME -->` and `<!-- end NAME -->`. Everything outside the marks is written by hand and left alone.
 */
export const languages: readonly Language[] = ['en', 'ru']

/** The manual's page as it should be now. */
export function filledPage(language: Language): string {
  const page = readFileSync(pathOf(language), 'utf8')
  return Object.entries(sections).reduce((text, [name, write]) => replaced(text, name, write(language)), page)
}

export function pathOf(language: Language): string {
  return join(import.meta.dirname, '../docs', language, 'events.md')
}

/** In the order in which a newcomer meets them; a type that is not named here comes last. */
const order = [
  'call_function',
  'user_status',
  'task_status',
  'discipline_report',
  'list_change',
  'auto_operator',
  'speech_analytics',
  'shift_violation',
  'quota',
]

const types = (await kindsIn<EventType>('event-types')).map(({ kind }) => kind).sort((a, b) => place(a) - place(b))

const blocks = [
  { name: 'call', title: say('The call', 'Звонок'), parameters: callBlock },
  { name: 'agent', title: say('The agent', 'Оператор'), parameters: userBlock },
  { name: 'customer', title: say('The customer', 'Клиент'), parameters: contactBlock },
]

/** They are made anew for each type, so they are known by name. */
const envelopeNames = new Set(envelopeOf({ key: '', title: say('', '') }).map(({ name }) => name))

const sections: Readonly<Record<string, (language: Language) => string>> = {
  types: typesTable,
  functions: functionsTable,
  'event-types': (language) => types.map((type) => typeSection(type, language)).join('\n\n'),
  ...Object.fromEntries(
    blocks.map(({ name, parameters }) => [name, (language: Language) => parametersTable(parameters, language)]),
  ),
  envelope: envelopeTable,
  sec: secTable,
}

const words = {
  type: say('Event type', 'Тип события'),
  title: say('Title', 'Название'),
  when: say('When it happens', 'Когда происходит'),
  parameter: say('Parameter', 'Параметр'),
  kind: say('Type', 'Тип данных'),
  meaning: say('Meaning and values', 'Смысл и значения'),
  conditions: say('Conditions', 'Условия'),
  personal: say('Personal data', 'Персональные данные'),
  function: say('Function', 'Функция'),
  connect: say('`connect` means', 'Что значит `connect`'),
  success: say('`success_flag` is true when', '`success_flag` = true, когда'),
  variable: say('Variable', 'Переменная'),
  also: say('It also carries: ', 'Кроме этого, в событии есть: '),
  every: say('what every event has', 'общие поля всех событий'),
  sample: say('An event to send to `POST /api/v1/events`:', 'Событие для отправки в `POST /api/v1/events`:'),
  recipes: say('Recipes', 'Рецепты'),
  recipe: say('Recipe', 'Рецепт'),
  goes: say('Goes to', 'Куда'),
  text: say('Message', 'Сообщение'),
  functions: say('see [the functions](#functions)', 'см. [функции](#functions)'),
} as const

const units = {
  s: say('seconds', 'секунды'),
  percent: say('percent', 'проценты'),
  points: say('points', 'баллы'),
  count: say('count', 'штуки'),
} as const

const personalData = {
  C: say('customer', 'клиент'),
  E: say('employee', 'сотрудник'),
  T: say('free text', 'свободный текст'),
  U: say('secret link', 'секретная ссылка'),
} as const

function typesTable(language: Language): string {
  const rows = types.map((type) => [`[\`${type.key}\`](#${type.key})`, type.title[language], type.when[language]])
  return table([words.type, words.title, words.when], rows, language)
}

function functionsTable(language: Language): string {
  const rows = callFunctions.map(({ value, label, connect, success }) => [
    `\`${value}\` ${label[language]}`,
    connect?.[language] ?? '—',
    success[language],
  ])
  return table([words.function, words.connect, words.success], rows, language)
}

function typeSection(type: EventType, language: Language): string {
  const shared = blocks.filter(({ parameters }) => parameters.every((one) => type.parameters.includes(one)))
  const sharedParameters = shared.flatMap(({ parameters }) => parameters)
  const own = type.parameters.filter((one) => !sharedParameters.includes(one) && !envelopeNames.has(one.name))
  const links = shared.map(({ name, title }) => `[${title[language].toLowerCase()}](#${name})`)
  return [
    `<a id="${type.key}"></a>\n\n### \`${type.key}\`: ${type.title[language]}`,
    type.when[language],
    parametersTable(own, language),
    `${words.also[language]}${[...links, `[${words.every[language]}](#envelope)`].join(', ')}.`,
    `${words.sample[language]}\n\n\`\`\`json\n${sampleRequest(type)}\n\`\`\``,
    ...(type.recipes.length > 0 ? [`#### ${words.recipes[language]}`, recipesTable(type.recipes, language)] : []),
  ].join('\n\n')
}

function envelopeTable(language: Language): string {
  const keys = types.map(({ key, title }) => ({ value: key, label: title }))
  const parameters = envelopeOf(types[0]!).map((one) => (one.name === 'event_type' ? { ...one, enum: keys } : one))
  return parametersTable(parameters, language)
}

function parametersTable(parameters: readonly Parameter[], language: Language): string {
  const rows = parameters.map((parameter) => [
    `\`${parameter.name}\``,
    typeOf(parameter, language),
    meaningOf(parameter, language),
    comparisonOf(parameter.operators),
    parameter.pii === null ? '' : personalData[parameter.pii][language],
  ])
  const { parameter, kind, meaning, conditions, personal } = words
  return table([parameter, kind, meaning, conditions, personal], rows, language)
}

function typeOf({ type, unit }: Parameter, language: Language): string {
  return unit ? `${type}, ${units[unit][language]}` : type
}

function meaningOf({ name, label, help, enum: choices = [] }: Parameter, language: Language): string {
  const values = choices.map((choice) => `\`${choice.value}\` ${choice.label[language]}`).join(' · ')
  const meaning = `**${label[language]}.**${help ? ` ${help[language]}` : ''}`
  if (choices.length === 0) return meaning
  return `${meaning}<br>${name === 'function' ? words.functions[language] : values}`
}

/** The short names that the page explains under "Conditions". */
function comparisonOf(operators: readonly Operator[]): string {
  if (operators.length === 0) return '—'
  if (operators.includes('contains')) return 'text'
  if (operators.includes('gt')) return operators.includes('eq') ? 'number' : 'time'
  if (operators.includes('in')) return 'one of'
  return operators.includes('eq') ? 'yes/no' : 'exists'
}

function sampleRequest({ key, sample }: EventType): string {
  return JSON.stringify({ event_type: key, ...sample }, null, 2)
}

function recipesTable(recipes: readonly Recipe[], language: Language): string {
  const rows = recipes.map(({ id, title, conditions, destination, text }) => [
    `${id} ${title[language]}`,
    `\`${written(conditions)}\``,
    [destination, ...(destination.also ?? [])].map(({ kind, action }) => `\`${action ?? kind}\``).join(' + '),
    text[language],
  ])
  return table([words.recipe, words.conditions, words.goes, words.text], rows, language)
}

function written(condition: Condition | null): string {
  if (condition === null) return '—'
  if ('all' in condition) return condition.all.map(written).join(' and ')
  if ('any' in condition) return `(${condition.any.map(written).join(' or ')})`
  if ('not' in condition) return `not (${written(condition.not)})`
  const { param, op, value } = condition
  return value === undefined ? `${param} ${op}` : `${param} ${op} ${JSON.stringify(value)}`
}

function secTable(language: Language): string {
  const rows = secVariables.map(({ name, label, pii }) => [
    `\`{{sec.${name}}}\``,
    label[language],
    personalData[pii][language],
  ])
  return table([words.variable, words.meaning, words.personal], rows, language)
}

function table(heads: readonly Record<Language, string>[], rows: readonly (readonly string[])[], language: Language) {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(heads.map((head) => head[language])), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', '<br>')
}

function replaced(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`]
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`the page has no place for "${name}": ${begin} … ${end}`)
  return `${page.slice(0, from + begin.length)}\n${content}\n${page.slice(to)}`
}

function place({ key }: EventType): number {
  return order.includes(key) ? order.indexOf(key) : order.length
}

if (import.meta.main) for (const language of languages) writeFileSync(pathOf(language), filledPage(language))
