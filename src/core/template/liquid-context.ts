import { Context, Drop, type Liquid } from 'liquidjs'
import { escapeText } from '../escape.ts'
import type { Escape } from '../integration.ts'
import type { JsonObject } from '../json.ts'
import type { Language } from '../sentence.ts'
import { asText } from './as-text.ts'
import { type Budget, limits, TemplateLimit } from './budget.ts'
import { forbiddenNames, isEmpty } from './path.ts'
import { spendOn } from './weight.ts'

/** What one rendering of a Liquid text works with. */
export interface LiquidTools {
  readonly budget: Budget
  /** How outputs are escaped. */
  readonly mode: Escape
  /** What one step (a tag, an output, a piece of text) is charged. */
  readonly stepCost: number
}

/**
 * The state of one rendering. It charges every step, look-up and allocation to the budget, hides what JavaScript puts on
 * objects, and treats "" as missing, so that `{% if contact_name %}` asks what a person means by it.
 */
export class LiquidContext extends Context {
  readonly tools: LiquidTools
  /** True inside `{% capture %}`: what is captured is a value, and escaped once, when it is put out. */
  isCapturing = false

  constructor(values: object, liquid: Liquid, tools: LiquidTools) {
    const { budget, stepCost } = tools
    // The library's own limiters count to a fixed number and read a clock; ours only forward to the one budget.
    const meters = {
      memoryLimit: { use: (units: number) => budget.spend(units > 0 ? units * 5 : 0), check: () => {} },
      renderLimit: { use: () => {}, check: () => budget.spend(stepCost) },
      liquid,
    } as unknown as ConstructorParameters<typeof Context>[3]
    super(values, liquid.options, { sync: true }, meters)
    this.tools = tools
  }

  override readProperty(object: Parameters<Context['readProperty']>[0], key: Parameters<Context['readProperty']>[1]) {
    const { budget } = this.tools
    budget.spend(200)
    if (typeof key === 'string' && forbiddenNames.has(key)) return undefined
    const value: unknown = super.readProperty(object, key)
    if (typeof value === 'object' && value !== null) {
      budget.spend(Array.isArray(value) ? value.length * 5 : Object.keys(value).length * 300)
    }
    return isEmpty(value) ? undefined : value
  }

  override spawn(scope: object = {}): Context {
    return new LiquidContext(scope, this.liquid as Liquid, this.tools)
  }

  /** An output of the template, escaped for where it goes. */
  show(value: unknown): string {
    spendOn(value, this.tools.budget)
    return escapeText(value instanceof Drop ? '' : asText(value), this.isCapturing ? 'none' : this.tools.mode)
  }

  /** The company's language and zone, which the event's values bring along. */
  get home(): { language: Language; timeZone: string } {
    const { company_language: language, company_time_zone: timeZone } = this.environments as JsonObject
    return { language: language === 'ru' ? 'ru' : 'en', timeZone: typeof timeZone === 'string' ? timeZone : 'UTC' }
  }
}

/** Collects the output of a rendering up to the length a text may have. */
export class Output {
  buffer = ''
  readonly #budget: Budget

  constructor(budget: Budget) {
    this.#budget = budget
  }

  write(piece: unknown): void {
    const text = asText(piece)
    this.#budget.spend(text.length)
    this.buffer += text
    if (this.buffer.length > limits.leafBytes) throw new TemplateLimit('the text is longer than 1 MiB')
  }
}
