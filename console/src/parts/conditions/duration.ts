import type { Language } from '../../words/words.tsx'

const units = [
  { seconds: 86_400, en: 'd', ru: 'д' },
  { seconds: 3600, en: 'h', ru: 'ч' },
  { seconds: 60, en: 'min', ru: 'мин' },
  { seconds: 1, en: 's', ru: 'с' },
] as const

/** Seconds as people say them: `90` is “1 min 30 s”. */
export function sayDuration(seconds: number, language: Language): string {
  if (!Number.isInteger(seconds) || seconds <= 0) return `${seconds} ${units[3][language]}`
  const parts: string[] = []
  let left = seconds
  for (const unit of units) {
    const whole = Math.floor(left / unit.seconds)
    left -= whole * unit.seconds
    if (whole > 0) parts.push(`${whole} ${unit[language]}`)
  }
  return parts.join(' ')
}

const written: Readonly<Record<string, number>> = {
  d: 86_400,
  д: 86_400,
  дн: 86_400,
  h: 3600,
  ч: 3600,
  час: 3600,
  m: 60,
  min: 60,
  м: 60,
  мин: 60,
  s: 1,
  sec: 1,
  с: 1,
  сек: 1,
}

/** Reads “90”, “1:30”, “1 min 30 s” and «1 мин 30 с» as seconds; null for anything else. */
export function readDuration(text: string): number | null {
  const typed = text.trim().toLowerCase().replace(',', '.')
  if (/^-?\d+(?:\.\d+)?$/.test(typed)) return Number(typed)
  const clock = /^(\d+):([0-5]\d)(?::([0-5]\d))?$/.exec(typed)
  if (clock) {
    const [, first, second, third] = clock
    const minutes = Number(first) * 60 + Number(second)
    return third === undefined ? minutes : minutes * 60 + Number(third)
  }
  if (!/^(?:\d+\s*\p{L}+\.?\s*)+$/u.test(typed)) return null
  let seconds = 0
  for (const [, count, unit] of typed.matchAll(/(\d+)\s*(\p{L}+)/gu)) {
    const worth = written[unit!]
    if (worth === undefined) return null
    seconds += Number(count) * worth
  }
  return seconds
}
