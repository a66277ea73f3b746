import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { JsonObject } from '../json.ts'
import { secVariables } from '../sec-variables.ts'
import { compileTemplate } from '../template.ts'
import { allowedFilters } from './filters.ts'

for (const language of ['en', 'ru']) {
  const page = readFileSync(new URL(`../../../docs/${language}/templates.md`, import.meta.url), 'utf8')

  test(`every example of the manual (${language}) gives what it says`, () => {
    const values = JSON.parse(/```json\n(.*?)```/s.exec(page)![1]!) as JsonObject
    const examples = sections(page, 'examples').flatMap((table) => [...table.matchAll(/^\| `(.*)` \| `(.*)` \|$/gm)])
    assert.ok(examples.length > 30, `${examples.length} examples were found`)
    for (const [, written, expected] of examples) {
      const template = compileTemplate(written!.replaceAll('\\|', '|'))
      assert.equal(template.render(values, () => 'none').value, expected, written)
    }
  })

  test(`the manual (${language}) names every filter there is, and no other`, () => {
    const named = sections(page, 'filters').flatMap((list) => [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name!))
    assert.deepEqual([...new Set(named)].toSorted(), [...allowedFilters().keys()].toSorted())
  })

  test(`the manual (${language}) names every sec variable there is, and no other`, () => {
    const named = sections(page, 'sec').flatMap((table) =>
      [...table.matchAll(/\{\{sec\.(\w+)\}\}/g)].map(([, name]) => name!),
    )
    assert.deepEqual(named.toSorted(), secVariables.map(({ name }) => name).toSorted())
  })
}

function sections(page: string, name: string): string[] {
  return [...page.matchAll(new RegExp(`<!-- begin ${name} -->(.*?)<!-- end ${name} -->`, 'gs'))].map(
    ([, inside]) => inside!,
  )
}
