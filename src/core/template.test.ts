import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Escape } from './integration.ts'
import type { Json, JsonObject } from './json.ts'
import { Problem } from './problem.ts'
import { Budget } from './template/budget.ts'
import { compileLiquid } from './template/liquid-text.ts'
import { compileTemplate, TemplateError } from './template.ts'

const event: JsonObject = {
  phone: '+380501112333',
  user_name: 'Olena',
  queue_name: 'Support line 1',
  connect_time: 95,
  missed_before: 0,
  success_flag: false,
  answer: '2',
  tags: ['vip', 'new'],
  answers: { city: 'Kyiv', Город: 'Киев', '1': 'first', 'два слова': 'да' },
  contact: { first: 'Olena', email: 'olena@example.com' },
  contact_name: '',
  comment: null,
  callback_at: '2026-03-16T10:41:07.318Z',
  client_tz: 'Asia/Almaty',
  company_language: 'en',
  company_time_zone: 'Europe/Kyiv',
}

function fill(text: string, { values = event, mode = 'none' as Escape } = {}): Json {
  return compileTemplate(text).render(values, () => mode).value
}

function mistakeIn(text: string): string {
  try {
    compileTemplate({ text })
  } catch (error) {
    assert.ok(error instanceof Problem)
    assert.equal(error.code, 'fields-invalid')
    assert.equal(error.errors[0]?.path, 'parameters.text')
    return error.errors[0]?.message ?? ''
  }
  assert.fail(`${text} was accepted`)
}

