import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Field } from '../core/field.ts'
import type { Json } from '../core/json.ts'
import { Problem } from '../core/problem.ts'
import { openText, sealText } from './envelope.ts'
import type { KeyRing } from './key-file.ts'
import { openSeal, sealingWith } from './seal.ts'
import { memoryRecords } from './test-tools/memory-records.ts'

const label = { en: 'Field', ru: 'Поле' }

const fields: readonly Field[] = [
  { name: 'url', type: 'url', label },
  { name: 'bot_token', type: 'secret', label },
  { name: 'card', type: 'text', secret: true, label },
  { name: 'headers', type: 'pairs', label },
  { name: 'common_parameters', type: 'json', label },
  {
    name: 'auth',
    type: 'object',
    label,
    fields: [
      { name: 'user', type: 'text', label },
      { name: 'password', type: 'secret', label },
    ],
  },
]

const settings: Record<string, Json> = {
  url: 'https://example.com/hook',
  bot_token: '123:telegram',
  card: 'card-secret',
  headers: { Authorization: 'Bearer header-secret', 'X-Api-Key': 'api-secret', Accept: 'application/json' },
  common_parameters: { chat_id: 42, token: 'body-secret', nested: [{ password: 777_000_111 }] },
  auth: { user: 'anna', password: 'pass-secret' },
}

const secrets = [
  '123:telegram',
  'card-secret',
  'header-secret',
  'api-secret',
  'body-secret',
  '777000111',
  'pass-secret',
]

function ring(id = 'k1'): KeyRing {
  return { newest: id, keys: new Map([[id, randomBytes(32)]]) }
}

async function home(run: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'seal-'))
  try {
    await run(join(folder, 'inside', 'secret.key'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('what is sealed comes back as it was, numbers and nesting too', () => {
  const sealing = sealingWith(ring())
  const sealed = sealing.seal(fields, settings, 'integrations:int_1')
  assert.deepEqual(sealing.open(fields, sealed, 'integrations:int_1'), settings)
})

test('on disk no secret can be read, everything else can', () => {
  const sealed = JSON.stringify(sealingWith(ring()).seal(fields, settings, 'integrations:int_1'))
  for (const secret of secrets) assert.ok(!sealed.includes(secret), secret)
  for (const plain of ['https://example.com/hook', 'application/json', '"chat_id":42', 'anna']) {
    assert.ok(sealed.includes(plain), plain)
  }
})

test('a reader sees that a secret is set, and nothing of it', () => {
  assert.deepEqual(sealingWith(ring()).hide(fields, { ...settings, card: '' }), {
    url: 'https://example.com/hook',
    bot_token: '•••',
    card: '',
    headers: { Authorization: '•••', 'X-Api-Key': '•••', Accept: 'application/json' },
    common_parameters: { chat_id: 42, token: '•••', nested: [{ password: '•••' }] },
    auth: { user: 'anna', password: '•••' },
  })
})

test('what a reader sends back unchanged keeps every secret', () => {
  const sealing = sealingWith(ring())
  assert.deepEqual(sealing.keepHidden(fields, sealing.hide(fields, settings), settings), settings)
})

test('a secret typed anew replaces the old one, a removed one is gone', () => {
  const sent = { bot_token: '456:new', headers: { Authorization: '•••' } }
  assert.deepEqual(sealingWith(ring()).keepHidden(fields, sent, settings), {
    bot_token: '456:new',
    headers: { Authorization: 'Bearer header-secret' },
  })
})

test('a hidden mark where no secret is kept is refused, so that the mark itself never becomes the secret', () => {
  const sent = { bot_token: '•••', headers: { 'X-New-Token': '•••' } }
  assert.throws(
    () => sealingWith(ring()).keepHidden(fields, sent, {}),
    (error) => {
      assert.ok(error instanceof Problem)
      assert.deepEqual(
        error.errors.map(({ path }) => path),
        ['settings.bot_token', 'settings.headers.X-New-Token'],
      )
      return true
    },
  )
})

test('every secret is named for hiding in logs, the token inside a Bearer header too', () => {
  const found = sealingWith(ring()).secretsIn(fields, settings)
  assert.deepEqual([...found].sort(), [...secrets, 'Bearer header-secret'].sort())
})

test('a value saved before its field became a secret is still usable', () => {
  assert.deepEqual(sealingWith(ring()).open(fields, { bot_token: 'old' }, 'integrations:int_1'), { bot_token: 'old' })
})

test('a sealed secret copied to another integration or another field does not open there', () => {
  const sealing = sealingWith(ring())
  const sealed = sealing.seal(fields, settings, 'integrations:int_1')
  assert.throws(() => sealing.open(fields, sealed, 'integrations:int_2'), /cannot be opened/)
  assert.throws(() => sealing.open(fields, { card: sealed['bot_token']! }, 'integrations:int_1'), /cannot be opened/)
})

test('the same secret sealed twice does not look the same', () => {
  const keys = ring()
  assert.notEqual(sealText('same', 'a', keys), sealText('same', 'a', keys))
})

test('a sealed text with any one character changed does not open', () => {
  const keys = ring()
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (text, at, letter) => {
      const sealed = sealText(text, 'here', keys)
      const place = at % sealed.length
      fc.pre(sealed[place] !== letter)
      assert.throws(() => openText(sealed.slice(0, place) + letter + sealed.slice(place + 1), 'here', keys))
    }),
    { numRuns: 500 },
  )
})

test('the last character of each part counts too, although base64 leaves bits of it unused', () => {
  const keys = ring()
  const sealed = sealText('ab', 'here', keys)
  const last = sealed.at(-1)!
  for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.replace(last, '')) {
    assert.throws(() => openText(sealed.slice(0, -1) + letter, 'here', keys), letter)
  }
})

