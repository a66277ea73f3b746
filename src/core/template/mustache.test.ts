import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { JsonObject } from '../json.ts'
import { Problem } from '../problem.ts'
import { compileTemplate } from '../template.ts'

interface Case {
  readonly name: string
  readonly template: string
  readonly data: JsonObject
  readonly expected: string
}

const folder = new URL('../../../test/data/mustache/', import.meta.url)

/**
 * Where a template of Mustache is not one of ours, by file: what its author reads instead. Every case of these files uses
 * such a sign, so every one must be refused, never filled in differently.
 */
const whereWeDiffer: Readonly<Record<string, { readonly reason: string; readonly said: RegExp }>> = {
  'comments.json': { reason: 'comments are Liquid blocks here', said: /\{% comment %\}/ },
  'delimiters.json': {
    reason: 'the braces are fixed',
    said: /braces cannot be changed|\{% if name %\}|cannot include/,
  },
  'inverted.json': { reason: 'sections are Liquid blocks here', said: /\{% unless name %\}|\{% comment %\}/ },
  'partials.json': { reason: 'a template stands alone', said: /cannot include/ },
  'sections.json': { reason: 'sections are Liquid blocks here', said: /\{% if name %\}|\{% comment %\}/ },
  '~dynamic-names.json': { reason: 'a template stands alone', said: /cannot include|\{% if name %\}/ },
  '~inheritance.json': { reason: 'a template stands alone', said: /cannot include/ },
  '~lambdas.json': { reason: 'an event holds data, not code', said: /./ },
}

/** Cases with no sign of Mustache in the template: a lambda is plain data for us, shown as JSON. */
const shownAsData = new Set(['Interpolation', 'Interpolation - Expansion'])

const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

test('every file of the Mustache specification is looked at', () => {
  assert.deepEqual(files.toSorted(), Object.keys(whereWeDiffer).toSorted())
})

for (const file of files) {
  const { tests } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { tests: Case[] }
  const { reason, said } = whereWeDiffer[file]!
  test(`Mustache ${file.replace('.json', '')} (${tests.length} cases): ${reason}, and the author is told`, () => {
    for (const one of tests) {
      if (shownAsData.has(one.name) && file === '~lambdas.json') {
        assert.match(
          compileTemplate(one.template).render(one.data, () => 'html').value as string,
          /^Hello, \{&quot;__tag__/,
        )
        continue
      }
      assert.throws(
        () => compileTemplate(one.template),
        (error) => error instanceof Problem && said.test(error.message),
        `${file}: ${one.name}`,
      )
    }
  })
}

/** The same intent in our language, with the specification's data and the specification's result. */
const inOurWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'comments.json': {
    Inline: '12345{% comment %} Comment Block! {% endcomment %}67890',
    Multiline: '12345{% comment %}\n  This is a\n  multi-line comment...\n{% endcomment %}67890\n',
    'Indented Inline': '  12 {% comment %} 34 {% endcomment %}\n',
    'Surrounding Whitespace': '12345 {% comment %} Comment Block! {% endcomment %} 67890',
  },
  'sections.json': {
    Truthy: '"{% if boolean %}This should be rendered.{% endif %}"',
    Falsey: '"{% if boolean %}This should not be rendered.{% endif %}"',
    'Null is falsey': '"{% if null_value %}This should not be rendered.{% endif %}"',
    Context: '"{% if context %}Hi {{context.name}}.{% endif %}"',
    List: '"{% for one in list %}{{one.item}}{% endfor %}"',
    'Empty List': '"{% for one in list %}Yay lists!{% endfor %}"',
    'Nested (Truthy)': '| A {% if bool %}B {% if bool %}C{% endif %} D{% endif %} E |',
    'Nested (Falsey)': '| A {% if bool %}B {% if bool %}C{% endif %} D{% endif %} E |',
    'Context Misses': "[{% if missing %}Found key 'missing'!{% endif %}]",
    'Implicit Iterator - String': '"{% for one in list %}({{one}}){% endfor %}"',
    'Implicit Iterator - Integer': '"{% for one in list %}({{one}}){% endfor %}"',
    'Implicit Iterator - Decimal': '"{% for one in list %}({{one}}){% endfor %}"',
    'Implicit Iterator - Array': '"{% for one in list %}({% for two in one %}{{two}}{% endfor %}){% endfor %}"',
    'Implicit Iterator - HTML Escaping': '"{% for one in list %}({{one}}){% endfor %}"',
    'Dotted Names - Truthy': '"{% if a.b.c %}Here{% endif %}" == "Here"',
    'Dotted Names - Falsey': '"{% if a.b.c %}Here{% endif %}" == ""',
    'Dotted Names - Broken Chains': '"{% if a.b.c %}Here{% endif %}" == ""',
  },
  'inverted.json': {
    Falsey: '"{% unless boolean %}This should be rendered.{% endunless %}"',
    Truthy: '"{% unless boolean %}This should not be rendered.{% endunless %}"',
    'Empty List': '"{% for one in list %}{{one}}{% else %}Yay lists!{% endfor %}"',
    'Context Misses': "[{% unless missing %}Cannot find key 'missing'!{% endunless %}]",
    'Dotted Names - Broken Chains': '"{% unless a.b.c %}Not Here{% endunless %}" == "Not Here"',
    'Standalone Lines': '| This Is\n{% unless boolean -%}\n|\n{% endunless -%}\n| A Line\n',
  },
}

for (const [file, texts] of Object.entries(inOurWords)) {
  const { tests } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { tests: Case[] }
  for (const [name, text] of Object.entries(texts)) {
    test(`what Mustache means by “${name}” of ${file.replace('.json', '')} can be said here, with the same result`, () => {
      const one = tests.find((candidate) => candidate.name === name)
      assert.ok(one, `the specification has no case ${name}`)
      assert.equal(compileTemplate(text).render(one.data, () => 'html').value, one.expected)
    })
  }
}
