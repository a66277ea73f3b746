import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flagOf, type Setting, settings } from '../src/config.ts'
import type { Language } from '../src/core/sentence.ts'

/**
 * Fills the table of docs/en/settings.md and docs/ru/settings.md from `src/config.ts`, between the marks
 * `<!-- begin settings -->` and `<!-- end settings -->`. Everything outside the marks is written by hand and left alone.
 */
export const languages: readonly Language[] = ['en', 'ru']

/** The manual's page as it should be now. */
export function filledPage(language: Language): string {
  const page = readFileSync(pathOf(language), 'utf8')
  const [begin, end] = ['<!-- begin settings -->', '<!-- end settings -->']
  const [before, rest] = page.split(`${begin}\n`)
  const [, after] = (rest ?? '').split(end)
  if (before === undefined || after === undefined) throw new Error(`${pathOf(language)} has no ${begin} … ${end}`)
  return `${before}${begin}\n${tableOf(language)}\n${end}${after}`
}

export function pathOf(language: Language): string {
  return join(import.meta.dirname, '../docs', language, 'settings.md')
}

const heads = {
  en: ['Setting', 'Flag', 'Default', 'What it is'],
  ru: ['Настройка', 'Флаг', 'По умолчанию', 'Что это'],
} as const

function tableOf(language: Language): string {
  const rows = (settings as readonly Setting[]).map((setting) => [
    `\`${setting.name}\``,
    `\`--${flagOf(setting.name)}\``,
    setting.default === '' ? '—' : `\`${setting.default}\``,
    setting.sentence[language],
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(heads[language]), line(heads[language].map(() => '---')), ...rows.map(line)].join('\n')
}

if (import.meta.main) for (const language of languages) writeFileSync(pathOf(language), filledPage(language))