const filled: readonly [name: string, text: string, expected: Json][] = [
  ['a text without variables stays as it is', 'Missed call } { %} 100%', 'Missed call } { %} 100%'],
  ['a variable is put in', 'Missed {{phone}}', 'Missed +380501112333'],
  ['spaces inside the braces do not matter', 'Missed {{  phone  }}', 'Missed +380501112333'],
  ['a part of a map is read by a dot', 'From {{answers.city}}, {{answers.Город}}', 'From Kyiv, Киев'],
  ['a part of a map may be a number', 'Said {{answers.1}}', 'Said first'],
  ['a part of a map with a space is read in brackets', '{{ answers["два слова"] }}!', 'да!'],
  ['a part of a map may be called first', 'Dear {{contact.first}}', 'Dear Olena'],
  ['a missing variable is empty', 'From {{nobody}}.', 'From .'],
  ['a missing part of a missing map is empty', 'From {{nobody.at.all}}.', 'From .'],
  ['null is empty', 'Note: {{comment}}', 'Note: '],
  ['a number stands as written', '{{connect_time}} s', '95 s'],
  ['zero is not empty', '{{missed_before}} missed', '0 missed'],
  ['yes and no stand as true and false', 'ok: {{success_flag}}', 'ok: false'],
  ['a list stands as JSON', 'tags {{tags}}', 'tags ["vip","new"]'],
  ['a map stands as JSON', 'contact {{contact}}', 'contact {"first":"Olena","email":"olena@example.com"}'],
  ['a whole number keeps its type', '{{connect_time}}', 95],
  ['a whole yes or no keeps its type', ' {{success_flag}} '.trim(), false],
  ['a whole list keeps its type', '{{tags}}', ['vip', 'new']],
  ['a whole missing value is an empty text', '{{nobody}}', ''],
  ['a whole null is an empty text', '{{comment}}', ''],
  ['a space beside the braces makes it a text', '{{connect_time}} ', '95 '],
  ['a filter makes it a text', '{{connect_time | plus: 1}}', '96'],
  ['braces of JSON around a variable stay', '{"a":{"b":{{connect_time}}}}', '{"a":{"b":95}}'],
  ['a duration is shown as on a clock', '{{ connect_time | duration }}', '1:35'],
  ['a duration is shown in words', '{{ connect_time | duration: "words" }}', '1 min 35 s'],
  ['a duration is shown in Russian words', '{{ connect_time | duration: "words", "ru" }}', '1 мин 35 с'],
  ['a missing duration is empty', '[{{ nobody | duration }}]', '[]'],
  [
    'a duration that is no number stays',
    '{{ tags | duration }}, {{ queue_name | duration }}',
    '["vip","new"], Support line 1',
  ],
  ['a phone is masked', '{{ phone | mask }}', '*********333'],
  ['an address is masked', '{{ contact.email | mask }}', 'o***@example.com'],
  ['a phone is cut to its digits', '{{ phone | digits }}', '380501112333'],
  ['a phone is written for people', '{{ phone | phone }}', '+380 50 111-23-33'],
  ['a time is told on the company’s clock', '{{ callback_at | local }}', '2026-03-16 12:41:07'],
  ['a time is told on the client’s clock', '{{ callback_at | local: client_tz, "time" }}', '15:41:07'],
  ['a zone that is not known falls back to the company’s', '{{ callback_at | local: phone, "date" }}', '2026-03-16'],
  ['date writes on the company’s clock', '{{ callback_at | date: "%H:%M" }}', '12:41'],
  ['date survives a zone that is not one', '{{ callback_at | date: "%H:%M", phone }}', '12:41'],
  ['the clock of the server is not read', '{{ "now" | date: "%Y" }}', 'now'],
  [
    'a value is written as JSON',
    '{{ user_name | json }} {{ nobody | json }} {{ tags | json }}',
    '"Olena" "" ["vip","new"]',
  ],
  ['a value may have a stand-in', '{{ nobody | default: "unknown" }} {{ contact_name | default: "–" }}', 'unknown –'],
  ['zero needs no stand-in', '{{ missed_before | default: 5 }}', '0'],
  ['a list is joined', '{{ tags | join: ", " }}', 'vip, new'],
  ['a missing list is empty, not []', '[{{ nobody | split: "," }}{{ nobody | map: "x" }}]', '[]'],
  ['an empty text counts as no in a condition', '{% if contact_name %}yes{% else %}no{% endif %}', 'no'],
  ['a missing value equals an empty text', '{% if nobody == "" and comment == "" %}same{% endif %}', 'same'],
  [
    'a missing value equals nil, empty and blank',
    '{% if a == nil and a == empty and a == blank %}same{% endif %}',
    'same',
  ],
  ['a rating that arrives as text equals its number', '{% if answer == 2 %}low{% endif %}', 'low'],
  ['so it does in a case', '{% case answer %}{% when 1 %}one{% when 2 %}two{% else %}more{% endcase %}', 'two'],
  ['only the first branch that fits is taken', '{% case answer %}{% when 2 %}a{% when 2 %}b{% endcase %}', 'a'],
  ['conditions compare numbers', '{% if connect_time > 60 %}long{% elsif connect_time > 0 %}short{% endif %}', 'long'],
  ['a list is walked', '{% for tag in tags %}{{ forloop.index }}={{ tag }} {% endfor %}', '1=vip 2=new '],
  ['what is between raw is not touched', '{% raw %}{{#x}} {% if %}{% endraw %}', '{{#x}} {% if %}'],
  ['a comment is not shown', 'a{% comment %} “{{ x y }}” {% endcomment %}b', 'ab'],
  ['guillemets may stand inside a straight quoted text', '{{ user_name | prepend: "«" }}', '«Olena'],
  ['a text that was never encoded survives decoding', '{{ "100%" | url_decode }} {{ "é" | base64_decode }}', '100% é'],
  ['a division by zero is empty', '[{{ connect_time | divided_by: missed_before }}]', '[]'],
]

for (const [name, text, expected] of filled) test(name, () => assert.deepEqual(fill(text), expected))

test('templates are found in every text of the parameters, and keys are left alone', () => {
  const template = compileTemplate({
    '{{phone}}': 'x',
    to: ['{{contact.email}}', 'boss@example.com'],
    body: { seconds: '{{connect_time}}', nested: [{ name: 'Call of {{user_name}}' }], fixed: 7, none: null },
  })
  const { value } = template.render(event, () => 'none')
  assert.deepEqual(value, {
    '{{phone}}': 'x',
    to: ['olena@example.com', 'boss@example.com'],
    body: { seconds: 95, nested: [{ name: 'Call of Olena' }], fixed: 7, none: null },
  })
})

test('a template tells which variables it names, in order and once', () => {
  const template = compileTemplate({
    text: '{{user_name}} {{phone}} {{user_name}}',
    more: '{% if missed_before > 0 %}{{ answers.city | upcase }}{% endif %}{% for tag in tags %}{{ tag }}{% endfor %}',
  })
  assert.deepEqual(template.variables, ['user_name', 'phone', 'missed_before', 'answers.city', 'tags'])
})

test('the journal is told which variables were empty, in order and once', () => {
  const template = compileTemplate({
    a: '{{contact_name}} {{phone}} {{contact_name}} {{nobody}}',
    b: '{{comment}}',
    c: '{{ nobody | default: "x" }} {{ tags.size }} {{ later | upcase }} {{ missed_before }}',
  })
  assert.deepEqual(template.render(event, () => 'none').empty, ['contact_name', 'nobody', 'comment', 'later'])
})

