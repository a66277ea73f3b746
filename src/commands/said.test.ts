import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { languageTyped, saidIn } from './said.ts'

const source = join(import.meta.dirname, '..')

const literal = String.raw`(?:'(?:[^'\\\n]|\\.)+'|\x60(?:[^\x60\\]|\\.)+\x60)`
const text = `(${literal}(?:\\s*\\+\\s*${literal})*)`
/** Where faults and warnings are said, and what `check` finds. */
const thrown = new RegExp(
  `(?:new (?:Cli|Config)?Error\\(|const fault = |Warnings\\(.*\\n(?:.*\\n)+?  return \\[)\\s*${text}`,
  'g',
)
const found = new RegExp(
  `(?:sentence(?::| =) (?:fine \\? [^:]+ : )?|const left = |E[A-Z]+: |    return (?=\`))${text}`,
  'g',
)

const places: readonly (readonly [files: string, pattern: RegExp])[] = [
  ['{cli,config,catalogue,start}.ts', thrown],
  ['commands/*.ts', thrown],
  ['access/{key-file,keys,seal}.ts', thrown],
  ['stores/sqlite/{keeper,migrate,ownership,restore}.ts', thrown],
  ['commands/check*.ts', found],
]

/** What the code says there, with `x1`, `x2` for its values. */
function sentencesIn(code: string, pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map(([, written = '']) => {
    let no = 0
    return written
      .replaceAll(/['`]\s*\+\s*['`]/g, '')
      .slice(1, -1)
      .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, () => `x${++no}`)
  })
}

/** These stand behind the address in one sentence. */
const ends = /^(is used by another|may not be used|is not an address)/
/** Put together from a part of its own, or the words of the system alone. */
const isMadeOfParts = (one: string) => /^x1: x2$|^x1 \$\{reasons/.test(one)

test('whatever stops a command, or is found by check, has Russian', () => {
  const english = places
    .flatMap(([files, pattern]) =>
      globSync(files, { cwd: source })
        .filter((file) => !file.endsWith('.test.ts'))
        .flatMap((file) => sentencesIn(readFileSync(join(source, file), 'utf8'), pattern)),
    )
    .filter((one) => !isMadeOfParts(one))
    .map((one) => (ends.test(one) ? `x0 ${one}` : one))
  assert.ok(english.length > 70, `only ${english.length} sentences were found`)
  assert.deepEqual(
    english.filter((one) => !/[а-яё]/i.test(saidIn('ru', one))),
    [],
  )
})

test('what stands in a sentence is said in Russian, too, and English stays as it is', () => {
  const fault = 'the server refused it (409): This is the last administrator: make another one first'
  assert.equal(saidIn('ru', fault), 'сервер отказал (409): Это последний администратор: сначала назначьте другого')
  assert.equal(saidIn('en', fault), fault)
  assert.equal(saidIn('ru', 'somebody else said this'), 'somebody else said this')
})

test('the language is that of the flag, else of the environment, whatever else is wrong', () => {
  const cases: [string[], string | undefined, 'en' | 'ru'][] = [
    [[], undefined, 'en'],
    [[], 'ru', 'ru'],
    [[], 'fr', 'en'],
    [['--language', 'ru'], undefined, 'ru'],
    [['--no-such-flag', '--language=ru'], 'en', 'ru'],
    [['--language', 'en'], 'ru', 'en'],
    [['--language'], undefined, 'en'],
  ]
  for (const [argv, set, language] of cases) {
    assert.equal(languageTyped(argv, { HOOKSWITCH_LANGUAGE: set }), language, `${argv.join(' ')} ${set}`)
  }
})
