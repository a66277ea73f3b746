import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { JsonObject } from '../src/core/json.ts'
import { openOffice } from '../test/tools/office.ts'
import { bindingOf, families, filledPage, languages, pathOf, recipes, takenTo } from './recipe-docs.ts'

for (const language of languages) {
  test(`the page of recipes (${language}) says what the product does; else run: node scripts/recipe-docs.ts`, () => {
    const page = readFileSync(pathOf(language), 'utf8')
    assert.ok(page === filledPage(language), `docs/${language}/recipes.md is out of date`)
  })
}

test('every recipe stands in one family of the page', () => {
  const listed = Object.values(families).flat()
  assert.deepEqual(listed.toSorted(), recipes.map(({ id }) => id).toSorted())
})

test('every recipe can be taken as it is printed, in both languages', async () => {
  await using office = await openOffice()
  const made = new Map<string, string>()
  for (const recipe of recipes) {
    const { kind } = takenTo(recipe)
    if (!made.has(kind)) made.set(kind, await office.integration(kind, settingsOf[kind] ?? {}))
    for (const language of languages) {
      const { status, body } = await office.post('/bindings', bindingOf(recipe, language, made.get(kind)))
      assert.equal(status, 201, `${recipe.id}: ${JSON.stringify(body)}`)
    }
  }
})

/** As little as each kind asks for; nothing is sent. */
const settingsOf: Readonly<Record<string, JsonObject>> = {
  telegram: { bot_token: '123456:token-of-your-bot', chat_id: '-1001234567890' },
  discord: { webhook_url: 'https://discord.com/api/webhooks/100000000000000001/example-token-of-no-webhook' },
  slack: { webhook_url: 'https://hooks.slack.com/services/T00000000/B00000000/example' },
  smtp: { host: 'smtp.example.com', from: 'robot@example.com' },
  file: { target: 'webdav', url: 'https://cloud.example.com/dav/' },
  webhook: { url: 'https://example.com/hook' },
}
