import { inRussianWith } from '../api/russian/in-russian.ts'
import type { Recognize } from '../api/russian/recognize.ts'
import type { Language } from '../core/sentence.ts'
import { faults } from './russian/faults.ts'
import { machine } from './russian/machine.ts'

let recognize: Recognize | undefined

/**
 * A sentence of any room (a fault, a warning, a finding of `check`) as the person at the terminal reads it; one that has no
 * Russian stays as it is. What a command says itself stands in `words` beside it.
 */
export function saidIn(language: Language, english: string): string {
  if (language === 'en') return english
  recognize ??= inRussianWith([faults, machine])
  return recognize(english) ?? english
}

/** The language that was asked for, read before anything is known to be right: what is wrong has to be said in it. */
export function languageTyped(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const flag = '--language'
  const at = argv.lastIndexOf(flag)
  const joined = argv.findLast((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1)
  const typed = joined ?? (at === -1 ? undefined : argv[at + 1])
  return (typed ?? environment['HOOKSWITCH_LANGUAGE']) === 'ru' ? 'ru' : 'en'
}
