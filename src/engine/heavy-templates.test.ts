import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTemplate, TemplateError } from '../core/template.ts'
import { HeavyTemplates } from './heavy-templates.ts'

const plainly = () => 'none' as const

/** Heavy from a few thousand turns on. */
const loop = (text: string) =>
  compileTemplate({ text: `{% for a in (1..turns) %}${text}{% endfor %}`, sum: '{{turns}}' })

test('a light template is filled at once', () => {
  const heavy = new HeavyTemplates()
  const filled = heavy.render(loop('x'), { turns: 3 }, plainly)
  assert.deepEqual(filled, { value: { text: 'xxx', sum: 3 }, empty: [] })
})

test('a heavy template says the same from its thread as it would at once, escaped alike', async () => {
  await using heavy = closing()
  const template = loop('{{ name }}{{ missing }}')
  const values = { turns: 3000, name: '<b>' }
  const escapeOf = (key: string) => (key === 'text' ? ('html' as const) : ('none' as const))
  const apart = heavy.templates.render(template, values, escapeOf)
  assert.ok(apart instanceof Promise, 'it takes more than a moment')
  const filled = await apart
  assert.deepEqual(filled, template.render(values, escapeOf))
  assert.match((filled.value as { text: string }).text, /^(&lt;b&gt;){3000}$/)
  assert.deepEqual(filled.empty, ['missing'])
})

test('a template that burns time is cut off with its place, and the thread goes on with the next one', async () => {
  await using heavy = closing()
  const burner = compileTemplate({ list: [`{% for a in (1..n) %}{% for b in (1..n) %}x{% endfor %}{% endfor %}`] })
  const cut = heavy.templates.render(burner, { n: 2000 }, plainly)
  const next = heavy.templates.render(loop('y'), { turns: 6000 }, plainly)
  await assert.rejects(Promise.resolve(cut), (error: TemplateError) => {
    assert.ok(error instanceof TemplateError)
    assert.equal(
      error.message,
      'parameters.list[0]: the template does too much work; make its loops or its texts smaller',
    )
    return true
  })
  assert.equal(((await next).value as { text: string }).text.length, 6000)
})

test('a hundred burning messages of one template do not keep the heavy message of another waiting for all of them', async () => {
  await using heavy = closing()
  const burner = compileTemplate(`{% for a in (1..n) %}{% for b in (1..n) %}x{% endfor %}{% endfor %}`)
  let cut = 0
  const burning = Array.from({ length: 100 }, () =>
    Promise.resolve(heavy.templates.render(burner, { n: 2000 }, plainly)).catch(() => {
      cut += 1
    }),
  )
  await heavy.templates.render(loop('y'), { turns: 6000 }, plainly)
  assert.ok(cut <= 2, `${cut} went before`)
  await Promise.all(burning)
  assert.equal(cut, 100)
})

function closing() {
  const templates = new HeavyTemplates()
  return { templates, [Symbol.asyncDispose]: () => templates.close() }
}
