import type { Language } from '../sentence.ts'

/** Seconds as a clock shows them: `95` → `1:35`, `3725` → `1:02:05`, `47` → `0:47`. */
export function durationClock(seconds: number): string {
  const { sign, hours, minutes, rest } = split(seconds)
  const tail = String(rest).padStart(2, '0')
  if (hours === 0) return `${sign}${minutes}:${tail}`
  return `${sign}${hours}:${String(minutes).padStart(2, '0')}:${tail}`
}

/** Seconds in words, without the parts that are zero: `95` → `1 min 35 s`, `1 мин 35 с`. */
export function durationWords(seconds: number, language: Language): string {
  const { sign, hours, minutes, rest } = split(seconds)
  const [hour, minute, second] = units[language]
  const parts = [
    [hours, hour],
    [minutes, minute],
    [rest, second],
  ].filter(([count]) => count !== 0)
  if (parts.length === 0) return `0 ${second}`
  return sign + parts.map(([count, unit]) => `${count} ${unit}`).join(' ')
}

const units: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: ['h', 'min', 's'],
  ru: ['ч', 'мин', 'с'],
}

function split(seconds: number) {
  const whole = Math.trunc(Math.abs(seconds))
  return {
    sign: seconds < 0 && whole > 0 ? '-' : '',
    hours: Math.floor(whole / 3600),
    minutes: Math.floor((whole % 3600) / 60),
    rest: whole % 60,
  }
}
