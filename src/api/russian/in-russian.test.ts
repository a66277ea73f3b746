import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkCondition } from '../../core/condition-check.ts'
import type { Parameter } from '../../core/event-type.ts'
import type { Field } from '../../core/field.ts'
import { checkFields } from '../../core/field-check.ts'
import type { Json } from '../../core/json.ts'
import { checkParameter } from '../../core/parameter-value.ts'
import { Problem, problems } from '../../core/problem.ts'
import { compileTemplate } from '../../core/template.ts'
import { inRussian, sentences } from './in-russian.ts'
import { titles } from './titles.ts'

const source = join(import.meta.dirname, '../..')
const cyrillic = /[а-яё]/i

/** What is said to programs and to whoever runs the server: nobody meets it in the console. */
const elsewhere =
  /^(commands|fakes|sources|outbound|event-types|api\/(openapi|docs|russian))\/|\/examples\.ts$|^[^/]+\.ts$|test-tools|\.(test|suite)\.ts$/

/** A text in the code: what stands between quotes, with `$1`, `$2` in place of the values. */
const value = String.raw`\$\{(?:[^{}\x60]|\x60[^\x60]*\x60|\{[^{}]*\})*\}`
const text = String.raw`'((?:[^'\\\n]|\\.)*)'|\x60((?:[^\x60\\$]|\\.|${value}|\$)*)\x60`
const places: readonly RegExp[] = [
  new RegExp(String.raw`new Problem\(\s*'[\w-]+',\s*(?:${text})`, 'g'),
  new RegExp(String.raw`\bmessage: (?:${text})`, 'g'),
  new RegExp(String.raw`\bfault\([\w' ]+, (?:${text})`, 'g'),
  new RegExp(String.raw`\b(?:refuse|refuseAsLeaf)\(check, [^,\n]+, (?:${text})`, 'g'),
  new RegExp(String.raw`\b(?:linkUsed|foreign|TemplateSyntax|TemplateLimit|RenderRefused)\(\s*(?:${text})`, 'g'),
]

/** Only put through: another sentence stands behind the value. */
const putThrough = /^(\$1|\$1: \$2|\$1 \$2|\w+ \$1|there is no variable “\$1”; \$2)$/

function sentencesIn(code: string): string[] {
  return places.flatMap((place) =>
    [...code.matchAll(place)]
      .map(([, quoted, ticked]) => quoted ?? ticked ?? '')
      .map((one) => {
        let no = 0
        return one.replaceAll(new RegExp(value, 'g'), () => `$${++no}`).replaceAll("\\'", "'")
      })
      .filter((one) => one.includes(' ') && !putThrough.test(one)),
  )
}

/** A kind says both languages itself: nobody else may know its words. */
function hasOwnRussian(code: string, sentence: string): boolean {
  const [beginning = ''] = sentence.split('$1')
  const from = code.indexOf(beginning)
  return from !== -1 && /\bru\b[:=, ][^\n]*[а-яё]/i.test(code.slice(Math.max(0, from - 120), from + 400))
}

test('every sentence that a check or a refusal says has Russian', () => {
  const missing: string[] = []
  let found = 0
  for (const file of globSync('**/*.ts', { cwd: source })) {
    if (elsewhere.test(file)) continue
    const code = readFileSync(join(source, file), 'utf8')
    for (const sentence of sentencesIn(code)) {
      found += 1
      const said = sentence.replaceAll(/\$\d/g, 'x1')
      if (file.startsWith('integrations/') && hasOwnRussian(code, sentence)) continue
      if (!cyrillic.test(inRussian(said) ?? '')) missing.push(`${file}: ${sentence}`)
    }
  }
  assert.ok(found > 150, `${found} sentences found: does the test still see them?`)
  assert.deepEqual(missing, [])
})

test('every title has Russian', () => {
  for (const code of Object.keys(problems) as (keyof typeof problems)[]) assert.match(titles[code], cyrillic)
})

