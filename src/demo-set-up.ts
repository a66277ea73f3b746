import type { House } from './api/house.ts'
import type { Recipe, RecipeDestination } from './core/event-type.ts'
import type { Json, JsonObject } from './core/json.ts'
import type { Language } from './core/sentence.ts'
import { readBindingForm } from './engine/binding-form.ts'
import { readIntegrationForm } from './engine/integration-form.ts'
import { type Operator, openCenter } from './sources/synthetic-day/people.ts'

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

export const demoCalls = 400

export type DemoHouse = Pick<House, 'engine' | 'catalogue' | 'users' | 'sealing'>

export interface DemoWish {
  readonly language: Language
  /** Stands before every name, so that nobody takes it for something real; empty where all is a demo. */
  readonly mark: string
  /** Stands before the ids and logins of people, so that no real event finds them. */
  readonly idMark: string
  /** Told of each thing as soon as it is there. */
  readonly onMade: (what: 'integrations' | 'bindings' | 'people', id: string) => Promise<void> | void
}

/** Walls in place of chats, mail and other systems, the people of the demo call center, and a binding for each recipe. */
export async function makeDemo(house: DemoHouse, wish: DemoWish): Promise<void> {
  const walls = await makeWalls(house, wish)
  for (const person of peopleOf(wish)) {
    const { id } = await house.users.create(person)
    await wish.onMade('people', id)
  }
  const { engine, catalogue } = house
  const kindOf = (id: string) => engine.integrations.kindOf(id)
  for (const recipe of [...catalogue.eventTypes.values()].flatMap(({ recipes }) => recipes)) {
    const look = looks[recipe.destination.kind] ?? otherSystems
    const form = readBindingForm(bindingOf(recipe, walls.get(look)!, wish), { catalogue, kindOf })
    await wish.onMade('bindings', (await engine.bindings.create(form)).id)
  }
}

async function makeWalls(house: DemoHouse, { language, mark, onMade }: DemoWish): Promise<Map<string, string>> {
  const walls = new Map<string, string>()
  for (const [look, name] of Object.entries(wallNames)) {
    const form = {
      kind: 'wall',
      name: mark + name[language],
      settings: { looks_like: look === otherSystems ? 'slack' : look },
      // Mail goes to the person meant and other systems need real numbers; chats show masks.
      personal_data: look === 'mail' || look === otherSystems ? 'clear' : 'masked',
    }
    const { id } = await house.engine.integrations.create(readIntegrationForm(form, house, null))
    await onMade('integrations', id)
    walls.set(look, id)
  }
  return walls
}

function bindingOf(recipe: Recipe, integrationId: string, { language, mark }: DemoWish): JsonObject {
  return {
    name: mark + recipe.title[language],
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

/** The operators of the synthetic day and their supervisors, so that `sec.*` finds their mail addresses. */
function peopleOf({ language, mark, idMark }: DemoWish): JsonObject[] {
  const { operators } = openCenter(demoCalls, language)
  const groups = new Map(operators.map(({ group }) => [group.supervisorId, group]))
  const supervisors = [...groups].map(([id, group]) => ({
    id: idMark + id,
    name: mark + (language === 'ru' ? `Супервайзер, ${group.name}` : `Supervisor, ${group.name}`),
    email: `supervisor.${id}@example.com`,
  }))
  return [...supervisors, ...operators.map((operator) => personOf(operator, mark, idMark))]
}

function personOf({ id, name, login, extension, group }: Operator, mark: string, idMark: string): JsonObject {
  return {
    id: idMark + id,
    name: mark + name,
    login: idMark + login,
    ...(idMark === '' && { extension }),
    group: group.name,
    supervisor_id: idMark + group.supervisorId,
    email: `${login}@example.com`,
  }
}
