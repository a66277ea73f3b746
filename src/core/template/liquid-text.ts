import { Liquid, LiquidError, type Template, Tokenizer, toValueSync, type Variable } from 'liquidjs'
import type { Escape } from '../integration.ts'
import type { JsonObject } from '../json.ts'
import { Budget, limits, TemplateLimit } from './budget.ts'
import { checkTokens, mustacheHint, shorten } from './check.ts'
import { allowedFilters } from './filters.ts'
import { LiquidContext, Output } from './liquid-context.ts'
import { allowedTags, operators } from './tags.ts'
import { TemplateSyntax } from './template-syntax.ts'
import { withoutTraps } from './without-traps.ts'

/** A text with blocks or filters, parsed once. */
export interface LiquidText {
  /** The paths it reads from the event, in the order they stand. */
  readonly paths: readonly (readonly string[])[]
  /** Throws `TemplateLimit` when it is cut off, or an `Error` with a sentence. */
  readonly render: (values: JsonObject, tools: { mode: Escape; budget: Budget }) => string
}

/** Throws `TemplateSyntax` with a sentence for the author. */
export function compileLiquid(text: string): LiquidText {
  if (text.length > limits.liquidLength) {
    throw new TemplateSyntax(`a text with blocks or filters may have ${limits.liquidLength} characters at most`)
  }
  const { templates, stepCost } = parse(text)
  const render: LiquidText['render'] = (values, { mode, budget }) => {
    const output = new Output(budget)
    const context = new LiquidContext(withoutTraps(values), liquid, { budget, mode, stepCost })
    try {
      toValueSync(liquid.renderer.renderTemplates(templates, context, output))
    } catch (error) {
      throw reasonOf(error)
    }
    return output.buffer.toWellFormed()
  }
  refuseWhatNeverWorks(render)
  return { paths: pathsIn(templates), render }
}

const liquid = makeLiquid()

function makeLiquid(): Liquid {
  const made = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    // No file system behind it, whatever tag should ever ask.
    templates: {},
    locale: 'en-US',
    timezoneOffset: 'UTC',
    operators: operators as never,
    outputEscape: showOutput as (value: unknown) => string,
  })
  for (const name of Object.keys(made.tags)) delete made.tags[name]
  for (const name of Object.keys(made.filters)) delete made.filters[name]
  for (const [name, tag] of Object.entries(allowedTags)) made.registerTag(name, tag)
  for (const [name, filter] of allowedFilters()) made.registerFilter(name, filter)
  return made
}

function showOutput(this: { readonly context: LiquidContext }, value: unknown): string {
  return this.context.show(value)
}

function parse(text: string): { templates: Template[]; stepCost: number } {
  try {
    const tokens = new Tokenizer(text, liquid.options.operators).readTopLevelTokens(liquid.options)
    checkTokens(tokens)
    const longestTag = tokens.reduce((longest, token) => Math.max(longest, token.size()), 0)
    // A tag may hold thousands of comparisons, so a step is charged by the longest tag there is.
    return { templates: liquid.parser.parseTokens(tokens), stepCost: 3_000 + 20 * longestTag }
  } catch (error) {
    if (error instanceof TemplateSyntax) throw error
    throw new TemplateSyntax(mustacheHint(text) ?? sentence(error), { cause: error })
  }
}

/** The library's own words, put so that an author of messages understands them. */
function sentence(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply'
  const { message = '', token } = error as LiquidError
  const plain = message.split('\n')[0]!.replace(/, (?:file:.*, )?line:(\d+), col:(\d+).*$/, '')
  const place = token ? ` (line ${token.getPosition()[0]}, column ${token.getPosition()[1]})` : ''
  const filter = /^undefined filter: (.*)$/.exec(plain)?.[1]
  if (filter === 'raw') return `values are always escaped, so there is no filter “raw”${place}`
  if (filter !== undefined) return `there is no filter “${filter}”${place}`
  const tag = /^tag "?(.*?)"? not found$/.exec(plain)?.[1]
  if (tag !== undefined) return unknownTag(tag) + place
  const open = /^(?:tag|output) "?(.*?)"? not closed$/s.exec(plain)?.[1]
  if (open !== undefined) return `${shorten(open)} is not closed${place}`
  return shorten(plain) + place
}

function unknownTag(tag: string): string {
  if (['include', 'render', 'layout', 'block'].includes(tag))
    return `a template cannot read a file, so there is no {% ${tag} %}`
  return tag.startsWith('end') ? `{% ${tag} %} closes nothing` : `there is no block {% ${tag} %}`
}

/** A trial with an empty event finds the mistakes that show only when a filter works, such as a missing argument. */
function refuseWhatNeverWorks(render: LiquidText['render']): void {
  try {
    render({}, { mode: 'none', budget: new Budget() })
  } catch (error) {
    throw new TemplateSyntax((error as Error).message, { cause: error })
  }
}

function reasonOf(error: unknown): Error {
  const cause = error instanceof LiquidError ? (error.originalError ?? error) : error
  if (cause instanceof TemplateLimit) return cause
  if (cause instanceof RangeError)
    return new TemplateLimit('the template makes a text too long or nested too deeply', { cause })
  return new Error(sentence(error), { cause })
}

function pathsIn(templates: Template[]): string[][] {
  const { globals } = liquid.analyzeSync(templates)
  return Object.values(globals)
    .flat()
    .toSorted((a, b) => a.location.row - b.location.row || a.location.col - b.location.col)
    .map(fixedPart)
    .filter((parts) => parts.length > 0)
}

/** The path up to the first part that depends on another variable. */
function fixedPart({ segments }: Variable): string[] {
  const end = segments.findIndex((segment) => typeof segment === 'object')
  return segments.slice(0, end === -1 ? undefined : end).map(String)
}
