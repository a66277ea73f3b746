import { TypeGuards } from 'liquidjs'
import { limits } from './budget.ts'
import { TemplateSyntax } from './template-syntax.ts'

type Token = Parameters<typeof TypeGuards.isTagToken>[0]

/**
 * Refuses what Liquid would let pass with a silent surprise: office quotes, Mustache's own signs, two names where one is
 * meant, blocks without end. Works on the pieces the library cut the text into.
 */
export function checkTokens(tokens: readonly Token[]): void {
  let depth = 0
  let isComment = false
  for (const token of tokens) {
    if (TypeGuards.isTagToken(token)) {
      if (token.name === 'endcomment') isComment = false
      if (isComment) continue
      if (token.name === 'comment') isComment = true
      depth += opening.has(token.name) ? 1 : token.name.startsWith('end') ? -1 : 0
      if (depth > limits.blockDepth)
        throw new TemplateSyntax(`blocks stand inside each other more than ${limits.blockDepth} deep`)
      if (token.name !== '#') checkQuotes(token.getText())
      if (conditions.has(token.name)) checkCondition(token.args, token.getText())
    } else if (TypeGuards.isOutputToken(token) && !isComment) {
      checkOutput(token.content, token.getText())
    }
  }
}

/** The sentence for a text that uses a sign of Mustache or Handlebars, or null. For texts the library could not cut up. */
export function mustacheHint(text: string): string | null {
  const sign = /\{\{-?\s*([#^/>&!=$<*{.])/.exec(text)?.[1]
  return sign === undefined ? null : (hints[sign] ?? null)
}

const opening = new Set(['if', 'unless', 'for', 'case', 'capture', 'comment', 'raw'])
const conditions = new Set(['if', 'elsif', 'unless'])

const sections = 'sections are written {% if name %} … {% endif %} or {% for item in list %} … {% endfor %} here'
const partials = 'a template cannot include another one'
const hints: Readonly<Record<string, string>> = {
  '#': sections,
  '^': `${sections}; for “not”, {% unless name %} … {% endunless %}`,
  '/': sections,
  $: partials,
  '<': partials,
  '>': partials,
  '*': partials,
  '=': 'the braces cannot be changed',
  '!': 'a comment is written {% comment %} … {% endcomment %} here',
  '&': 'values are always escaped for where they go; write {{name}}',
  '{': 'values are always escaped for where they go; write {{name}}, and put a space between a brace of your own and {{',
  '.': 'a name is missing before the dot; inside {% for item in list %} the item is {{item}}',
}

const officeQuotes = /[“”„‟«»‘’‚‹›]/

function checkQuotes(text: string): void {
  const found = officeQuotes.exec(text.replace(straightQuoted, '""'))?.[0]
  if (found === undefined) return
  throw new TemplateSyntax(
    `${shorten(text)} has the typographic quote ${found}, as office programs write it; type a straight quote " instead`,
  )
}

const straightQuoted = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs

const name = String.raw`[\p{L}_][\p{L}\p{N}_?-]*`
const part = String.raw`(?:\.[\p{L}\p{N}_?-]+|\[(?:[^\[\]]|\[[^\[\]]*\])*\])`
const operand = String.raw`(?:""|-?\d+(?:\.\d+)?(?![\p{L}_])|\((?:[^()]*)\.\.(?:[^()]*)\)|${name}${part}*)`
const oneOperand = new RegExp(`^${operand}$`, 'u')
const sign = String.raw`(?:==|!=|>=|<=|>|<|\bcontains\b)`
const comparison = String.raw`(?:not\s+)*${operand}(?:\s*${sign}\s*${operand})?`
const wholeCondition = new RegExp(String.raw`^${comparison}(?:\s+(?:and|or)\s+${comparison})*$`, 'u')

function checkOutput(content: string, text: string): void {
  const value = beforeFilters(content)
  if (value === '') throw new TemplateSyntax(`${shorten(text)} names nothing`)
  const hint = oneOperand.test(value) ? null : mustacheHint(text)
  if (hint !== null) throw new TemplateSyntax(`${shorten(text)}: ${hint}`)
  checkQuotes(text)
  if (!oneOperand.test(value)) throw new TemplateSyntax(`${shorten(text)} must be one name, then filters after |`)
}

function checkCondition(args: string, text: string): void {
  if (wholeCondition.test(beforeFilters(args))) return
  throw new TemplateSyntax(
    `the condition of ${shorten(text)} is not understood; write it as name == "value", joined with and, or`,
  )
}

/** The expression without the filters after it, its quoted texts emptied so that nothing inside them is taken for syntax. */
function beforeFilters(expression: string): string {
  return expression.replace(straightQuoted, '""').split('|')[0]!.trim()
}

/** A piece of the template short enough to stand in a sentence. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