test('the Russian of a sentence has the same values as the English, each once', () => {
  for (const [english, russian] of Object.entries(sentences)) {
    const marks = (one: string) => (one.match(/\$~?\d/g) ?? []).map((mark) => mark.at(-1)).toSorted()
    assert.deepEqual(
      marks(russian),
      marks(english).filter((no) => marks(russian).includes(no)),
      english,
    )
    assert.equal(new Set(marks(russian)).size, marks(russian).length, english)
    if (!english.startsWith('There is nothing at')) assert.deepEqual(marks(russian), marks(english), english)
  }
})

test('values stay as they are, also when they look like words of ours', () => {
  const cases: Readonly<Record<string, string>> = {
    'There is no account is required': 'Нет учётной записи is required',
    'is longer than 100 characters': 'слишком длинно: помещается 100 знаков',
    'must be a number from 1 to 500': 'должно быть число от 1 до 500',
    'must be one of: a, b: c': 'должно быть одно из: a, b: c',
    'must be one of 1, 2': 'должно быть одно из: 1, 2',
    '“$1” is used by “a $2 b”. Change or delete these bindings first':
      '«$1» используют “a $2 b”. Сначала измените или удалите эти привязки',
    '“Missed” does not fit there: is required': '«Missed» туда не подходит: нужно заполнить',
    'parameters.text: {{# a}}: a template cannot include another one':
      'parameters.text: {{# a}}: шаблон не может включать другой шаблон',
    'there is no filter “upper” (line 2, column 7)': 'нет фильтра «upper» (строка 2, столбец 7)',
  }
  for (const [english, russian] of Object.entries(cases)) assert.equal(inRussian(english), russian)
  assert.equal(inRussian('Words of a library'), null)
  assert.equal(inRussian(''), null)
})

test('whatever stands in a sentence, its Russian is found, or it stays as it is', () => {
  const hostile = [': '.repeat(50_000), '$1$~2'.repeat(800), 'must be one of: '.repeat(240), '“”'.repeat(1900)]
  // A search that goes back and forth over these would not end today.
  for (const one of hostile) {
    inRussian(one)
    inRussian(`There is no event type “${one}”. Known: ${one}`)
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (value) => {
      assert.equal(inRussian(`There is no key ${value}`), value === '' ? null : `Нет ключа ${value}`)
    }),
  )
})

/** The faults that a check finds. */
function faultsOf(check: () => unknown): string[] {
  try {
    check()
    return []
  } catch (error) {
    if (error instanceof Problem) return error.errors.map(({ message }) => message)
    throw error
  }
}

test('whatever is wrong with a condition is said in Russian', () => {
  const parameters = new Map(
    (
      [
        { name: 'phone', type: 'string', operators: ['eq', 'in', 'contains', 'exists'] },
        { name: 'wait', type: 'int', operators: ['eq', 'gt', 'exists'] },
        { name: 'at', type: 'timestamp', operators: ['gt', 'lt'] },
        { name: 'tags', type: 'string[]', operators: ['contains', 'eq'] },
        { name: 'ok', type: 'bool', operators: ['eq'] },
      ] as const
    ).map((one) => [one.name, { label: { en: '', ru: '' }, pii: null, ...one } as unknown as Parameter]),
  )
  const some = fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.boolean(), fc.constant(null), fc.constant([]))
  const leaf = fc.record(
    {
      param: fc.oneof(fc.constantFrom(...parameters.keys(), 'x.y', 'x'.repeat(300)), some),
      op: fc.oneof(fc.constantFrom('eq', 'ne', 'gt', 'in', 'not_in', 'contains', 'exists'), some),
      value: fc.oneof(some, fc.array(some, { maxLength: 3 }), fc.constant('y'.repeat(3000))),
      other: some,
    },
    { requiredKeys: [] },
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      some,
      fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
      fc.record({ not: tie('tree') }),
    ),
  }))
  const deep = Array.from({ length: 40 }).reduce<Json>((inner) => ({ not: inner }), {
    param: 'ok',
    op: 'eq',
    value: true,
  })
  const wide = { all: Array.from({ length: 2000 }, () => ({ param: 'ok', op: 'eq', value: true })) }
  const check = (value: unknown) => {
    for (const fault of faultsOf(() => checkCondition(value as Json, parameters)))
      assert.match(inRussian(fault) ?? '', cyrillic, fault)
  }
  fc.assert(fc.property(tree, check), { numRuns: 500 })
  for (const one of [deep, wide]) check(one)
})

