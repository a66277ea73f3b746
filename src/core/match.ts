import type { Condition } from './condition.ts'
import type { Parameter } from './event-type.ts'
import { type Rule, Rules } from './match/rules.ts'
import type { Matchable } from './read-parameter.ts'

/**
 * Says which rules an event fulfills, among a hundred thousand about as fast as it takes to parse the event. A change
 * of one rule takes effect with the next event and never stops the matching of others. Agrees with `holds()`.
 */
export class Matcher {
  readonly #parametersOf: (eventType: string) => ReadonlyMap<string, Parameter>
  readonly #types = new Map<string, Rules>()
  readonly #filed = new Map<string, Rule>()

  /** `parametersOf` is asked once for each event type, when its first rule comes. */
  constructor(parametersOf: (eventType: string) => ReadonlyMap<string, Parameter>) {
    this.#parametersOf = parametersOf
  }

  /** Adds the rule, or replaces the one with this id. The conditions must have passed `checkCondition`. */
  set(rule: { readonly id: string; readonly eventType: string; readonly conditions: Condition | null }): void {
    const before = this.#filed.get(rule.id)
    this.#filed.set(rule.id, this.#rulesOf(rule.eventType).add(rule.id, rule.conditions))
    // Only now, so that what both versions ask about need not be forgotten and learned again.
    before?.home.remove(before)
  }

  /** Forgets the rule; an unknown id is no error. */
  remove(id: string): void {
    const filed = this.#filed.get(id)
    if (filed === undefined) return
    this.#filed.delete(id)
    filed.home.remove(filed)
  }

  /** Ids of all rules of the event's type whose conditions hold, each once, in no particular order. */
  match(event: Matchable): string[] {
    return this.#types.get(event.type)?.match(event) ?? []
  }

  /** How many rules there are. */
  get size(): number {
    return this.#filed.size
  }

  #rulesOf(eventType: string): Rules {
    const known = this.#types.get(eventType)
    if (known !== undefined) return known
    const rules = new Rules(this.#parametersOf(eventType))
    this.#types.set(eventType, rules)
    return rules
  }
}
