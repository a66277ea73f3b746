import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { filledPage, languages, pathOf } from './settings-docs.ts'

for (const language of languages) {
  test(`the manual (${language}) lists every setting as the server reads it`, () => {
    const page = readFileSync(pathOf(language), 'utf8')
    assert.equal(page, filledPage(language), 'run: node scripts/settings-docs.ts')
  })
}
