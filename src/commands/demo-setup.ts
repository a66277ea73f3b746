import type { House } from '../api/house.ts'
import type { Recipe, RecipeDestination } from '../core/event-type.ts'
import type { Json, JsonObject } from '../core/json.ts'
import type { Language } from '../core/sentence.ts'
import { readBindingForm } from '../engine/binding-form.ts'
import { readIntegrationForm } from '../engine/integration-form.ts'
import { openCenter } from '../sources/synthetic-day/people.ts'

/** How the demo's walls look, by the kind of destination that a recipe means. */
const looks: Readonly<Record<string, string>> = {
  telegram: 'telegram',
  discord: 'discord',
  slack: 'slack',
  smtp: 'mail',
}
const otherSystems = 'other'

const wallNames: Readonly<Record<string, { readonly en: string; readonly ru: string }>> = {
  telegram: { en: 'Team chat', ru: 'Чат смены' },
  discord: { en: 'Praise channel', ru: 'Канал благодарностей' },
  slack: { en: 'Supervisors', ru: 'Супервайзеры' },
  mail: { en: 'Mail', ru: 'Почта' },
  other: { en: 'Other systems', ru: 'Другие системы' },
}

const keyName = 'demo'
const demoCalls = 400

/**
 * Makes what the demo needs, once: walls in place of chats, mail and other systems, the people of the demo call center,
 * and a binding for each recipe. Every run gets a fresh key; the key of the run before is revoked.
 */
export async function setUpDemo(
  house: House,
  language: Language,
): Promise<{ key: string; bindings: number; run: number }> {
  const before = house.keys.list().filter(({ name }) => name === keyName)
  for (const { id, revokedAt } of before) if (revokedAt === null) await house.keys.revoke(id)
  const { key } = await house.keys.create({ name: keyName, role: 'admin', personalData: true, expiresAt: null })
  if (house.engine.integrations.list().length === 0) await makeEverything(house, language)
  return { key, bindings: house.engine.bindings.list().length, run: before.length + 1 }
}

async function makeEverything(house: House, language: Language): Promise<void> {
  const { engine, catalogue, users } = house
  const walls = new Map<string, string>()
  for (const [look, name] of Object.entries(wallNames)) {
    const form = {
      kind: 'wall',
      name: name[language],
      settings: { looks_like: look === otherSystems ? 'slack' : look },
      // Mail goes to the person meant and other systems need real numbers; chats show masks.
      personal_data: look === 'mail' || look === otherSystems ? 'clear' : 'masked',
    }
    const { id } = await engine.integrations.create(readIntegrationForm(form, house, null))
    walls.set(look, id)
  }
  await addPeople(users, language)
  const kindOf = (id: string) => engine.integrations.kindOf(id)
  for (const recipe of [...catalogue.eventTypes.values()].flatMap(({ recipes }) => recipes)) {
    const look = looks[recipe.destination.kind] ?? otherSystems
    await engine.bindings.create(readBindingForm(bindingOf(recipe, walls.get(look)!, language), { catalogue, kindOf }))
  }
}

function bindingOf(recipe: Recipe, integrationId: string, language: Language): JsonObject {
  return {
    name: recipe.title[language],
    event_type: recipe.event_type,
    integration_id: integrationId,
    conditions: recipe.conditions as unknown as Json,
    parameters: parametersOf(recipe, language),
    options: recipe.options,
  }
}

/** What the wall shows: the text, the subject of a mail, and for an internal action what it would be called with. */
function parametersOf(recipe: Recipe, language: Language): JsonObject {
  const text = recipe.text[language]
  const { action, kind, parameters } = recipe.destination
  if (kind in looks) {
    const subject = parameters['subject']
    return { text, ...(typeof subject === 'string' ? { subject } : {}) }
  }
  // A webhook’s text is the whole body already.
  const lines = text.startsWith('{') ? '' : linesOf(recipe.destination)
  return { text: `${titleOf(kind, action)}\n${text}${lines}` }
}

function titleOf(kind: string, action: string | undefined): string {
  return action === undefined ? kind : `${kind} · ${action}`
}

function linesOf({ parameters }: RecipeDestination): string {
  return Object.entries(parameters)
    .map(([name, value]) => `\n${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('')
}

/** The operators of the synthetic day, so that `sec.*` finds their mail addresses and supervisors. */
async function addPeople(users: House['users'], language: Language): Promise<void> {
  const { operators } = openCenter(demoCalls, language)
  const groups = new Map(operators.map(({ group }) => [group.supervisorId, group]))
  for (const [id, group] of groups) {
    const name = language === 'ru' ? `Супервайзер, ${group.name}` : `Supervisor, ${group.name}`
    await users.create({ id, name, email: `supervisor.${id}@example.com` })
  }
  for (const { id, name, login, extension, group } of operators) {
    const email = `${login}@example.com`
    await users.create({ id, name, login, extension, group: group.name, supervisor_id: group.supervisorId, email })
  }
}
