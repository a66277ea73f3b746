import type { Caller } from '../../access/keys.ts'
import type { JsonObject } from '../../core/json.ts'
import { type FieldError, Problem } from '../../core/problem.ts'
import type { View } from '../../journal/view.ts'
import type { House } from '../house.ts'
import { type Change, differences } from './difference.ts'
import { readSetup, type Setup } from './read-setup.ts'
import {
  bindingSection,
  type Draft,
  integrationSection,
  type Section,
  sourceSection,
  type Targets,
  userSection,
  viewSection,
} from './sections.ts'

/** What the import makes of one entry of the file. */
export interface Step {
  readonly section: Section['name']
  readonly id: string | null
  readonly name: string
  readonly action: 'created' | 'changed' | 'unchanged'
  readonly changes: readonly Change[]
  readonly notes: readonly string[]
}

interface Planned extends Step {
  readonly draft: Draft
  readonly of: Section
}

export interface ImportOptions {
  readonly dryRun: boolean
  readonly caller: Pick<Caller, 'id' | 'name' | 'role'>
  /** How personal data is shown in what the import tells; in clear for a command on the machine of the store. */
  readonly view?: View
  readonly address: string | null
}

const newMark = 'new:'
const mostTold = 5

/**
 * Brings what people set up to what the file says, and says entry by entry what that changed. Nothing is written before all
 * of it was found right, nor in a dry run; nothing is removed. Applied again, the same file changes nothing.
 */
export async function importSetup(text: string, options: ImportOptions, house: House): Promise<readonly Step[]> {
  const setup = await readSetup(text)
  const made = new Map<string, string>()
  const targets = targetsIn(setup, made, house)
  const viewer = { ...options.caller, isAdmin: options.caller.role === 'admin' }
  const sections = [
    integrationSection(house),
    sourceSection(house),
    userSection(house),
    bindingSection(house, targets),
    viewSection(house, viewer),
  ]
  const steps = planAll(sections, setup, options.view)
  if (!options.dryRun) for (const step of steps) await apply(step, made, options, house)
  return steps.map(({ draft: _draft, of: _of, ...step }) => step)
}

/** Gathers everything that is wrong, so that a person mends all of it at once. */
function planAll(sections: readonly Section[], setup: Setup, view: View | undefined): Planned[] {
  const errors: FieldError[] = []
  const steps: Planned[] = []
  for (const section of sections) {
    const taken = new Set<string>()
    for (const [at, written] of setup[section.name].entries()) {
      const path = `${section.name}[${at}]`
      try {
        const step = plan(section, written, view)
        const key = step.id ?? `${newMark}${step.name}`
        if (taken.has(key)) throw fault('name', `“${step.name}” stands in the file more than once`)
        taken.add(key)
        steps.push(step)
      } catch (error) {
        if (!(error instanceof Problem) || error.errors.length === 0) throw error
        errors.push(...error.errors.map((one) => ({ ...one, path: `${path}.${one.path}` })))
      }
    }
  }
  if (errors.length === 0) return steps
  const said = errors.slice(0, mostTold).map(({ path, message }) => `${path} ${message}`)
  const more = errors.length > mostTold ? ` (and ${errors.length - mostTold} more)` : ''
  throw new Problem('fields-invalid', `Nothing was changed: ${said.join('; ')}${more}`, { errors })
}

function plan(of: Section, written: JsonObject, view: View | undefined): Planned {
  const id = presentId(of, written)
  const draft = of.draft(written, id)
  const before = id === null ? {} : of.show(id)
  const changes: Change[] = id === null ? [] : differences(before, draft.after)
  if (draft.changesSecret && changes.length === 0) changes.push({ path: 'settings', before: '•••', after: '•••' })
  const action = id === null ? 'created' : changes.length > 0 ? 'changed' : 'unchanged'
  const told = !view || view.isClear || id === null ? changes : differences(of.mask(before), of.mask(draft.after))
  return {
    section: of.name,
    id,
    name: String(draft.after['name']),
    action,
    changes: told,
    notes: draft.notes,
    draft,
    of,
  }
}

/** By id, else by name when only one has it. */
function presentId({ present }: Section, { id, name }: JsonObject): string | null {
  const all = present()
  if (typeof id === 'string' && all.some((one) => one.id === id)) return id
  const named = all.filter((one) => one.name === name)
  if (named.length > 1) throw fault('name', `“${String(name)}” is the name of ${named.length} things here; give an id`)
  return named[0]?.id ?? null
}

function fault(path: string, message: string): Problem {
  return new Problem('fields-invalid', message, { errors: [{ path, message }] })
}

async function apply(
  { draft, of, id, name, action }: Planned,
  made: Map<string, string>,
  { caller, address }: ImportOptions,
  { audit }: House,
): Promise<void> {
  if (action === 'unchanged') return
  const before = id === null ? null : of.show(id)
  const saved = await draft.save()
  if (of.name === 'integrations' && id === null) made.set(newMark + name, saved)
  await audit.write({
    who: { id: caller.id, name: caller.name },
    action: `${of.one}.import`,
    object: `${of.name}:${saved}`,
    before: before && of.mask(before),
    after: of.mask(of.show(saved)),
    address,
  })
}

/** Where bindings of the file can go: integrations that are here, and those that the file brings. */
function targetsIn({ integrations }: Setup, made: ReadonlyMap<string, string>, house: House): Targets {
  const { engine } = house
  const section = integrationSection(house)
  // A stand-in is the name of the new one: it has no id yet.
  const brought = integrations.map((written) => ({
    id: typeof written['id'] === 'string' ? written['id'] : null,
    name: String(written['name']),
    kind: String(written['kind']),
    here: presentOrNull(section, written),
  }))
  return {
    find({ id, name }) {
      if (id !== null && engine.integrations.get(id)) return id
      const fromFile = brought.filter((one) => (id === null ? one.name === name : one.id === id))
      const ids = new Set(fromFile.map((one) => one.here ?? newMark + one.name))
      if (id === null) for (const one of engine.integrations.list()) if (one.name === name) ids.add(one.id)
      const [only = null, ...others] = ids
      return others.length > 0 ? null : only
    },
    kindOf: (id) =>
      engine.integrations.get(id)?.kind ?? brought.find(({ name }) => newMark + name === id)?.kind ?? null,
    real: (id) => made.get(id) ?? id,
  }
}

function presentOrNull(section: Section, written: JsonObject): string | null {
  try {
    return presentId(section, written)
  } catch {
    // Told once, by the plan of the integrations.
    return null
  }
}
