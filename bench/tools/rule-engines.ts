import { createRequire } from 'node:module'
import { Engine, type RuleProperties, type TopLevelCondition } from 'json-rules-engine'
import type { Condition, Leaf } from '../../src/core/condition.ts'
import type { Json } from '../../src/core/json.ts'
import type { Matchable } from '../../src/core/read-parameter.ts'

// The engines that bench/match.ts compares with. Each gets its rules translated and divided by event type beforehand, so
// that an event is only asked about the rules of its own type, as in ours.

/** A rule as the bench makes it. */
export interface Rule {
  readonly id: string
  readonly eventType: string
  readonly conditions: Condition | null
}

const jsonLogic: { apply: (rule: unknown, data: unknown) => unknown } = createRequire(import.meta.url)('json-logic-js')

/** json-logic-js: a rule is data, walked for each event. */
export function askJsonLogic(rules: readonly Rule[]): (event: Matchable) => string[] {
  const byType = Map.groupBy(
    rules.map(({ id, eventType, conditions }) => ({ id, eventType, logic: logicOf(conditions) })),
    ({ eventType }) => eventType,
  )
  return ({ type, data }) =>
    (byType.get(type) ?? []).filter(({ logic }) => jsonLogic.apply(logic, data) === true).map(({ id }) => id)
}

/** json-rules-engine: one engine for each event type. */
export function askRulesEngine(rules: readonly Rule[]): (event: Matchable) => Promise<string[]> {
  const engines = new Map<string, Engine>()
  for (const { id, eventType, conditions } of rules) {
    const engine = engines.get(eventType) ?? new Engine([], { allowUndefinedFacts: true })
    engines.set(eventType, engine)
    engine.addOperator(
      'contains_text',
      (fact: unknown, part: string) => typeof fact === 'string' && fact.includes(part),
    )
    engine.addRule({
      conditions: ruleOf(conditions) as TopLevelCondition,
      event: { type: id },
    } satisfies RuleProperties)
  }
  return async ({ type, data }) => {
    const { events } = (await engines.get(type)?.run(data)) ?? { events: [] }
    return events.map((event) => event.type)
  }
}

function logicOf(condition: Condition | null): Json {
  if (condition === null) return true
  if ('all' in condition) return { and: condition.all.map(logicOf) }
  if ('any' in condition) return { or: condition.any.map(logicOf) }
  if ('not' in condition) return { '!': [logicOf(condition.not)] }
  const { param, op, value = null } = condition
  const fact = { var: param }
  if (op === 'contains') return { in: [value, fact] }
  return { [logicNames[op] ?? unknown(condition)]: [fact, value] }
}

const logicNames: Readonly<Record<string, string>> = {
  eq: '===',
  ne: '!==',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  in: 'in',
}

function ruleOf(condition: Condition | null): object {
  if (condition === null) return { all: [] }
  if ('all' in condition) return { all: condition.all.map(ruleOf) }
  if ('any' in condition) return { any: condition.any.map(ruleOf) }
  if ('not' in condition) return { not: ruleOf(condition.not) }
  return { fact: condition.param, operator: operators[condition.op] ?? unknown(condition), value: condition.value }
}

const operators: Readonly<Record<string, string>> = {
  eq: 'equal',
  ne: 'notEqual',
  gt: 'greaterThan',
  gte: 'greaterThanInclusive',
  lt: 'lessThan',
  lte: 'lessThanInclusive',
  in: 'in',
  contains: 'contains_text',
}

function unknown({ op }: Leaf): never {
  throw new Error(`no other engine was told what “${op}” means`)
}
