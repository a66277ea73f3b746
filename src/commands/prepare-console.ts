import { buildConsole, isConsoleStale } from '../console-build.ts'
import type { Language } from '../core/sentence.ts'

const words = {
  en: { building: 'Building the console, this once…', failed: 'The server starts without its console:' },
  ru: { building: 'Собираю консоль, это один раз…', failed: 'Сервер запускается без консоли:' },
} as const

/** Builds the console of a checkout when its sources are newer. A console that cannot be built does not keep the server from starting. */
export async function prepareConsole(language: Language, isQuiet: boolean): Promise<void> {
  if (!isConsoleStale()) return
  if (!isQuiet) process.stderr.write(`${words[language].building}\n`)
  try {
    await buildConsole()
  } catch (error) {
    process.stderr.write(`${words[language].failed} ${(error as Error).message}\n`)
  }
}