test('any text comes back, and only in its own place', () => {
  const keys = ring()
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, place, other) => {
      const sealed = sealText(text, place, keys)
      assert.equal(openText(sealed, place, keys), text)
      if (place !== other) assert.throws(() => openText(sealed, other, keys))
    }),
  )
})

test('whatever the settings, sealing and opening gives them back, and a reader keeps them', () => {
  const sealing = sealingWith(ring())
  const value = fc.jsonValue({ depthSize: 'small' }).filter((json) => !JSON.stringify(json).includes('•••'))
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...fields.map(({ name }) => name), 'other'), value), (any) => {
      const before = any as Record<string, Json>
      const sealed = sealing.seal(fields, before, 'x')
      assert.equal(JSON.stringify(sealing.open(fields, sealed, 'x')), JSON.stringify(before))
      const kept = sealing.keepHidden(fields, sealing.hide(fields, before), before)
      assert.equal(JSON.stringify(kept), JSON.stringify(before))
    }),
  )
})

test('the key of another installation opens nothing, whether or not it has the same name', () => {
  const sealed = sealText('secret', 'here', ring('k1'))
  assert.throws(() => openText(sealed, 'here', ring('k1')), /another installation/)
  assert.throws(
    () => openText(sealed, 'here', ring('k2')),
    /sealed with the key k1, which is not in the secret key file/,
  )
})

test('the first start makes a key file that only its owner can read', async () => {
  await home(async (file) => {
    const records = memoryRecords()
    const first = await openSeal({ file, records })
    assert.deepEqual(first.warnings, [])
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const sealed = first.seal(fields, settings, 'integrations:int_1')
    const second = await openSeal({ file, records })
    assert.deepEqual(second.open(fields, sealed, 'integrations:int_1'), settings)
  })
})

test('a missing key file is not replaced by a new one while the store holds secrets', async () => {
  await home(async (file) => {
    const records = memoryRecords()
    await openSeal({ file, records })
    await rm(file)
    await assert.rejects(openSeal({ file, records }), /secret\.key is missing, and the secrets .* Put it back/)
    await assert.rejects(stat(file), { code: 'ENOENT' })
  })
})

test('the key file of another installation is refused at the start', async () => {
  await home(async (file) => {
    const records = memoryRecords()
    await openSeal({ file, records })
    await rm(file)
    await openSeal({ file, records: memoryRecords() })
    await assert.rejects(openSeal({ file, records }), /is not the one that sealed the secrets/)
  })
})

test('a damaged key file is refused with the line, and nothing of the line', async () => {
  await home(async (file) => {
    const records = memoryRecords()
    await openSeal({ file, records })
    await writeFile(file, '# keys\nk1 tooshort\n')
    await assert.rejects(openSeal({ file, records }), (error: Error) => {
      assert.match(error.message, /line 2 of the secret key file/)
      return !error.message.includes('tooshort')
    })
    await writeFile(file, '\n')
    await assert.rejects(openSeal({ file, records }), /holds no key/)
  })
})

test('a key file that others can read is opened with a warning that says what to do', async () => {
  await home(async (file) => {
    const records = memoryRecords()
    await openSeal({ file, records })
    await chmod(file, 0o640)
    const { warnings } = await openSeal({ file, records })
    assert.match(warnings.join(), /chmod 600/)
  })
})

test('a key added at the end seals from then on, and the old one still opens', async () => {
  await home(async (file) => {
    const records = memoryRecords()
    const old = (await openSeal({ file, records })).seal(fields, settings, 'integrations:int_1')
    await writeFile(file, `${await readFile(file, 'utf8')}knew ${randomBytes(32).toString('base64')}\n`)
    const rotated = await openSeal({ file, records })
    assert.deepEqual(rotated.open(fields, old, 'integrations:int_1'), settings)
    assert.match(String(rotated.seal(fields, settings, 'integrations:int_1')['bot_token']), /^v1\.knew\./)
  })
})

test('after a rotation the old key can be taken out; what it had sealed says which key is missing', async () => {
  await home(async (file) => {
    const records = memoryRecords()
    const old = (await openSeal({ file, records })).seal(fields, settings, 'integrations:int_1')
    const newLine = `knew ${randomBytes(32).toString('base64')}\n`
    await writeFile(file, `${await readFile(file, 'utf8')}${newLine}`)
    await openSeal({ file, records })
    await writeFile(file, newLine)
    const rotated = await openSeal({ file, records })
    assert.throws(
      () => rotated.open(fields, old, 'integrations:int_1'),
      /which is not in the secret key file \(it has knew\)/,
    )
  })
})
