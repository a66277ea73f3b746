import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Office, openOffice } from './tools/office.ts'
import { environmentIn, runCommand } from './tools/process.ts'

const recordedCall = join(import.meta.dirname, 'data/asterisk/ami_predictive_2015b.log')
let office: Office
let folder: string

before(async () => {
  office = await openOffice()
  folder = await mkdtemp(join(tmpdir(), 'hookswitch-russian-'))
})
after(async () => {
  await office[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const hookswitch = (argv: string[], environment = {}) =>
  runCommand(argv, { folder, environment: { HOOKSWITCH_LANGUAGE: 'ru', ...environment } })
const there = () => ['--url', office.url, '--key', office.key]
/** Runs it against the office, and returns what it printed. */
const told = async (...argv: string[]) => {
  const { code, out, err } = await hookswitch([...argv, ...there()])
  assert.equal(code, 0, err)
  return out
}

test('the first lines of the server are Russian, its key and its link the same', async () => {
  const home = await mkdtemp(join(folder, 'serve-'))
  const environment = { HOOKSWITCH_LANGUAGE: 'ru', HOOKSWITCH_ADMIN_KEY: '' }
  const main = join(import.meta.dirname, '../src/main.ts')
  const child = spawn(process.execPath, [main, 'serve'], { env: environmentIn(home, environment), stdio: 'pipe' })
  try {
    const [first] = (await once(child.stdout, 'data')) as [Buffer]
    const lines = first.toString().trim().split('\n')
    assert.match(lines[0]!, /^Hookswitch \S+ готов: http:\/\/127\.0\.0\.1:\d+$/)
    assert.match(lines[1]!, /^Ваш ключ API, больше его не покажут: hsk_\S+$/)
    assert.match(lines[2]!, /^Создать первого администратора: http\S+#token=\S+$/)
  } finally {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
})

test('a server that cannot start says why in Russian, in one line', async () => {
  const port = new URL(office.url).host
  const taken = await hookswitch(['serve'], { HOOKSWITCH_LISTEN: port })
  assert.deepEqual([taken.code, taken.err.trim().split('\n').length], [1, 1], taken.err)
  assert.match(taken.err, /^hookswitch serve: \S+ занят другой программой: остановите её/)
  const cases: [string[], object, RegExp][] = [
    [['fly'], {}, /^hookswitch: нет команды «fly»/],
    [['serve', '--no-such-flag'], {}, /нет такого флага: --no-such-flag/],
    [['serve', '--key'], {}, /нет такого флага: --key/],
    [['accounts', 'list', '--key'], {}, /после флага --key <value> нет значения/],
    [['accounts', 'list', '--key', '--json'], {}, /значение флага --key похоже на другой флаг/],
    [['serve', 'now'], {}, /слово «now» лишнее/],
    [['serve'], { HOOKSWITCH_LISTN: 'x' }, /настройки HOOKSWITCH_LISTN нет/],
    [['serve'], { HOOKSWITCH_TIME_ZONE: 'Mars/Base' }, /часовой пояс IANA/],
    [['serve', '--language', 'ru', '--listen', 'nowhere'], { HOOKSWITCH_LANGUAGE: 'en' }, /АДРЕС:ПОРТ/],
  ]
  for (const [argv, environment, line] of cases) {
    const { code, err } = await hookswitch(argv, environment)
    assert.deepEqual([code, err.trim().split('\n').length], [2, 1], err)
    assert.match(err, line)
  }
})

test('accounts are made, listed, closed and opened in Russian', async () => {
  assert.match(
    await told('accounts', 'create', 'anna', '--name', 'Анна', '--role', 'admin'),
    /^Учётная запись готова: Анна \(anna\), роль admin\.\nЧтобы задать пароль, откройте ссылку; .*: http\S+#token=\S+\n$/,
  )
  await told('accounts', 'create', 'oleg')
  assert.match(await told('accounts', 'link', 'oleg'), /^oleg: старый пароль действует, пока не задан новый\.\n/)
  assert.match(await told('accounts', 'disable', 'oleg'), /^Учётная запись закрыта, все сеансы завершены: oleg\n$/)
  assert.match(await told('accounts', 'list'), /^oleg +viewer +закрыта +oleg$/m)
  assert.match(await told('accounts', 'enable', 'oleg'), /^Учётная запись снова открыта: oleg\n$/)
  const nobody = await hookswitch(['accounts', 'link', 'nobody', ...there()])
  assert.match(nobody.err, /нет учётной записи «nobody»/)
  const last = await hookswitch(['accounts', 'disable', 'anna', ...there()])
  assert.equal(
    last.err,
    'hookswitch accounts: сервер отказал (409): Это последний администратор: сначала назначьте другого\n',
  )
})

test('events are sent and replayed in Russian, and what the server refuses is told so', async () => {
  assert.equal(await told('send', 'call_function', 'function=queue', 'phone=+70001112333'), 'принято 1, уже были 0\n')
  assert.match(await told('replay', recordedCall, '--source', 'asterisk-ami'), /^событий 15: принято 15, уже были 0\n$/)
  const { code, err } = await hookswitch(['send', 'no_such_type', ...there()])
  assert.equal(code, 1)
  assert.match(err, /сервер отказал \(422\): Нет типа событий «no_such_type»/)
  const away = await hookswitch(['send', 'quota', '--url', 'http://127.0.0.1:9', '--key', 'x'])
  assert.match(away.err, /по адресу http:\/\/127\.0\.0\.1:9 Hookswitch не отвечает/)
})

test('a set-up is written and brought in, and a client is erased, in Russian', async () => {
  const wall = await office.integration('wall', { looks_like: 'telegram' }, { name: 'Ночная смена' })
  await office.binding(wall, { text: 'Звонил +70001114444' }, { name: 'Пропущенные' })
  await office.happens('call_function', { function: 'queue', phone: '+70001114444' })
  await office.untilJournal('delivered')
  const file = join(folder, 'set-up.yaml')
  assert.match(await told('export', file), /^Всё, что настроили люди, — в .*set-up\.yaml; секретов там нет\.\n$/)
  assert.match(
    await told('import', file),
    /^= integrations “Ночная смена”\n[\s\S]*Новых 0, изменено 0, без изменений \d\.\n$/,
  )
  assert.match(await told('import', file, '--dry-run'), /без изменений \d\. Ничего не записано: это была проба\.\n$/)
  assert.match(
    await told('erase', '--phone', '+70001114444'),
    /^Данные \*+444 стёрты: событий 1, доставок 1, попыток 1\.\nЭтот номер остался в том, что настроили люди; посмотрите сами:\n {2}bindings .*“Пропущенные”\n$/,
  )
})

test('a copy is made and put back, and keys are kept, in Russian', async () => {
  const made = await hookswitch(['keys', 'create', 'АТС', '--role', 'ingest'])
  assert.match(made.out, /^Ваш ключ API, больше его не покажут: hsk_/)
  const [, id] = /^(\S+) +ingest +действует +АТС$/m.exec((await hookswitch(['keys', 'list'])).out) ?? []
  assert.equal((await hookswitch(['keys', 'revoke', id!])).out, `Ключ ${id} (АТС) отозван\n`)
  assert.match((await hookswitch(['keys', 'list'])).out, /отозван +АТС/)
  const copy = join(folder, 'copy.db')
  const backup = await hookswitch(['backup', copy])
  assert.match(backup.out, /^Хранилище скопировано в .*copy\.db \(\d\.\d МБ\)\.\nВ копии нет файла с ключом /)
  assert.match((await hookswitch(['backup', copy])).err, /файл .*copy\.db уже есть; выберите другое имя/)
  const restored = await hookswitch(['restore', copy])
  assert.match(
    restored.out,
    /^Хранилище восстановлено из .*copy\.db\.\nПрежнее хранилище — .*\nСекреты откроет только файл с ключом/,
  )
  await writeFile(join(folder, 'letter.db'), 'this is not a database, it is a letter to a friend')
  assert.match(
    (await hookswitch(['restore', join(folder, 'letter.db')])).err,
    /не исправная копия, восстановления не было/,
  )
})

test('check says in Russian what it found, and programs read what they always read', async () => {
  const fine = await hookswitch(['check'])
  assert.equal(fine.code, 0, fine.out)
  const found = fine.out.split('\n\n')[1]!.trim().split('\n')
  assert.ok(found.length >= 7, fine.out)
  for (const line of found.filter((one) => !/^. (адрес|часы):/.test(one)))
    assert.match(line, /^[✓!] [а-яё ]+: .*[а-яё]{3}/)
  const { findings } = JSON.parse((await hookswitch(['check', '--json'])).out)
  assert.deepEqual(findings.map(({ what }: { what: string }) => what).slice(0, 2), ['kinds', 'folder'])
  assert.match(findings[0].sentence, /event types/)
  const broken = await hookswitch(['check'], { HOOKSWITCH_KINDS: join(folder, 'nowhere') })
  assert.equal(broken.code, 1)
  assert.match(broken.out, /^✗ виды: папки из HOOKSWITCH_KINDS нет: /m)
})

test('the demo greets and reports in Russian', { timeout: 120_000 }, async () => {
  const environment = { HOOKSWITCH_STORE: `sqlite:${join(folder, 'demo', 'demo.db')}`, HOOKSWITCH_ADMIN_KEY: '' }
  const { code, out, err } = await hookswitch(['demo', '--fast', '--exit', '--calls', '20'], environment)
  assert.equal(code, 0, err)
  assert.match(out, /^Hookswitch \S+ готов: http/)
  assert.match(out, /^Записанный звонок Asterisk: событий \d+, из них новых \d+\. Дальше — день колл-центра\.$/m)
  assert.match(out, /^От события до сообщения +p50 \d+ мс, p99 \d+ мс$/m)
  assert.doesNotMatch(out, /throttled|quiet hours|digest member/)
})
