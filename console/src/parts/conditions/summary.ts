import type { Condition, Json, Leaf } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'
import type { Language } from '../../words/words.tsx'
import { grammarEn } from './grammar-en.ts'
import { grammarRu } from './grammar-ru.ts'
import { plain } from './plain-tree.ts'
import { sayValue } from './say-value.ts'

/** A part of a sentence about a rule: the editor shows names and values in a face of their own. */
export interface Piece {
  readonly kind: 'word' | 'name' | 'value'
  readonly text: string
}

/** What a language has to say for itself about rules. Everything else is the same in both. */
export interface Grammar {
  readonly always: string
  readonly when: string
  readonly and: string
  readonly or: string
  /** Stands before a group that must not hold. */
  readonly notSo: string
  /** For the list of operators of a condition. */
  readonly operators: Readonly<Record<string, string>>
  /** The words between a name and its value. */
  readonly verb: (op: string, parameter: Parameter | undefined) => string
  /** A comparison that needs no value. */
  readonly bare: (op: string, name: string) => readonly Piece[]
  /** Between the last two of several values, and before each of them. */
  readonly listed: (op: string, count: number) => { readonly before: string; readonly last: string }
  readonly andMore: (count: number) => string
  /** Inside a name that holds several: `answers.city`. */
  readonly inside: (label: string, key: string) => string
}

const grammars: Readonly<Record<Language, Grammar>> = { en: grammarEn, ru: grammarRu }
const mostListed = 5

/** The words for an operator, for the list of a condition; moments have words of their own. */
export function operatorWords(op: string, language: Language, parameter?: Parameter): string {
  const grammar = grammars[language]
  if (parameter?.type === 'timestamp' && ['gt', 'gte', 'lt', 'lte'].includes(op)) return grammar.verb(op, parameter)
  return grammar.operators[op] ?? op
}

/** A rule as a sentence: “When function is Queue and (answer is 2 or 3)”. */
export function summarize(conditions: Condition | null, parameters: readonly Parameter[], language: Language): string {
  return textOf(summaryOf(conditions, parameters, language))
}

/** The same, in pieces. */
export function summaryOf(
  conditions: Condition | null,
  parameters: readonly Parameter[],
  language: Language,
): readonly Piece[] {
  const grammar = grammars[language]
  const rule = conditions && plain(conditions)
  if (!rule) return [word(grammar.always)]
  return [word(grammar.when), ...say(rule, { parameters, language, grammar }, false)]
}

/** One comparison without the rest: “alert duration is more than 30 s”. */
export function sayLeafAlone(leaf: Leaf, parameters: readonly Parameter[], language: Language): string {
  return textOf(sayLeaf(leaf, { parameters, language, grammar: grammars[language] }))
}

/** What a parameter is called in the language of the page; a name that nobody described is its own label. */
export function labelOf(param: string, parameters: readonly Parameter[], language: Language): string {
  const parameter = parameterOf(param, parameters)
  if (!parameter) return param
  const key = param.slice(parameter.name.length + 1)
  const label = parameter.label[language]
  return key === '' ? label : grammars[language].inside(label, key)
}

/** The parameter that a condition asks about: `answers.city` is found in `answers`. */
export function parameterOf(param: string, parameters: readonly Parameter[]): Parameter | undefined {
  return parameters.find(({ name }) => name === param) ?? parameters.find(({ name }) => param.startsWith(`${name}.`))
}

interface Saying {
  readonly parameters: readonly Parameter[]
  readonly language: Language
  readonly grammar: Grammar
}

function say(condition: Condition, how: Saying, isInner: boolean): readonly Piece[] {
  const { grammar } = how
  if ('not' in condition) return [word(`${grammar.notSo} (`), ...say(condition.not, how, false), word(')')]
  if (!('all' in condition) && !('any' in condition)) return sayLeaf(condition as Leaf, how)
  const inner = 'all' in condition ? condition.all : condition.any
  const joint = 'all' in condition ? grammar.and : grammar.or
  const parts = inner.flatMap((one, at) => [...(at > 0 ? [word(joint)] : []), ...say(one, how, true)])
  return isInner ? [word('('), ...parts, word(')')] : parts
}

function sayLeaf(leaf: Leaf, how: Saying): readonly Piece[] {
  const { parameters, language, grammar } = how
  const parameter = parameterOf(leaf.param, parameters)
  const name = lowerFirst(labelOf(leaf.param, parameters, language))
  if (leaf.op === 'exists' || leaf.op === 'not_exists') return grammar.bare(leaf.op, name)
  return [
    { kind: 'name', text: name },
    word(` ${grammar.verb(leaf.op, parameter)}`.trimEnd()),
    word(' '),
    ...sayValues(leaf, parameter, how),
  ]
}

function sayValues({ op, value }: Leaf, parameter: Parameter | undefined, { grammar, language }: Saying) {
  const values = Array.isArray(value) ? (value as readonly Json[]) : [value ?? null]
  const shown = values.length > mostListed + 1 ? values.slice(0, mostListed) : values
  const { before, last } = grammar.listed(op, values.length)
  const pieces = shown.flatMap((one, at): Piece[] => {
    const isLast = at === values.length - 1
    const between = at === 0 ? before : isLast ? last : `, ${before}`
    return [
      ...(between === '' ? [] : [word(between)]),
      { kind: 'value', text: sayValue(one, { parameter, language, isMeasure: isMeasure(op) }) },
    ]
  })
  return shown.length < values.length ? [...pieces, word(grammar.andMore(values.length - shown.length))] : pieces
}

function isMeasure(op: string): boolean {
  return op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte'
}

function word(text: string): Piece {
  return { kind: 'word', text }
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('')
}

/** “Function” inside a sentence is “function”; “SLA” and “ID” stay. */
function lowerFirst(label: string): string {
  return /^\p{Lu}[\p{Ll}\s]/u.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label
}
