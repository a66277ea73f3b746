import type { FieldError } from '../core/problem.ts'
import type { Language } from '../core/sentence.ts'
import { inRussian } from './russian/in-russian.ts'

/** The language of ours that a reader likes best, from `Accept-Language`; English when they name none of them. */
export function languageAsked(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').slice(0, 500).split(',').map(readWish)
  const [best] = wishes.filter(({ weight }) => weight > 0).toSorted((one, other) => other.weight - one.weight)
  return best?.language ?? 'en'
}

function readWish(text: string): { language: Language; weight: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const language = tag.split('-')[0]
  const q = parameters.find((one) => one.startsWith('q='))
  const weight = q === undefined ? 1 : Number(q.slice(2)) || 0
  return language === 'en' || language === 'ru' ? { language, weight } : { language: 'en', weight: 0 }
}

/** A sentence of ours for this reader; one that has no Russian stays as it is. */
export function sayIn(language: Language, english: string): string {
  return language === 'ru' ? (inRussian(english) ?? english) : english
}

/** Wrong fields for this reader, as they are sent. */
export function sayFaultsIn(language: Language, faults: readonly FieldError[]): readonly FieldError[] {
  return faults.map(({ ru, message, ...where }) => ({
    ...where,
    message: language === 'ru' ? (ru ?? sayIn('ru', message)) : message,
  }))
}