test('each parameter is escaped for where it goes, by its name at the top', () => {
  const template = compileTemplate({ html: '<b>{{x}}</b>', header: { deep: 'A: {{x}}' }, plain: '{{ x | upcase }}' })
  const modes: Record<string, Escape> = { html: 'html', header: 'header', plain: 'none' }
  const { value } = template.render({ x: '<i>\r\nEvil' }, (key) => modes[key] ?? 'none')
  assert.deepEqual(value, { html: '<b>&lt;i&gt;\r\nEvil</b>', header: { deep: 'A: <i>Evil' }, plain: '<I>\r\nEVIL' })
})

test('a whole value is escaped text where something is escaped', () => {
  assert.equal(fill('{{success_flag}}', { mode: 'html' }), 'false')
  assert.equal(fill('{{tags}}', { mode: 'html' }), '[&quot;vip&quot;,&quot;new&quot;]')
})

test('a value that looks like a template is only text', () => {
  const values = { a: '{{secret}} {% for i in (1..9) %}x{% endfor %}', secret: 'leaked' }
  for (const text of ['{{a}}', '> {{a}}', '> {{ a | append: "" }}', '> {% assign b = a %}{{ b }}']) {
    assert.ok(String(fill(text, { values })).endsWith('{{secret}} {% for i in (1..9) %}x{% endfor %}'), text)
  }
})

test('nothing of JavaScript is reached, even when the event carries such names', () => {
  const values = JSON.parse(
    '{"a":{"__proto__":{"x":"deep"}},"__proto__":{"x":"top"},"constructor":"c","name":"s"}',
  ) as JsonObject
  const texts = [
    '__proto__',
    '__proto__.x',
    'a.__proto__.x',
    'constructor',
    'a.constructor.name',
    'toString',
    'name.length.constructor',
  ]
  for (const path of texts) {
    assert.equal(fill(`{{${path}}}|`, { values }), '|', path)
    assert.equal(fill(`{{ ${path} | append: "" }}|`, { values }), '|', path)
  }
  assert.equal(fill('{{ a["__proto__"].x }}{% assign k = "__proto__" %}{{ a[k].x }}|', { values }), '|')
})

test('a parameter called __proto__ stays an ordinary parameter', () => {
  const value = compileTemplate(JSON.parse('{"__proto__":{"a":"{{phone}}"}}') as Json).render(event, () => 'none').value
  assert.equal(JSON.stringify(value), '{"__proto__":{"a":"+380501112333"}}')
  assert.equal(Object.getPrototypeOf(value), Object.prototype)
})

test('half of a surrogate pair becomes U+FFFD wherever it comes from', () => {
  const values = { half: 'a\ud83d', deep: { 'k\udc00': ['\ud83d'] } }
  assert.equal(fill('{{half}}', { values }), 'a\ufffd')
  assert.equal(fill('\udc00{{half}}', { values }), '\ufffda\ufffd')
  assert.equal(fill('{{ half | upcase | url_encode }}', { values }), 'A%EF%BF%BD')
  assert.deepEqual(fill('{{deep}}', { values }), { 'k\ufffd': ['\ufffd'] })
})

test('what is captured or assigned is escaped once, when it is shown', () => {
  const values = { x: '<b>' }
  const text = '{% capture y %}{{ x }}!{% endcapture %}{% assign z = x %}{{ y }}{{ z }}{{ x | escape }}{% echo x %}'
  assert.equal(fill(text, { values, mode: 'html' }), '&lt;b&gt;!&lt;b&gt;&lt;b&gt;&lt;b&gt;')
})

test('no filter and no block lets a value out unescaped', () => {
  const values = { x: '<script>' }
  const ways = [
    '{{ x | json }}',
    '{{ x | escape_once }}',
    '{{ x | split: "" | join: "" }}',
    '{% echo x %}',
    '{% cycle x, x %}',
    '{% capture y %}{{ x }}{% endcapture %}{{ y }}',
    '{% for i in x %}{{ i }}{% endfor %}',
    '{{ nobody | default: x }}',
    '{{ x | newline_to_br }}',
    '{{ x | base64_encode | base64_decode }}',
  ]
  for (const way of ways) assert.doesNotMatch(String(fill(way, { values, mode: 'html' })), /<script>/, way)
})