test('whatever is wrong with a field is said in Russian', () => {
  const types = [
    'text',
    'long_text',
    'secret',
    'url',
    'number',
    'integer',
    'boolean',
    'choice',
    'list',
    'pairs',
    'object',
    'json',
  ]
  const fields = types.map((type) => ({
    name: type,
    type,
    required: true,
    label: { en: '', ru: '' },
    min: 3,
    max: 9,
    maxLength: 20,
    ...(type === 'choice' && { choices: [{ value: 'a', label: { en: '', ru: '' } }] }),
    ...(type === 'object' && { fields: [{ name: 'in', type: 'integer', label: { en: '', ru: '' } }] }),
  })) as unknown as Field[]
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('•••', 'http://a:b@example.com', 'ftp://x', '[{{a}}', 'line\nline', 2.5, 1, 99, 'z'.repeat(50)),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...types, 'other'), value), fc.boolean(), (given, templates) => {
      for (const fault of faultsOf(() => checkFields(fields, given, { path: 'settings', templates })))
        assert.match(inRussian(fault) ?? '', cyrillic, fault)
    }),
    { numRuns: 500 },
  )
})

test('whatever does not fit a parameter is said in Russian', () => {
  const types = [
    'id',
    'string',
    'enum',
    'bool',
    'int',
    'number',
    'timestamp',
    'uuid',
    'url',
    'map',
    'string[]',
    'id[]',
  ] as const
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('x'.repeat(20_000), ['x'.repeat(20_000)]))
  fc.assert(
    fc.property(fc.constantFrom(...types), value, (type, given) => {
      const parameter = {
        name: 'p',
        type,
        label: { en: '', ru: '' },
        operators: [],
        pii: null,
        enum: [{ value: 'a' }],
      }
      const fault = checkParameter(parameter as unknown as Parameter, given as Json)
      if (fault !== null) assert.match(inRussian(fault) ?? '', cyrillic, fault)
    }),
    { numRuns: 500 },
  )
})

test('whatever is wrong with a template is said in Russian', () => {
  const wrong = [
    '{{ }}',
    '{{#a}}x{{/a}}',
    '{{^a}}x{{/a}}',
    '{{> part}}',
    '{{!x}}',
    '{{&a}}',
    '{{{a}}}',
    '{{.}}',
    '{{=<% %>=}}',
    '{{ “a” }}',
    '{{ a b }}',
    '{% if a = 1 %}x{% endif %}',
    '{{ a | nosuch }}',
    '{{ a | raw }}',
    '{% nosuch %}',
    '{% include "x" %}',
    '{% endif %}',
    '{% if a %}',
    '{{ a',
    '{{ sec.nothing }}',
    '{{ sec.Agent_email }}',
    '{{ a | local: }}',
    '{% if a %}'.repeat(60) + '{% endif %}'.repeat(60),
    '{% if a %}x{% endif %}'.repeat(20_000),
    '{{ a | duration: 1, 2, 3 }}',
  ]
  for (const template of wrong)
    for (const fault of faultsOf(() => compileTemplate({ text: template }, 'parameters')))
      assert.match(inRussian(fault) ?? '', cyrillic, `${template.slice(0, 40)} → ${fault}`)
})
