import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { kindsIn } from '../../test/tools/kinds.ts'
import { callBlock, contactBlock, envelopeOf, userBlock } from '../core/blocks.ts'
import { callFunctions, functionStates } from '../core/call-functions.ts'
import type { Condition, Operator } from '../core/condition.ts'
import type { EventType, Parameter, Recipe, RecipeDestination } from '../core/event-type.ts'
import type { JsonObject } from '../core/json.ts'
import { secVariables } from '../core/sec-variables.ts'

/** The list that the product was specified with (test/data/catalogue/NOTICE). */
const listed: Listed = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../test/data/catalogue/catalogue.json'), 'utf8'),
)

interface Listed {
  readonly blocks: Record<'ENVELOPE' | 'CALL' | 'USER' | 'CONTACT', readonly ListedParameter[]>
  readonly functions: readonly (readonly [value: string, ru: string, en: string, connect: string, ...rest: string[]])[]
  readonly types: Record<string, ListedType>
  readonly sec: readonly { readonly name: string; readonly type: string; readonly pii: string }[]
  readonly recipes: readonly ListedRecipe[]
}

interface ListedType {
  readonly ru: string
  readonly blocks: readonly ('CALL' | 'USER' | 'CONTACT')[]
  readonly rows: readonly ListedParameter[]
  readonly example: JsonObject & { readonly data: JsonObject }
}

interface ListedParameter {
  readonly name: string
  readonly type: string
  readonly vals: string
  readonly ops: string
  readonly pii: string
}

type ListedRecipe = readonly [
  id: string,
  title: string,
  type: string,
  conditions: readonly (readonly [param: string, sign: string, value: string])[],
  more: string,
  destination: string,
  ru: string,
  en: string,
]

const found = await kindsIn<EventType>('event-types')
const types = new Map(found.map(({ kind }) => [kind.key, kind]))

test('all nine event types are there', () => {
  assert.equal(Object.keys(listed.types).length, 9)
  for (const key of Object.keys(listed.types)) assert.ok(types.has(key), key)
})

for (const [key, expected] of Object.entries(listed.types)) {
  describe(`event type ${key}`, () => {
    const type = types.get(key)!
    const parameters = [...expected.rows, ...listed.blocks.ENVELOPE, ...expected.blocks.flatMap(blockOf)]

    test('has every listed parameter and no other', () => {
      assert.deepEqual(type.parameters.map(({ name }) => name).sort(), parameters.map(plainName).sort())
    })

    for (const row of parameters) {
      test(`knows ${plainName(row)} as it is listed`, () => {
        const parameter = type.parameters.find(({ name }) => name === plainName(row))!
        assert.equal(parameter.type, row.type)
        assert.equal(parameter.pii, row.pii || null)
        assert.deepEqual(new Set(parameter.operators), new Set(listedOperators[row.ops]))
        assert.equal(parameter.unit ?? '', unitOf(row, parameter))
        if (row.type === 'enum') assert.deepEqual(valuesOf(parameter), legalValues(row, key))
      })
    }

    test('has the listed title and example', () => {
      const { data, company_id, project_id, project_name, event_time, source, correlation_id } = expected.example
      const project = project_id === undefined ? {} : { project_id, project_name }
      assert.equal(type.title.ru, expected.ru)
      assert.deepEqual(type.sample, {
        event_time,
        source,
        correlation_id,
        data: { ...data, company_id, ...project },
      })
    })
  })
}

test('the shared blocks are the listed ones', () => {
  const names = (parameters: readonly Parameter[]) => parameters.map(({ name }) => name)
  assert.deepEqual(names(callBlock), listed.blocks.CALL.map(plainName))
  assert.deepEqual(names(userBlock), listed.blocks.USER.map(plainName))
  assert.deepEqual(names(contactBlock), listed.blocks.CONTACT.map(plainName))
  assert.deepEqual(names(envelopeOf(types.get('quota')!)), listed.blocks.ENVELOPE.map(plainName))
})

test('a call passes through the 30 listed functions, each in four states', () => {
  assert.equal(callFunctions.length, 30)
  assert.deepEqual(
    callFunctions.map(({ value, connect }) => [value, connect !== null]),
    listed.functions.map(([value, , , connect]) => [value, connect !== '–']),
  )
  assert.deepEqual(
    functionStates.map(({ value }) => value),
    ['start', 'connect', 'stop', 'finish'],
  )
})

test('the 17 variables looked up at sending are the listed ones', () => {
  assert.equal(secVariables.length, 17)
  assert.deepEqual(
    secVariables.map(({ name, type, pii }) => ({ name: `sec.${name}`, type, pii })),
    listed.sec.map(({ name, type, pii }) => ({ name, type, pii })),
  )
  for (const { label } of secVariables) assert.match(label.ru, /\p{Script=Cyrillic}/u)
})

test('functions are described in both languages', () => {
  for (const { value, label, connect, success } of callFunctions) {
    for (const sentence of [label, success, ...(connect ? [connect] : [])]) {
      assert.match(sentence.en, /^[^\p{Script=Cyrillic}]+$/u, value)
      assert.match(sentence.ru, /\p{Script=Cyrillic}/u, value)
    }
  }
})

