import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventType, Recipe, RecipeDestination } from '../src/core/event-type.ts'
import type { IntegrationKind } from '../src/core/integration.ts'
import type { Json, JsonObject } from '../src/core/json.ts'
import { say } from '../src/core/parameters.ts'
import type { Language } from '../src/core/sentence.ts'
import { defaultPersonalData } from '../src/engine/integration-form.ts'
import { kindsIn } from '../test/tools/kinds.ts'

/**
 * Fills docs/en/recipes.md and docs/ru/recipes.md from the recipes themselves, between the marks `<!-- begin NAME -->` and
 * `<!-- end NAME -->`, one place for each family. Everything outside the marks is written by hand and left alone.
 */
export const languages: readonly Language[] = ['en', 'ru']

/** The manual's page as it should be now. */
export function filledPage(language: Language): string {
  const page = readFileSync(pathOf(language), 'utf8')
  return Object.entries(families).reduce(
    (text, [name, ids]) => replaced(text, name, familyOf(ids.map(recipeOf), language)),
    page,
  )
}

export function pathOf(language: Language): string {
  return join(import.meta.dirname, '../docs', language, 'recipes.md')
}

/** Which recipes stand together on the page. */
export const families: Readonly<Record<string, readonly string[]>> = {
  missed: ['R01', 'R02', 'R03', 'R19', 'R28'],
  ratings: ['R04', 'R05'],
  statuses: ['R06', 'R07'],
  shifts: ['R08', 'R09', 'R10', 'R27'],
  quotas: ['R11', 'R12'],
  robot: ['R13', 'R14', 'R15'],
  speech: ['R16', 'R17', 'R18'],
  lists: ['R22', 'R23'],
  tasks: ['R20', 'R21'],
  papers: ['R24', 'R25', 'R26', 'R29'],
}

/** Every recipe of the catalogue. */
export const recipes: readonly Recipe[] = (await kindsIn<EventType>('event-types')).flatMap(({ kind }) => kind.recipes)

const kinds = new Map((await kindsIn<IntegrationKind>('integrations')).map(({ kind }) => [kind.kind, kind]))

/** What takes the place of a kind that does not exist yet: another system carries the action out. */
const standIn = 'webhook'

/** The parameter that a kind's message goes under, where it is not `text`. */
const textNames: Readonly<Record<string, string>> = { discord: 'content', file: 'content' }

/** The first destination of a recipe that can be had today, or else the stand-in told what to do. */
export function takenTo({ destination }: Recipe): { readonly kind: string; readonly destination: RecipeDestination } {
  const had = [destination, ...(destination.also ?? [])].find(({ kind }) => kinds.has(kind))
  return had ? { kind: had.kind, destination: had } : { kind: standIn, destination }
}

/** The body of `POST /bindings` that takes the recipe. */
export function bindingOf(recipe: Recipe, language: Language, integrationId = 'INTEGRATION_ID'): JsonObject {
  return {
    name: recipe.title[language],
    event_type: recipe.event_type,
    integration_id: integrationId,
    conditions: recipe.conditions as unknown as Json,
    parameters: parametersOf(recipe, language),
    options: recipe.options,
  }
}

function parametersOf(recipe: Recipe, language: Language): JsonObject {
  const { kind, destination } = takenTo(recipe)
  const { action, parameters } = destination
  const text = recipe.text[language]
  // The text of R29 is its whole body once more; a file that is downloaded needs no text.
  const hasText = !text.startsWith('{') && !(kind === 'file' && 'url' in parameters)
  return {
    ...(action ? { action } : {}),
    ...parameters,
    ...(hasText ? { [textNames[kind] ?? 'text']: text } : {}),
  }
}

const words = {
  recipe: say('Recipe', 'Рецепт'),
  type: say('Event type', 'Тип события'),
  goes: say('Goes to', 'Куда'),
  today: say('Take it with', 'Как взять сегодня'),
  clear: say('personal data allowed', 'персональные данные разрешены'),
  partly: say('without', 'без'),
} as const

function familyOf(some: readonly Recipe[], language: Language): string {
  const heads = [words.recipe, words.type, words.goes, words.today].map((head) => head[language])
  const rows = some.map((recipe) => [
    `${recipe.id} ${recipe.title[language]}`,
    `[\`${recipe.event_type}\`](events.md#${recipe.event_type})`,
    allOf(recipe)
      .map(({ kind, action }) => `\`${action ?? kind}\``)
      .join(' + '),
    takenWith(recipe, language),
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const table = [line(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(line)].join('\n')
  return [table, ...some.map((recipe) => bodyOf(recipe, language))].join('\n\n')
}

function allOf({ destination }: Recipe): RecipeDestination[] {
  return [destination, ...(destination.also ?? [])]
}

/** `telegram, without dialer.task.add`; `smtp, personal data allowed`. */
function takenWith(recipe: Recipe, language: Language): string {
  const { kind, destination } = takenTo(recipe)
  const missing = allOf(recipe).filter((one) => one !== destination && !kinds.has(one.kind))
  const without = missing.map(({ action, kind: missed }) => `${words.partly[language]} \`${action ?? missed}\``)
  return [`\`${kind}\``, ...(needsClear(recipe) ? [words.clear[language]] : []), ...without].join(', ')
}

/** True when the message needs what the kind does not get unless a person allows it. */
function needsClear(recipe: Recipe): boolean {
  const { kind } = takenTo(recipe)
  if (defaultPersonalData(kinds.get(kind)!) === 'clear') return false
  const { to } = bindingOf(recipe, 'en')['parameters'] as JsonObject
  return JSON.stringify(parametersOf(recipe, 'en')).includes('{{sec.') || String(to ?? '').includes('{{')
}

function bodyOf(recipe: Recipe, language: Language): string {
  const json = JSON.stringify(bindingOf(recipe, language), null, 2)
  return `<details><summary>${recipe.id} ${recipe.title[language]}</summary>\n\n\`\`\`json\n${json}\n\`\`\`\n\n</details>`
}

function recipeOf(id: string): Recipe {
  const found = recipes.find((recipe) => recipe.id === id)
  if (!found) throw new Error(`there is no recipe ${id}`)
  return found
}

function replaced(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`]
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`the page has no place for "${name}": ${begin} … ${end}`)
  return `${page.slice(0, from + begin.length)}\n${content}\n${page.slice(to)}`
}

if (import.meta.main) for (const language of languages) writeFileSync(pathOf(language), filledPage(language))
