import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { kindsIn } from '../../test/tools/kinds.ts'
import { type Condition, type Leaf, type Operator, operators } from '../core/condition.ts'
import type { EventType, Parameter, ParameterType, Recipe, RecipeDestination } from '../core/event-type.ts'
import type { Json, JsonObject } from '../core/json.ts'
import { checkParameter } from '../core/parameter-value.ts'
import { secVariables } from '../core/sec-variables.ts'
import type { Sentence } from '../core/sentence.ts'
import { compileTemplate } from '../core/template.ts'

/** What every event type promises. A new folder is found here by itself. */
const found = await kindsIn<EventType>('event-types')

const systemVariables = ['event_time_local', 'event_date_local', 'event_url', 'binding_name', 'company_name']
const destinationKinds = ['telegram', 'discord', 'slack', 'smtp', 'webhook', 'kommo', 'file', 'whatsapp']
const internalKinds = ['dialer', 'list', 'user']

test('there are event types to check', () => assert.ok(found.length > 0))

for (const { folder, kind: type } of found) {
  describe(`event type ${folder}`, () => {
    const parameters = new Map(type.parameters.map((parameter) => [parameter.name, parameter]))

    test('is named after its folder', () => assert.equal(type.key, folder.replaceAll('-', '_')))

    test('speaks English and Russian', () => {
      const sentences: [string, Sentence][] = [
        ['title', type.title],
        ['when', type.when],
        ...type.parameters.flatMap(sentencesOf),
        ...type.recipes.flatMap(({ id, title, text }): [string, Sentence][] => [
          [`${id} title`, title],
          [`${id} text`, text],
        ]),
      ]
      for (const [where, sentence] of sentences) assertBothLanguages(where, sentence)
    })

    test('names each parameter once, in snake_case', () => {
      for (const { name } of type.parameters) assert.match(name, /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
      assert.equal(parameters.size, type.parameters.length)
    })

    test('gives each parameter operators that suit its type', () => {
      for (const { name, type: kind, operators: given } of type.parameters) {
        const illegal = given.filter((operator) => !legalOperators[kind].includes(operator))
        assert.deepEqual(illegal, [], `${name} (${kind})`)
        assert.equal(new Set(given).size, given.length, name)
      }
    })

    test('lists the values of every choice, and of nothing else', () => {
      for (const { name, type: kind, enum: choices } of type.parameters) {
        assert.equal(choices !== undefined, kind === 'enum', name)
        const values = choices?.map(({ value }) => value) ?? []
        if (kind === 'enum') assert.ok(values.length > 0, name)
        assert.equal(new Set(values).size, values.length, name)
      }
    })

    test('marks phones as personal and numbers as numbers', () => {
      for (const parameter of type.parameters) {
        if (parameter.phone) assert.equal(parameter.pii, 'C', parameter.name)
        if (['int', 'number'].includes(parameter.type)) assert.equal(parameter.numeric, true, parameter.name)
      }
    })

    test('shows a legal example of every parameter that has one', () => {
      for (const parameter of type.parameters) {
        assert.equal(checkParameter(parameter, parameter.sample ?? null), null, parameter.name)
      }
    })

    test('has a sample event that would be accepted and holds nothing unknown', () => {
      assert.deepEqual(wrongValues(type, parameters), [])
    })

    test('has a sample event without a real phone number', () => {
      const texts = textsIn([type.sample.data, ...type.parameters.map(({ sample = null }) => sample)])
      for (const text of texts.filter((one) => /^\+\d/.test(one))) {
        assert.match(text, /^\+(7000\d+|1\d{3}55501\d\d)$/)
      }
    })

    test('is searched by parameters that it has', () => {
      assert.ok(type.searchable.length > 0)
      for (const name of type.searchable) assert.ok(parameters.has(name), name)
      assert.equal(new Set(type.searchable).size, type.searchable.length)
    })

    test('begins a new binding with conditions that are legal', () => {
      for (const leaf of leavesOf(type.startingConditions)) assertLegal(leaf, parameters)
    })

    for (const recipe of type.recipes) {
      describe(`recipe ${recipe.id}: ${recipe.title.en}`, () => {
        test('belongs to this event type', () => assert.equal(recipe.event_type, type.key))

        test('asks only what the event can answer', () => {
          const leaves = leavesOf(recipe.conditions)
          assert.ok(leaves.length > 0)
          for (const leaf of leaves) assertLegal(leaf, parameters)
        })

        test('uses only variables that exist', () => {
          const used = [...variablesOf(recipe.text.en), ...variablesOf(recipe.text.ru), ...variablesInside(recipe)]
          assert.deepEqual(
            used.filter((name) => !isVariable(name, parameters)),
            [],
          )
        })

        test('says the same things in both languages', () => {
          assert.deepEqual(variablesOf(recipe.text.ru).sort(), variablesOf(recipe.text.en).sort())
        })

        test('goes to a kind of destination that is meant to exist', () => {
          for (const destination of destinationsOf(recipe.destination)) {
            const isInternal = internalKinds.includes(destination.kind)
            assert.ok(isInternal || destinationKinds.includes(destination.kind), destination.kind)
            if (isInternal) assert.match(destination.action ?? '', /^[a-z]+(\.[a-z_]+)+$/)
          }
        })

        test('cannot flood anybody', () => {
          const { throttle } = recipe.options as { throttle?: { count: number; per_s: number; key: string } }
          assert.ok(throttle && throttle.count >= 1 && throttle.per_s >= 60)
          assert.ok(parameters.has(throttle.key), throttle.key)
        })
      })
    }
  })
}

const whichOne: readonly Operator[] = ['eq', 'ne', 'in', 'not_in', 'exists', 'not_exists']
const howMuch: readonly Operator[] = [...whichOne, 'gt', 'gte', 'lt', 'lte']
const whatText: readonly Operator[] = [...whichOne, 'contains', 'starts_with']

const legalOperators: Record<ParameterType, readonly Operator[]> = {
  id: whichOne,
  'id[]': whichOne,
  enum: whichOne,
  bool: ['eq', 'ne', 'exists', 'not_exists'],
  int: howMuch,
  number: howMuch,
  string: whatText,
  'string[]': whatText,
  map: whatText,
  timestamp: ['gt', 'gte', 'lt', 'lte', 'exists', 'not_exists'],
  url: ['exists', 'not_exists'],
  uuid: [],
}

function sentencesOf({ name, label, help, enum: choices = [] }: Parameter): [string, Sentence][] {
  return [
    [`label of ${name}`, label],
    ...(help ? [[`help of ${name}`, help] as [string, Sentence]] : []),
    ...choices.map((choice): [string, Sentence] => [`${name} = ${choice.value}`, choice.label]),
  ]
}

function assertBothLanguages(where: string, { en, ru }: Sentence): void {
  assert.equal(en, en.trim(), where)
  assert.equal(ru, ru.trim(), where)
  if (isJsonText(en) && en === ru) return // a message for a machine has no language
  assert.match(en, /[A-Za-z]/, `English of ${where}`)
  assert.doesNotMatch(en, /\p{Script=Cyrillic}/u, `English of ${where}`)
  assert.match(ru, /\p{Script=Cyrillic}/u, `Russian of ${where}`)
}

function isJsonText(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

function wrongValues({ sample }: EventType, parameters: ReadonlyMap<string, Parameter>): string[] {
  const { data, ...envelope } = sample
  return Object.entries({ ...data, ...envelope }).flatMap(([name, value = null]) => {
    const parameter = parameters.get(name)
    if (!parameter) return [`${name} is not a parameter`]
    const error = checkParameter(parameter, value)
    return error === null ? [] : [`${name} ${error}`]
  })
}

function leavesOf(condition: Condition | null): Leaf[] {
  if (condition === null) return []
  if ('all' in condition) return condition.all.flatMap(leavesOf)
  if ('any' in condition) return condition.any.flatMap(leavesOf)
  if ('not' in condition) return leavesOf(condition.not)
  return [condition]
}

/** `answers.city` is answered by the map `answers`. */
function parameterAt(path: string, parameters: ReadonlyMap<string, Parameter>): Parameter | undefined {
  const [first = '', ...rest] = path.split('.')
  const parameter = parameters.get(first)
  return rest.length === 0 || parameter?.type === 'map' ? parameter : undefined
}

function assertLegal({ param, op, value }: Leaf, parameters: ReadonlyMap<string, Parameter>): void {
  const parameter = parameterAt(param, parameters)
  assert.ok(parameter, `${param} is not a parameter`)
  assert.ok(operators.includes(op) && parameter.operators.includes(op), `${param} does not take ${op}`)
  const values = Array.isArray(value) ? value : [value]
  for (const one of op === 'exists' || op === 'not_exists' ? [] : values) {
    assert.ok(one !== undefined && one !== null, `${param} ${op} needs a value`)
    assert.equal(checkParameter(parameter, one), null, `${param} ${op} ${JSON.stringify(one)}`)
  }
}

/** Every variable of a text, also those within blocks and filters. */
function variablesOf(text: string): string[] {
  return [...compileTemplate(text).variables]
}

function isVariable(name: string, parameters: ReadonlyMap<string, Parameter>): boolean {
  if (name.startsWith('sec.')) return secVariables.some((variable) => `sec.${variable.name}` === name)
  return systemVariables.includes(name) || parameterAt(name, parameters) !== undefined
}

function variablesInside({ destination }: Recipe): string[] {
  return destinationsOf(destination).flatMap(({ parameters }) => textsIn(parameters).flatMap(variablesOf))
}

function destinationsOf(destination: RecipeDestination): RecipeDestination[] {
  return [destination, ...(destination.also ?? []).flatMap(destinationsOf)]
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value as JsonObject).flatMap(textsIn)
}
