import type { Language } from '../../../words/words.tsx'

const units = [
  { seconds: 86_400, en: 'd', ru: 'д', read: /^(d|days?|д|дн|дней|день|дня)\.?$/ },
  { seconds: 3600, en: 'h', ru: 'ч', read: /^(h|hours?|ч|час|часа|часов)\.?$/ },
  { seconds: 60, en: 'min', ru: 'мин', read: /^(m|min|minutes?|м|мин|минут[аы]?)\.?$/ },
  { seconds: 1, en: 's', ru: 'с', read: /^(s|sec|seconds?|с|сек|секунд[аы]?)?\.?$/ },
] as const

/** `[0, 60, 7200]` → `0 s, 1 min, 2 h`: each in the largest unit that needs no fraction. */
export function writeSchedule(schedule: readonly number[], language: Language): string {
  return schedule.map((seconds) => writeWait(seconds, language)).join(', ')
}

function writeWait(seconds: number, language: Language): string {
  const unit = units.find((one) => seconds > 0 && seconds % one.seconds === 0) ?? units[3]
  return `${seconds / unit.seconds} ${unit[language]}`
}

/** Reads what a person wrote, in either language; a bare number is seconds. Null when a part is no length of time. */
export function readSchedule(text: string): number[] | null {
  const waits = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readWait)
  return waits.length > 0 && waits.every((wait) => wait !== null) ? waits : null
}

function readWait(part: string): number | null {
  const [, amount, name = ''] = /^(\d+(?:\.\d+)?)\s*([a-zа-я]*\.?)$/.exec(part.toLowerCase()) ?? []
  const unit = units.find(({ read }) => read.test(name))
  return amount === undefined || !unit ? null : Number(amount) * unit.seconds
}
