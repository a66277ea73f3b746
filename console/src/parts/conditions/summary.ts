import type { Condition, Json } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'

type Language = 'en' | 'ru'

/** How each operator is read aloud, between a parameter and its value. */
const operators: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    eq: 'is',
    ne: 'is not',
    gt: 'is more than',
    gte: 'is at least',
    lt: 'is less than',
    lte: 'is at most',
    in: 'is any of',
    not_in: 'is none of',
    contains: 'contains',
    starts_with: 'starts with',
    exists: 'is set',
    not_exists: 'is empty',
  },
  ru: {
    eq: '—',
    ne: 'не',
    gt: 'больше',
    gte: 'не меньше',
    lt: 'меньше',
    lte: 'не больше',
    in: '— одно из:',
    not_in: 'не из:',
    contains: 'содержит',
    starts_with: 'начинается с',
    exists: 'заполнено',
    not_exists: 'пусто',
  },
}

const joints = {
  en: { all: ' and ', any: ' or ', not: 'not ', always: 'On every event', when: 'When ', yes: 'yes', no: 'no' },
  ru: { all: ' и ', any: ' или ', not: 'не так: ', always: 'На каждое событие', when: 'Когда ', yes: 'да', no: 'нет' },
} as const

/** The words for an operator, for the list of a condition. */
export function operatorWords(op: string, language: Language): string {
  return operators[language][op] ?? op
}

/** A rule as a sentence: “When Function is Queue and (Answer is 2 or Answer is 3)”. */
export function summarize(conditions: Condition | null, parameters: readonly Parameter[], language: Language): string {
  const words = joints[language]
  if (conditions === null || isEmpty(conditions)) return words.always
  return words.when + say(conditions, parameters, language, false)
}

function say(condition: Condition, parameters: readonly Parameter[], language: Language, isInner: boolean): string {
  const words = joints[language]
  if ('not' in condition) return `${words.not}(${say(condition.not, parameters, language, false)})`
  const kind = 'all' in condition ? 'all' : 'any' in condition ? 'any' : null
  if (kind === null) return sayLeaf(condition as { param: string; op: string; value?: Json }, parameters, language)
  const inner = (condition as Record<string, readonly Condition[]>)[kind]!
  const text = inner.map((one) => say(one, parameters, language, inner.length > 1)).join(words[kind])
  return isInner && inner.length > 1 ? `(${text})` : text
}

function sayLeaf(
  { param, op, value }: { param: string; op: string; value?: Json },
  parameters: readonly Parameter[],
  language: Language,
): string {
  const parameter = parameters.find(({ name }) => name === param)
  const name = parameter?.label[language] ?? param
  const verb = operatorWords(op, language)
  if (op === 'exists' || op === 'not_exists') return `${name} ${verb}`
  return `${name} ${verb} ${sayValue(value, parameter, language)}`
}

function sayValue(value: Json | undefined, parameter: Parameter | undefined, language: Language): string {
  if (Array.isArray(value)) return value.map((one) => sayValue(one, parameter, language)).join(', ')
  if (typeof value === 'boolean') return joints[language][value ? 'yes' : 'no']
  const choice = parameter?.enum?.find((one) => one.value === value)
  const text = choice?.label?.[language] ?? String(value ?? '…')
  return typeof value === 'string' && !choice ? (language === 'ru' ? `«${text}»` : `“${text}”`) : text
}

function isEmpty(condition: Condition): boolean {
  if ('all' in condition) return condition.all.length === 0
  if ('any' in condition) return condition.any.length === 0
  return false
}