test('a plain text gives the same by the fast way and by Liquid', () => {
  const name = fc.constantFrom('a', 'b', 'a.b', 'a.c-d', 'a.b.c', 'é', 'x_1', 'toString', 'a.constructor')
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constant('{{b}}'))
  const value = fc.oneof(
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('b', 'c-d', 'c'), scalar),
  )
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'é', 'x_1'), value)
  const mode = fc.constantFrom<Escape>(
    'none',
    'html',
    'telegram_markdown',
    'discord_markdown',
    'slack',
    'header',
    'url',
  )
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), values, mode, (names, given, how) => {
      const text = `>${names.map((path) => `{{ ${path} }}`).join(' ')}`
      const slow = compileLiquid(text).render(given as JsonObject, { mode: how, budget: new Budget() })
      assert.equal(fill(text, { values: given as JsonObject, mode: how }), slow)
    }),
  )
})

test('a field named like a function of JavaScript does not stop a message', () => {
  const template = compileTemplate('{{ a | date: "%d" }}{{ a | upcase }}{% if a == 1 %}x{% endif %}{{ b }}')
  for (const a of [{ toString: false }, { valueOf: 1 }, [{ deep: { toString: null } }], { toJSON: 'x' }]) {
    assert.match(String(template.render({ a, b: 'end' }, () => 'none').value), /end$/)
  }
})

test('whatever an event holds, a message with filters and blocks comes out', () => {
  const template = compileTemplate(
    '{{a}} {{ a.b | upcase }} {{ a | duration }} {{ a | mask }} {{ a | local: b }} {{ a | date: "%d.%m", b }} {{ a | phone }}' +
      '{{ a | url_decode | url_encode }} {{ a | split: "," | join: b }} {{ a | json }} {{ a | truncate: 5 }} {{ a | base64_decode }}' +
      '{% if a contains b %}c{% endif %}{% for i in a %}{{ i }}{% endfor %}{% case a %}{% when b %}w{% endcase %}{{ a | sort | uniq | size }}',
  )
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const { value } = template.render({ a, b } as JsonObject, () => 'html')
      assert.ok(String(value).isWellFormed())
    }),
  )
})

test('JSON parameters stay valid JSON whatever the values hold', () => {
  const template = compileTemplate({ note: 'from "{{a}}"', list: ['{{a}}', 'x{{b}}'], all: '{{b}}' })
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.jsonValue(), (a, b) => {
      const { value } = template.render({ a, b } as JsonObject, () => 'none')
      const again = JSON.parse(JSON.stringify(value)) as JsonObject
      assert.deepEqual(Object.keys(again), ['note', 'list', 'all'])
      assert.equal(again['note'], `from "${a.toWellFormed()}"`)
    }),
  )
})

