import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCatalogue } from '../../catalogue.ts'
import { inRussian, inRussianWith } from './in-russian.ts'
import { aroundOutcomes, outcomeSentences } from './outcomes.ts'
import type { Sentences } from './recognize.ts'

const source = join(import.meta.dirname, '../..')
const cyrillic = /[а-яё]/i
const { integrations, sources } = await readCatalogue(null)

/** A text in the code, with `x1`, `x2` in place of its values. */
const value = String.raw`\$\{(?:[^{}\x60]|\x60[^\x60]*\x60|\{[^{}]*\})*\}`
const text = new RegExp(
  String.raw`'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|\x60((?:[^\x60\\$]|\\.|${value}|\$)*)\x60`,
  'g',
)

function textsIn(code: string): string[] {
  return [...code.matchAll(text)].map(([, single, double, ticked]) => {
    let no = 0
    return (single ?? double ?? ticked ?? '').replaceAll(new RegExp(value, 'g'), () => `x${++no}`)
  })
}

/** Comments, labels of forms and the checks of settings, which say their Russian themselves. */
function withoutLabels(code: string): string {
  return code
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/\{ en: [^\n]*\}/g, '')
    .replaceAll(/\{\s*en:[\s\S]*?ru:[^\n]*\n\s*\}/g, '')
    .replaceAll(/\bmessage:\s*(['\x60])(?:(?!\1).)*\1,\s*ru:[^\n]*/g, '')
    .replaceAll(/\bru:\s*['\x60][^\n]*/g, '')
    .replaceAll(/^\s*name: '[^\n]*/gm, '')
    .replaceAll(/\/[^/\n]+\/\w*\.test/g, '')
    .replaceAll(/^import .*$/gm, '')
}

/** True when it is said to nobody: a mistake of ours, an address, a note for the log. */
const elsewhere =
  /^(these settings have no token|no AUTH|no token was given|operator x1 is not free|Asterisk Call Manager x1|https?:\/\/.*|Hookswitch: .*|This is a test .*)/

/** A sentence, or a part of one that is put behind others: three words at least. */
function isSaid(one: string): boolean {
  return (
    /[a-z]{2,}[^a-z]*\s[^ ]+\s[^ ]+/i.test(one) && !elsewhere.test(one) && !/^[a-z-]+( [a-z-]+)*=|[<>]=|\\s/.test(one)
  )
}

/** What says its Russian itself, or says nothing to people. */
const papers = /(examples|fields|settings|in-russian|find-chats|\.test)\.ts$/

for (const [name, { russian }] of integrations) {
  test(`everything that ${name} says of its messages has Russian`, () => {
    assert.ok(russian, `${name} brings no Russian`)
    const recognize = inRussianWith([russian])
    const wholes = Object.keys(russian).map((one) => one.toLowerCase())
    const missing: string[] = []
    let found = 0
    for (const file of globSync(`integrations/${name}/**/*.ts`, { cwd: source })) {
      if (papers.test(file)) continue
      for (const one of textsIn(withoutLabels(readFileSync(join(source, file), 'utf8')))) {
        if (!isSaid(one)) continue
        found += 1
        const isWhole = cyrillic.test(recognize(one) ?? '') && !/^[.;] /.test(one)
        if (!isWhole && !wholes.some((whole) => holds(whole, one))) missing.push(`${file}: ${one}`)
      }
    }
    assert.ok(found > 0, 'no sentence was found: does the test still see them?')
    assert.deepEqual(missing, [])
  })

  test(`the Russian of ${name} has the values of the English, and «ёлочки»`, () => {
    sameValues(russian ?? {})
  })
}

for (const [name, { russian }] of sources) {
  if (russian === undefined) continue
  test(`everything that the source ${name} reports has Russian`, () => {
    const recognize = inRussianWith([russian])
    const places = /\blost\(|\bmessage: |new Error\(|#say\(\w+, |\breturn |&& /
    const files = globSync(`sources/${name}/*.ts`, { cwd: source }).filter((file) => !papers.test(file))
    const said = files.flatMap((file) => saidIn(file, places)).filter((one) => isSaid(one))
    assert.ok(said.length > 0, 'no sentence was found: does the test still see them?')
    assert.deepEqual(
      said.filter((one) => !cyrillic.test(recognize(one) ?? '')),
      [],
    )
    sameValues(russian)
  })
}

test('the Russian of what became of deliveries has the values of the English', () => {
  sameValues(outcomeSentences)
  sameValues(aroundOutcomes)
})

/** Texts of two words at least that stand where a reason is said. */
function saidIn(file: string, places: RegExp): string[] {
  const code = withoutLabels(readFileSync(join(source, file), 'utf8'))
  const said = new RegExp(`(?:${places.source})\\s*(?:${text.source})`, 'g')
  return [...code.matchAll(said)].flatMap(([whole]) => textsIn(whole).slice(-1)).filter((one) => /^\w.*\w \w/.test(one))
}

test('whatever keeps a request from leaving or being answered has Russian', () => {
  const places =
    /OutboundError\(\s*'[\w-]+',|\bwrong\(|#giveUp\('\w+',|\b[A-Z_]{5,}:|'[^'\n]*':|\?\?|[?] | : |\breturn /
  const files = globSync('outbound/*.ts', { cwd: source }).filter((file) => !file.endsWith('.test.ts'))
  const said = files.flatMap((file) => saidIn(file, places))
  assert.ok(said.length > 30, `${said.length} found: does the test still see them?`)
  assert.deepEqual(
    said.filter((one) => !cyrillic.test(inRussian(one) ?? '')),
    [],
  )
})

test('whatever the engine decides about a delivery has Russian', () => {
  const places = /\breason: |Reason = |\bskipped\(|#close\(delivery, '\w+',|\breturn | [?:] /
  const files = ['plan', 'attempts', 'quiet-hours', 'why', 'try-out', 'backoff', 'sending'].map(
    (one) => `engine/${one}.ts`,
  )
  const said = files.flatMap((file) => saidIn(file, places))
  assert.ok(said.length > 20, `${said.length} found: does the test still see them?`)
  assert.deepEqual(
    said.filter((one) => !cyrillic.test(inRussian(one.replace(/: x1$/, ': throttled')) ?? '')),
    [],
  )
})

test('a reason reads well with everything that is said around it', () => {
  const all = inRussianWith([...integrations.values()].map(({ russian }) => russian ?? {}))
  const cases: Readonly<Record<string, string>> = {
    throttled: 'остановлено защитой от повторов',
    'answered 503 (attempts used up)': 'сервис ответил кодом 503 (попытки закончились)',
    'Unknown result: 203.0.113.7 did not answer in 300 ms':
      'Дошло ли сообщение, неизвестно: 203.0.113.7 не ответил за 300 мс',
    'the conditions hold, but the message was skipped: quiet hours':
      'условия выполнены, но сообщение пропущено: тихие часы',
    'could not connect to crm.example.com: nothing listens there (attempts used up)':
      'не удалось соединиться с crm.example.com: там никто не принимает соединений (попытки закончились)',
    'no token: the address of id.example.com was not found: there is no such name':
      'токен не получен: адрес id.example.com не найден: такого имени нет',
    'attachment 2: files.example.com did not answer': 'вложение 2: files.example.com не отвечает',
    'attachment 2 could not be downloaded: its address answered 404':
      'вложение 2 не удалось скачать: его адрес ответил кодом 404',
    'the file is larger than 50 MB': 'файл больше 50 МБ',
    'Telegram refused the message: message is too long': 'Telegram не принял сообщение: message is too long',
    'Telegram refused the message: chat not found. Check the chat, and that the bot was added to it':
      'Telegram не принял сообщение: chat not found. Проверьте, тот ли это чат и добавлен ли в него бот',
    'answered 200, but $.ok is false, not true': 'сервис ответил кодом 200, но $.ok — это false, а нужно true',
    'mail.example.com refused the letter: 550 5.1.1 no such user':
      'mail.example.com не принял письмо: 550 5.1.1 no such user',
    'Copy holds “nobody”, which is not a mail address': 'поле «Копия»: «nobody» — не почтовый адрес',
    'text: there is no filter “upper” (line 2, column 7)': 'text: нет фильтра «upper» (строка 2, столбец 7)',
  }
  for (const [english, russian] of Object.entries(cases)) assert.equal(all(english), russian)
})

function sameValues(sentences: Sentences): void {
  for (const [english, russian] of Object.entries(sentences)) {
    const marks = (one: string) => (one.match(/\$~?\d/g) ?? []).toSorted()
    assert.deepEqual(marks(russian), marks(english), english)
    assert.match(russian.replaceAll(/\$~?\d/g, ''), cyrillic, english)
    assert.doesNotMatch(russian, /["“”]/, `${english}: quotes are «ёлочки»`)
  }
}

/** True when a part of a sentence, whatever its values, stands in the whole one. */
function holds(whole: string, part: string): boolean {
  const pieces = part.toLowerCase().split(/x\d/)
  return pieces.every((piece) => whole.includes(piece.trim()))
}
