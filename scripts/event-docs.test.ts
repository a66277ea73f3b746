import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { filledPage, languages, pathOf } from './event-docs.ts'

for (const language of languages) {
  const page = readFileSync(pathOf(language), 'utf8')

  test(`the page of events (${language}) says what the product does; else run: node scripts/event-docs.ts`, () => {
    assert.ok(page === filledPage(language), `docs/${language}/events.md is out of date`)
  })

  test(`the page of events (${language}) leads nowhere that is not on it`, () => {
    const targets = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id))
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id)
    assert.ok(links.length > 0)
    assert.deepEqual(
      links.filter((link) => !targets.has(link)),
      [],
    )
  })
}

test('the pages of events say the same things in both languages', () => {
  const [en, ru] = languages.map((language) => readFileSync(pathOf(language), 'utf8'))
  assert.deepEqual(outlineOf(ru!), outlineOf(en!))
})

/** What does not depend on the language: the level of each heading and the name that begins each row of a table. */
function outlineOf(page: string): string[] {
  return page.split('\n').flatMap((line) => /^(?:#+|\| (?:\[?`[^`]+`)?)/.exec(line) ?? [])
}
