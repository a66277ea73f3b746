import type { Condition } from './condition.ts'
import type { Parameter, ParameterType } from './event-type.ts'
import { type Key, keyOf, parameterFor, type Reading, readingOf } from './match/comparison.ts'
import { type Conjunction, conjunctionsOf } from './match/conjunctions.ts'
import type { Predicate, Question } from './match/predicate.ts'
import { normalNumber } from './parameter-value.ts'

/** A part of a condition that says the same of every event: no event fulfills it, or every one does. */
export interface Verdict {
  /** Where the part stands, such as `conditions.all[1]`. */
  readonly path: string
  readonly verdict: 'never-holds' | 'always-holds'
}

/**
 * The parts of a condition that decide nothing, because they contradict themselves (a queue that is both Sales and VIP,
 * longer than 60 s and shorter than 30 s) or leave nothing out. Of several parts that explain each other only the smallest
 * is named: where one comparison of an `all` can never hold, the `all` is not named as well.
 *
 * Only what can be proved is said, for every event whose parameters are of the type that the catalog gives them, as the
 * intake demands. Many conditions that never hold are not found out: nothing is said about those.
 */
export function verdictsOn(
  condition: Condition | null,
  parameters: ReadonlyMap<string, Parameter>,
  path = 'conditions',
): Verdict[] {
  return condition === null ? [] : judge(condition, path, parameters).found
}

interface Judged {
  readonly verdict: Verdict['verdict'] | null
  readonly found: Verdict[]
}

function judge(node: Condition, path: string, parameters: ReadonlyMap<string, Parameter>): Judged {
  const parts = partsOf(node, path).map((part) => judge(part.node, part.path, parameters))
  const verdict = verdictOn(node, parameters)
  const found = parts.flatMap((part) => part.found)
  return {
    verdict,
    found: verdict === null || isExplained(node, verdict, parts) ? found : [{ path, verdict }, ...found],
  }
}

function partsOf(node: Condition, path: string): { node: Condition; path: string }[] {
  if ('all' in node) return node.all.map((part, at) => ({ node: part, path: `${path}.all[${at}]` }))
  if ('any' in node) return node.any.map((part, at) => ({ node: part, path: `${path}.any[${at}]` }))
  return 'not' in node ? [{ node: node.not, path: `${path}.not` }] : []
}

/** True when what was said of the parts already says it of the whole. */
function isExplained(node: Condition, verdict: Verdict['verdict'], parts: readonly Judged[]): boolean {
  if (parts.length === 0) return false
  if ('not' in node) return parts[0]!.verdict !== null
  const isSame = (part: Judged) => part.verdict === verdict
  const oneIsEnough = 'all' in node === (verdict === 'never-holds')
  return oneIsEnough ? parts.some(isSame) : parts.every(isSame)
}

function verdictOn(node: Condition, parameters: ReadonlyMap<string, Parameter>): Verdict['verdict'] | null {
  if (isImpossible(node, parameters)) return 'never-holds'
  return isImpossible({ not: node }, parameters) ? 'always-holds' : null
}

/** True when each way to fulfill the condition contradicts itself. */
function isImpossible(condition: Condition, parameters: ReadonlyMap<string, Parameter>): boolean {
  const ways = conjunctionsOf(condition, (path) => readingOf(path, parameters))
  return ways.every((way) => contradicts(way, parameters))
}

function contradicts(way: Conjunction, parameters: ReadonlyMap<string, Parameter>): boolean {
  // Groups that were too branched to be taken apart are left out: that can only hide a contradiction.
  const questions = way.filter(isQuestion)
  const byParameter = Map.groupBy(questions, ({ param }) => param)
  return [...byParameter].some(([path, some]) => noValueFits(some, domainOf(path, parameters)))
}

/** What is known of the values of one parameter. */
interface Domain {
  readonly reading: Reading
  /** A single value, never a list. */
  readonly isSingle: boolean
  readonly isWhole: boolean
  /** Every value there can be; null when they cannot be counted. */
  readonly keys: readonly Key[] | null
}

const singleTypes: readonly ParameterType[] = [
  'id',
  'string',
  'enum',
  'bool',
  'int',
  'number',
  'timestamp',
  'uuid',
  'url',
]

function domainOf(path: string, parameters: ReadonlyMap<string, Parameter>): Domain {
  const reading = readingOf(path, parameters)
  const parameter = parameterFor(path, parameters)
  const isSingle = parameter?.name === path && singleTypes.includes(parameter.type)
  return {
    reading,
    isSingle,
    isWhole: isSingle && parameter.type === 'int',
    keys: keysOf(parameter, reading, isSingle),
  }
}

function keysOf(parameter: Parameter | undefined, reading: Reading, isSingle: boolean): readonly Key[] | null {
  if (!isSingle) return null
  if (parameter?.type === 'bool') return ['true', 'false']
  const values = parameter?.type === 'enum' ? parameter.enum?.map(({ value }) => value) : undefined
  return values?.map((value) => keyOf(value, reading)).filter((key) => key !== null) ?? null
}

/** True when no value, nor its absence, answers all these questions about one parameter. */
function noValueFits(questions: readonly Question[], domain: Domain): boolean {
  // What is turned around also holds for a missing value.
  if (questions.every(({ negated }) => negated)) return false
  if (questions.some(({ kind, negated }) => kind === 'exists' && negated)) return true
  if (textsClash(questions, domain)) return true
  // A list has no place in an order.
  const isSingle = domain.isSingle || questions.some((question) => isOrder(question) && !question.negated)
  return isSingle ? noSingleValueFits(questions, domain) : noElementFits(questions, domain)
}

