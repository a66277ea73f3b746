import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdClock } from '../../test/tools/clock.ts'
import { readCatalogue } from '../catalogue.ts'
import { previewRecipe } from './recipe-preview.ts'

const catalogue = await readCatalogue(null)
const company = { name: 'Example Ltd', timeZone: 'UTC', language: 'en' } as const
const recipes = [...catalogue.eventTypes.values()].flatMap((type) => type.recipes)

test('every recipe shows a message in both languages, filled in and with masked phones', () => {
  assert.ok(recipes.length >= 29)
  for (const recipe of recipes) {
    const preview = previewRecipe(recipe, { catalogue, company, clock: holdClock() })
    for (const text of [preview.en, preview.ru]) {
      assert.ok(text.trim() !== '', recipe.id)
      assert.doesNotMatch(text, /\{\{|\{%|undefined|\[object/, recipe.id)
    }
  }
  const [missed] = recipes.filter(({ id }) => id === 'R01')
  const { en, ru } = previewRecipe(missed!, { catalogue, company, clock: holdClock() })
  assert.match(en, /Missed: \*+\d{3}\n/)
  assert.match(ru, /Пропущенный: \*+\d{3}\n/)
})