const mistakes: readonly [name: string, text: string, sentence: RegExp][] = [
  ['braces that are not closed', 'Missed {{ phone', /is not closed/],
  ['empty braces', '{{ }}', /names nothing/],
  ['two names in one pair of braces', '{{ user name }}', /one name, then filters after \|/],
  ['a sum', '{{ a + b }}', /one name/],
  ['a comparison outside a condition', '{{ a == 1 }}', /one name/],
  ['a dot with nothing after it', '{{ a. }}', /one name/],
  ['a filter that does not exist', '{{ a | shout }}', /there is no filter “shout”/],
  ['a filter without its argument', '{{ a | append }}', /append/],
  ['the filter raw', '{{ a | raw }}', /always escaped/],
  ['a filter that would run a value as a template', '{{ a | where_exp: "x", b }}', /there is no filter “where_exp”/],
  ['a block that does not exist', '{% shout %}', /there is no block \{% shout %\}/],
  ['a block that reads a file', '{% include "/etc/passwd" %}', /cannot read a file/],
  ['another block that reads a file', '{% render "x" %}', /cannot read a file/],
  ['a layout', '{% layout "x" %}', /cannot read a file/],
  ['a block that is not closed', '{% if a %}x', /\{% if a %\} is not closed/],
  ['an end without a beginning', 'x{% endif %}', /closes nothing/],
  ['one = in a condition', '{% if a = 1 %}x{% endif %}', /write it as name == "value"/],
  ['&& in a condition', '{% if a && b %}x{% endif %}', /joined with and, or/],
  ['half a comparison', '{% if a == %}x{% endif %}', /not understood/],
  ['English quotes of an office program', '{{ a | append: “x” }}', /typographic quote “.*straight quote "/],
  ['Russian quotes of an office program', '{{ a | append: «x» }}', /typographic quote «/],
  ['office quotes in a condition', '{% if a == ”x” %}y{% endif %}', /typographic quote ”/],
  ['a section of Mustache', '{{#a}}x{{/a}}', /\{% if name %\}/],
  ['an inverted section of Mustache', '{{^a}}x{{/a}}', /\{% unless name %\}/],
  ['a partial of Mustache', '{{> a}}', /cannot include/],
  ['triple braces', '{{{a}}}', /always escaped/],
  ['an ampersand of Mustache', '{{&a}}', /always escaped/],
  ['new delimiters', '{{=<% %>=}}', /braces cannot be changed/],
  ['a comment of Mustache', '{{! it’s me }}', /\{% comment %\}/],
  ['a sec name with a slip of the pen', '{{sec.OperatorEmail}}', /it is written sec\.OperatorEMail/],
  ['a sec name that does not exist', '{{sec.Salary}}', /there are OperatorEMail/],
  ['sec as a whole', '{% assign all = sec %}{{ all.ClientPhone }}', /there is no variable “sec”/],
  ['blocks too deep', '{% if a %}'.repeat(40) + '{% endif %}'.repeat(40), /more than 32 deep/],
  ['a text with blocks that is too long', `{% if a %}${'x'.repeat(70_000)}{% endif %}`, /65536 characters/],
]

for (const [name, text, sentence] of mistakes) {
  test(`${name}: refused with a sentence when the binding is saved`, () => assert.match(mistakeIn(text), sentence))
}

test('every mistake is named with its place', () => {
  const parameters = { text: '{{ a b }}', deep: { list: ['ok', '{{'] } }
  assert.throws(
    () => compileTemplate(parameters),
    (error) =>
      error instanceof Problem &&
      error.message.startsWith('parameters.text: ') &&
      error.errors.map(({ path }) => path).join() === 'parameters.text,parameters.deep.list[1]',
  )
})

test('parameters nested without end are refused', () => {
  let value: Json = 'x'
  for (let depth = 0; depth < 5_000; depth++) value = [value]
  assert.throws(() => compileTemplate(value), /must not be nested more than 64 deep/)
})

test('any text at all is either a template or a Problem', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    ' a ',
    '|',
    '"',
    "'",
    'if',
    'endif',
    'for',
    ' in ',
    '(',
    '..',
    ')',
    '#',
    '.',
    '[',
    ']',
    '“',
    '\n',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 20 }), (pieces) => {
      try {
        assert.equal(typeof compileTemplate(`x${pieces.join('')}`).render({ a: 'A' }, () => 'none').value, 'string')
      } catch (error) {
        assert.ok(error instanceof Problem, String(error))
      }
    }),
    { numRuns: 500 },
  )
})

test('a value of 1 MB passes through a message and its filters', () => {
  const values = { long: 'ё'.repeat(500_000) }
  assert.equal(String(fill('{{long}}', { values })).length, 500_000)
  assert.equal(String(fill('{{ long | upcase | strip }}', { values })).length, 500_000)
  assert.equal(fill('{{ long | truncate: 6 }}', { values, mode: 'html' }), 'ёёё...')
})

test('a text over 1 MiB or parameters over 2 MiB are refused, and the parameter is named', () => {
  const values = { long: 'x'.repeat(1_000_000), wide: 'ё'.repeat(600_000), half: 'ё'.repeat(400_000) }
  const refused = (value: Json, reason: RegExp) =>
    assert.throws(
      () => compileTemplate(value).render(values, () => 'none'),
      (error) => error instanceof TemplateError && reason.test(error.message),
    )
  refused({ text: '{{long}}{{long}}' }, /^parameters\.text: the text is longer than 1 MiB/)
  refused({ text: '{{wide}}' }, /^parameters\.text: the text is longer/)
  refused({ text: '{{long}}'.repeat(10_000) }, /longer than 1 MiB/)
  refused(
    { a: '{{long}}', b: ['{{long}}', '{{long}}'] },
    /^parameters\.b\[1\]: the parameters together are longer than 2 MiB/,
  )
  refused({ a: '{{half}}', b: '{{half}}', c: '{{half}}' }, /^parameters: the parameters together/)
  refused({ text: '{% for i in (1..200) %}{{ long }}{% endfor %}' }, /longer than 1 MiB|too much work/)
})