function noSingleValueFits(questions: readonly Question[], domain: Domain): boolean {
  const wanted = questions.filter(isWanted).map(({ operand }) => operand)
  const first = wanted[0] ?? domain.keys
  if (first === null) return isEmptyInterval(questions, domain)
  const common = first.filter((key) => wanted.every((keys) => keys.includes(key)))
  return common.every((key) => questions.some((question) => isAgainst(question, key, domain.reading)))
}

/** Of a list each wanted value may be another element, so each is looked at by itself. No order says anything of a list. */
function noElementFits(questions: readonly Question[], { reading }: Domain): boolean {
  const refusing = questions.filter((question) => question.negated && !isOrder(question))
  return questions
    .filter(isWanted)
    .some(({ operand }) => operand.every((key) => refusing.some((question) => isAgainst(question, key, reading))))
}

/** True when it is certain that a value with this key does not answer the question. */
function isAgainst(question: Question, key: Key, reading: Reading): boolean {
  const answer = answerOf(question, key, reading)
  return answer !== null && answer === question.negated
}

/** What the question, not turned around, says of a value with this key; null when the key does not tell. */
function answerOf(question: Question, key: Key, reading: Reading): boolean | null {
  switch (question.kind) {
    case 'exists':
      return true
    case 'among':
      return question.operand.includes(key)
    case 'contains':
    case 'starts_with': {
      // Elsewhere one key stands for values that are written in different ways.
      if (reading !== 'text') return null
      const text = String(key).normalize('NFC').toLowerCase()
      return question.kind === 'contains' ? text.includes(question.operand) : text.startsWith(question.operand)
    }
    default: {
      const place = placeOf(key, reading)
      return place === undefined ? null : place !== null && isBeyond(question.kind, place, question.operand)
    }
  }
}

/** Where values with this key stand in their order; null for nowhere, undefined when the key does not tell. */
function placeOf(key: Key, reading: Reading): number | null | undefined {
  if (typeof key === 'number') return key
  if (reading === 'time') return null
  const place = normalNumber(key)
  // The text may also be that of a number in another notation, such as 1e+21, which has its place.
  return place === null && key.trim() !== '' && Number.isFinite(Number(key)) ? undefined : place
}

function isBeyond(kind: 'gt' | 'gte' | 'lt' | 'lte', place: number, bound: number): boolean {
  if (kind === 'gt') return place > bound
  if (kind === 'gte') return place >= bound
  return kind === 'lt' ? place < bound : place <= bound
}

const opposite = { gt: 'lte', gte: 'lt', lt: 'gte', lte: 'gt' } as const

/** True when there is no number between the bounds. */
function isEmptyInterval(questions: readonly Question[], { isWhole }: Domain): boolean {
  const orders = questions.filter(isOrder)
  // Without one that asks for a place, what is turned around holds for values that have none.
  if (orders.every(({ negated }) => negated)) return false
  let [lo, hi, loIsIn, hiIsIn] = [-Infinity, Infinity, true, true]
  for (const { kind: asked, negated, operand } of orders) {
    const kind = negated ? opposite[asked] : asked
    const isIn = kind === 'gte' || kind === 'lte'
    if (kind === 'gt' || kind === 'gte')
      [lo, loIsIn] = operand > lo ? [operand, isIn] : [lo, loIsIn && (isIn || operand < lo)]
    else [hi, hiIsIn] = operand < hi ? [operand, isIn] : [hi, hiIsIn && (isIn || operand > hi)]
  }
  if (isWhole) {
    const [first, last] = [loIsIn ? Math.ceil(lo) : Math.floor(lo) + 1, hiIsIn ? Math.floor(hi) : Math.ceil(hi) - 1]
    return first > last
  }
  return lo > hi || (lo === hi && !(loIsIn && hiIsIn))
}

/** A text cannot begin in two ways, nor hold what must not be in it. */
function textsClash(questions: readonly Question[], { isSingle }: Domain): boolean {
  const texts = questions.filter(isText)
  const wanted = texts.filter(({ negated }) => !negated)
  const refused = texts.filter(({ negated }) => negated)
  const begins = wanted.filter(({ kind }) => kind === 'starts_with').map(({ operand }) => operand)
  const clash = begins.some((one) => begins.some((other) => !one.startsWith(other) && !other.startsWith(one)))
  if (isSingle && clash) return true
  return wanted.some((one) =>
    refused.some((other) => {
      if (other.kind === 'contains') return one.operand.includes(other.operand)
      return one.kind === 'starts_with' && one.operand.startsWith(other.operand)
    }),
  )
}

type Order = Extract<Question, { readonly kind: 'gt' | 'gte' | 'lt' | 'lte' }>
type Text = Extract<Question, { readonly kind: 'contains' | 'starts_with' }>
type Among = Extract<Question, { readonly kind: 'among' }>

function isQuestion(predicate: Predicate): predicate is Question {
  return predicate.kind !== 'all' && predicate.kind !== 'any'
}

function isOrder(question: Question): question is Order {
  return question.kind === 'gt' || question.kind === 'gte' || question.kind === 'lt' || question.kind === 'lte'
}

function isText(question: Question): question is Text {
  return question.kind === 'contains' || question.kind === 'starts_with'
}

function isWanted(question: Question): question is Among {
  return question.kind === 'among' && !question.negated
}
