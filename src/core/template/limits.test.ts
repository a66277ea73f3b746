import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../json.ts'
import { Problem } from '../problem.ts'
import { compileTemplate, TemplateError } from '../template.ts'

const manyA = 'a'.repeat(60_000)
const values: JsonObject = {
  yes: true,
  long: 'x'.repeat(900_000),
  text: 'a'.repeat(128_000),
  wanted: `${manyA.slice(0, 30_000)}b${manyA.slice(0, 30_000)}`,
  spaces: `${' '.repeat(250_000)}x`,
  openers: '<script'.repeat(30_000),
  list: Array.from({ length: 30_000 }, (_, at) => at % 7),
  same: Array.from({ length: 30_000 }, (_, at) => at % 7),
  wide: Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, at])),
  at: '2026-03-16T10:41:07.318Z',
  zone: 'Europe/Kyiv',
}

/** Each burns time only when `yes` is there, so that it passes the trial with an empty event when it is saved. */
const burners: readonly [name: string, template: string][] = [
  [
    'loops in loops',
    '{% for a in (1..1000) %}{% for b in (1..1000) %}{% for c in (1..1000) %}x{% endfor %}{% endfor %}{% endfor %}',
  ],
  ['loops with nothing inside', '{% for a in (1..100000) %}{% for b in (1..100000) %}{% endfor %}{% endfor %}'],
  ['one endless range', '{{ (1..900000000) | size }}'],
  ['ranges in a loop', '{% for a in (1..20000) %}{% for b in (1..20000) reversed limit: 0 %}{% endfor %}{% endfor %}'],
  ['a text doubled by append', `{% assign t = "x" %}${'{% assign t = t | append: t %}'.repeat(60)}{{ t | size }}`],
  [
    'a text doubled by capture',
    `{% assign t = "x" %}${'{% capture t %}{{ t }}{{ t }}{% endcapture %}'.repeat(60)}{{ t | size }}`,
  ],
  [
    'a text grown by replace',
    `{% assign t = "xxxx" %}${'{% assign t = t | replace: "x", "xxxx" %}'.repeat(40)}{{ t | size }}`,
  ],
  ['a list doubled by concat', `{% assign t = list %}${'{% assign t = t | concat: t %}'.repeat(40)}{{ t | size }}`],
  [
    'lists inside lists',
    `{% assign t = list %}${'{% assign t = t | concat: t | group_by: "k" %}'.repeat(40)}{{ t | json }}`,
  ],
  ['a long value filtered in a loop', '{% for a in (1..20000) %}{% assign t = long | upcase %}{% endfor %}'],
  ['a long value shown in a loop', '{% for a in (1..20000) %}{{ long }}{% endfor %}'],
  ['a search chosen to be slow', '{% for a in (1..100) %}{% if text contains wanted %}x{% endif %}{% endfor %}'],
  ['a replacement chosen to be slow', '{% for a in (1..100) %}{% assign t = text | replace: wanted, "" %}{% endfor %}'],
  ['long lists compared in a loop', '{% for a in (1..20000) %}{% if list == same %}{% endif %}{% endfor %}'],
  ['long lists compared by a case', '{% for a in (1..20000) %}{% case list %}{% when same %}{% endcase %}{% endfor %}'],
  ['a long list sorted in a loop', '{% for a in (1..20000) %}{% assign t = list | sort %}{% endfor %}'],
  ['a wide map walked in a loop', '{% for a in (1..20000) %}{% for k in wide limit: 1 %}{% endfor %}{% endfor %}'],
  ['a wide map printed in a loop', '{% for a in (1..20000) %}{% capture t %}{{ wide }}{% endcapture %}{% endfor %}'],
  ['dates in a loop', '{% for a in (1..20000) %}{% assign t = at | date: "%A %B %x %X %Z", zone %}{% endfor %}'],
  [
    'a date with a long format',
    `{% for a in (1..1000) %}{% assign t = at | date: "${'%B'.repeat(500)}" %}{% endfor %}`,
  ],
  ['a padded date', '{{ at | date: "%900000000d" }}'],
  [
    'a condition of a thousand parts in a loop',
    `{% for a in (1..20000) %}{% if ${'a == 0 or '.repeat(1000)}a == 0 %}{% endif %}{% endfor %}`,
  ],
  [
    'a case of a thousand values in a loop',
    `{% for a in (1..20000) %}{% case a %}{% when ${'0, '.repeat(1000)}0 %}{% endcase %}{% endfor %}`,
  ],
  [
    'a chain of a thousand filters in a loop',
    `{% for a in (1..20000) %}{% assign t = a${' | plus: 1'.repeat(1000)} %}{% endfor %}`,
  ],
  ['tags stripped in a loop', '{% for a in (1..20000) %}{% assign t = openers | strip_html %}{% endfor %}'],
  ['spaces stripped in a loop', '{% for a in (1..20000) %}{% assign t = spaces | rstrip | squish %}{% endfor %}'],
]

// The budget is about 50 ms on an ordinary core; a slow or busy machine gets the same verdict, later.
const mostCpuMs = 1_000

for (const [name, burner] of burners) {
  test(`${name}: the message is cut off, with a sentence that names the parameter`, () => {
    const template = compileTemplate({ text: `{% if yes %}${burner}{% endif %}` })
    const before = process.cpuUsage()
    assert.throws(
      () => template.render(values, () => 'html'),
      (error) => error instanceof TemplateError && /^parameters\.text: the (template|text) /.test(error.message),
    )
    const { user } = process.cpuUsage(before)
    assert.ok(user / 1000 < mostCpuMs, `${user / 1000} ms`)
  })
}

test('a filter that reads a part of each item takes only a short name for it', () => {
  for (const name of ['list', 'long']) {
    const template = compileTemplate({ text: `{% if yes %}{{ list | map: ${name} }}{% endif %}` })
    assert.throws(() => template.render(values, () => 'none'), /parameters\.text: the filter map needs a short name/)
  }
})

test('a template that burns time on any event is refused when it is saved', () => {
  assert.throws(
    () => compileTemplate({ text: burners[0]![1] }),
    (error) => error instanceof Problem && /does too much work/.test(error.message),
  )
})

test('many parameters share one budget', () => {
  const one = '{% if yes %}{% for a in (1..5000) %}{% endfor %}{% endif %}'
  assert.equal(compileTemplate([one]).render(values, () => 'none').empty.length, 0)
  assert.throws(
    () => compileTemplate(Array.from({ length: 100 }, () => one)).render(values, () => 'none'),
    TemplateError,
  )
})

test('one look through hostile data takes no longer than its length allows', () => {
  const template = compileTemplate(
    '{{ openers | strip_html | size }}{{ spaces | rstrip | squish | truncatewords: 3 | slugify }}',
  )
  const before = process.cpuUsage()
  assert.equal(template.render(values, () => 'html').value, '210000x')
  assert.ok(process.cpuUsage(before).user / 1000 < mostCpuMs)
})

test('an ordinary long message is far from the limits', () => {
  const calls = Array.from({ length: 500 }, (_, at) => ({ phone: `+1555010${at}`, seconds: at }))
  const text =
    '{% for call in calls %}{{ forloop.index }}. {{ call.phone | mask }} {{ call.seconds | duration }}\n{% endfor %}'
  assert.equal(String(compileTemplate(text).render({ calls }, () => 'html').value).split('\n').length, 501)
})
