import type { Condition, ExplainedCondition } from './condition.ts'
import type { Parameter } from './event-type.ts'
import { leafHolds } from './holds.ts'
import { readingOf } from './match/comparison.ts'
import { type Matchable, readParameter } from './read-parameter.ts'

/**
 * The condition told for one event: whether it held at each node, and what the event carried at each leaf (null when
 * missing). Every leaf is looked at, also behind one that already decided, because the question is "why not?".
 * Null for a binding without conditions. `holds` at the root is what `holds()` says.
 */
export function explain(
  condition: Condition | null,
  event: Matchable,
  parameters: ReadonlyMap<string, Parameter>,
): ExplainedCondition | null {
  return condition === null ? null : explainNode(condition, event, parameters)
}

function explainNode(
  condition: Condition,
  event: Matchable,
  parameters: ReadonlyMap<string, Parameter>,
): ExplainedCondition {
  if ('all' in condition) {
    const all = condition.all.map((part) => explainNode(part, event, parameters))
    return { holds: all.every((part) => part.holds), all }
  }
  if ('any' in condition) {
    const any = condition.any.map((part) => explainNode(part, event, parameters))
    return { holds: any.some((part) => part.holds), any }
  }
  if ('not' in condition) {
    const not = explainNode(condition.not, event, parameters)
    return { holds: !not.holds, not }
  }
  const actual = readParameter(event, condition.param)
  return {
    ...condition,
    holds: leafHolds(condition, actual, readingOf(condition.param, parameters)),
    actual: actual ?? null,
  }
}
