import type { Json } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'
import type { Language } from '../../words/words.tsx'
import { sayDuration } from './duration.ts'

interface Saying {
  readonly parameter: Parameter | undefined
  readonly language: Language
  /** After “more than” and the like, where Russian wants another case. */
  readonly isMeasure?: boolean
}

/** A value as people read it: the label of a choice, a length of time with its units, a text in quotes. */
export function sayValue(value: Json, { parameter, language, isMeasure = false }: Saying): string {
  if (value === null || value === '') return '…'
  if (typeof value === 'boolean') return yesNo[language][value ? 'yes' : 'no']
  const choice = parameter?.enum?.find((one) => String(one.value) === String(value))
  if (choice) return shortOf(choice.label?.[language] ?? String(value))
  const number = numberIn(value)
  if (number !== null && (typeof value === 'number' || parameter?.unit)) {
    return sayNumber(number, parameter?.unit ?? null, language, isMeasure)
  }
  if (typeof value !== 'string') return JSON.stringify(value)
  if (parameter?.type === 'timestamp') return sayMoment(value, language)
  if (number !== null) return value
  return language === 'ru' ? `«${value}»` : `“${value}”`
}

/** “Finish: everything is known” is “Finish” in a sentence; the list of choices has it whole. */
function shortOf(label: string): string {
  return label.split(': ')[0]!
}

const yesNo = { en: { yes: 'yes', no: 'no' }, ru: { yes: 'да', no: 'нет' } } as const
const locales = { en: 'en-GB', ru: 'ru-RU' } as const

function numberIn(value: Json): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : null
}

function sayNumber(value: number, unit: string | null, language: Language, isMeasure: boolean): string {
  if (unit === 's') return sayDuration(value, language)
  const figures = new Intl.NumberFormat(locales[language], { useGrouping: 'min2', maximumFractionDigits: 6 })
  const text = figures.format(value)
  if (unit === 'percent') return language === 'ru' ? `${text}\u00a0%` : `${text}%`
  if (unit === 'points') return `${text} ${points(value, language, isMeasure)}`
  return text
}

/** “больше 1 балла”, but “— 1 балл”; “больше 2 баллов”, but “— 2 балла”. */
function points(value: number, language: Language, isMeasure: boolean): string {
  const form = new Intl.PluralRules(language).select(value)
  if (language === 'en') return form === 'one' ? 'point' : 'points'
  if (isMeasure) return form === 'one' || form === 'other' ? 'балла' : 'баллов'
  return ({ one: 'балл', few: 'балла', other: 'балла' } as Readonly<Record<string, string>>)[form] ?? 'баллов'
}

function sayMoment(text: string, language: Language): string {
  const time = Date.parse(text)
  if (Number.isNaN(time)) return text
  const format = { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat(locales[language], format).format(time)
}