describe('the 29 recipes', () => {
  const recipes = new Map(found.flatMap(({ kind }) => kind.recipes.map((recipe) => [recipe.id, recipe])))

  test('are all there, each once', () => {
    const ids = found.flatMap(({ kind }) => kind.recipes.map(({ id }) => id)).sort()
    assert.deepEqual(ids, listed.recipes.map(([id]) => id).sort())
    assert.equal(ids.length, 29)
  })

  for (const expected of listed.recipes) {
    test(`${expected[0]} ${expected[1]}: means what was listed`, () => {
      const [id, , eventType, conditions, more, destination, ru, en] = expected
      const recipe = recipes.get(id)!
      assert.equal(recipe.event_type, eventType)
      assert.deepEqual(asListed(recipe, id), {
        all: conditions.map(([param, sign, value]) => `${param} ${sign} ${value}`),
        more: more.startsWith('throttle') ? '' : more,
      })
      assert.deepEqual(recipe.text.ru, asText(ru))
      assert.deepEqual(recipe.text.en, en === 'same JSON' ? asText(ru) : asText(en))
      for (const one of [recipe.destination, ...(recipe.destination.also ?? [])]) {
        assert.match(destination, destinationWords(one), `${one.kind} of ${id}`)
      }
      assert.equal((recipe.destination.also ?? []).length, destination.includes(' + ') || id === 'R20' ? 1 : 0)
    })
  }

  test('about a call always name the state, so that they fire once', () => {
    for (const { id, event_type, conditions } of recipes.values()) {
      if (event_type === 'call_function') assert.match(JSON.stringify(conditions), /"function_state"/, id)
    }
  })

  test('R28 tells of a growing queue at most once in five minutes per queue', () => {
    assert.deepEqual(recipes.get('R28')?.options, { throttle: { count: 1, per_s: 300, key: 'queue_id' } })
  })
})

const listedOperators: Record<string, readonly Operator[]> = {
  id: ['eq', 'ne', 'in', 'not_in', 'exists', 'not_exists'],
  enum: ['eq', 'ne', 'in', 'not_in', 'exists', 'not_exists'],
  bool: ['eq', 'ne', 'exists', 'not_exists'],
  num: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in', 'exists', 'not_exists'],
  str: ['eq', 'ne', 'in', 'not_in', 'contains', 'starts_with', 'exists', 'not_exists'],
  time: ['gt', 'gte', 'lt', 'lte', 'exists', 'not_exists'],
  ex: ['exists', 'not_exists'],
  '-': [],
}

function blockOf(name: 'CALL' | 'USER' | 'CONTACT'): readonly ListedParameter[] {
  return listed.blocks[name]
}

/** Maps are listed as `answers.*`. */
function plainName({ name }: ListedParameter): string {
  return name.replace('.*', '')
}

/** Seconds and percent are listed; counts and points are ours. */
function unitOf({ vals }: ListedParameter, { unit }: Parameter): string {
  if (vals === 's' || vals === 'percent') return vals
  return unit === 'count' || unit === 'points' ? unit : ''
}

function legalValues({ name, vals }: ListedParameter, key: string): string[] {
  return name === 'event_type' ? [key] : vals.split(', ')
}

function valuesOf({ enum: choices = [] }: Parameter): string[] {
  return choices.map(({ value }) => value)
}

const signs: Partial<Record<Operator, string>> = { eq: '=', ne: '≠', gt: '>', gte: '≥', contains: '~' }

/** The conditions as the list writes them: AND of plain ones, and one more group in words. */
function asListed({ conditions }: Recipe, id: string): { all: string[]; more: string } {
  assert.ok(conditions !== null && 'all' in conditions)
  const plain = conditions.all.flatMap((one) => ('param' in one ? [written(one)] : []))
  const groups = conditions.all.flatMap((one) => ('any' in one ? [one.any.map(written).join(' OR ')] : []))
  if (id === 'R17') return { all: plain.slice(0, -1), more: `AND ${plain.at(-1)}` }
  return { all: plain, more: groups.map((group) => `AND (${group})`).join(' ') }
}

function written(condition: Condition): string {
  assert.ok('param' in condition)
  return `${condition.param} ${signs[condition.op]} ${condition.value}`
}

/** `⏎` is written `\n` in the list, and the dialer in British. */
function asText(text: string): string {
  return text.replaceAll('\\n', '\n').replaceAll('Dialler', 'Dialer').replaceAll('dialler', 'dialer')
}

function destinationWords({ kind, action = '' }: RecipeDestination): RegExp {
  const words: Record<string, string> = { smtp: 'SMTP', kommo: 'Kommo', file: 'File upload', whatsapp: 'WhatsApp' }
  const isInternal = ['dialer', 'list', 'user'].includes(kind)
  return new RegExp(isInternal ? action.replaceAll('.', '\\.') : (words[kind] ?? kind), 'i')
}
