import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openOffice } from './tools/office.ts'
import { runCommand } from './tools/process.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookswitch-check-'))
})
after(() => rm(folder, { recursive: true, force: true }))

const check = async (home: string, environment: Readonly<Record<string, string>> = {}) => {
  const { code, out, err } = await runCommand(['check', '--json'], { folder: home, environment })
  assert.notEqual(out, '', err)
  const { findings, fine } = JSON.parse(out) as {
    findings: { what: string; fine: boolean; warning?: boolean; sentence: string }[]
    fine: boolean
  }
  assert.equal(code, fine ? 0 : 1)
  const found = (what: string) => findings.find((one) => one.what === what)
  return { fine, found, wrong: findings.filter((one) => !one.fine).map(({ what }) => what) }
}

test('a key file that went missing while the store holds secrets is named, with what to do', async () => {
  const home = await mkdtemp(join(folder, 'key-'))
  const office = await openOffice({ folder: home })
  await office.integration('telegram', { bot_token: '123456:example-token-of-nobody', chat_id: '1' })
  await office.stop()
  assert.equal((await check(home)).fine, true)
  await rm(join(home, 'secret.key'))
  const { wrong, found } = await check(home)
  assert.deepEqual(wrong, ['key file'])
  assert.match(found('key file')!.sentence, /is missing.*Put it back from your copy/)
})

test('kinds that cannot be read, and a folder of kinds that is not there, are named', async () => {
  const own = join(folder, 'kinds')
  await mkdir(own)
  await writeFile(join(own, 'broken.ts'), 'export default {')
  const broken = await check(folder, { HOOKSWITCH_KINDS: own })
  assert.deepEqual(broken.wrong, ['kinds'])
  assert.match(broken.found('kinds')!.sentence, /your own kind .*broken\.ts could not be read/)
  const nowhere = await check(folder, { HOOKSWITCH_KINDS: join(folder, 'nowhere') })
  assert.match(nowhere.found('kinds')!.sentence, /HOOKSWITCH_KINDS names a folder that does not exist/)
})

test('while the server runs, its port and its store are as they should be', async () => {
  await using office = await openOffice()
  const { wrong, found } = await check(office.folder, { HOOKSWITCH_LISTEN: new URL(office.url).host })
  assert.deepEqual(wrong, [])
  assert.match(found('port')!.sentence, /a Hookswitch runs at/)
  assert.match(found('store')!.sentence, /is used by the Hookswitch that runs/)
})

test('an address without https is a warning and no failure', async () => {
  const { fine, found } = await check(folder, { HOOKSWITCH_PUBLIC_URL: 'http://hooks.example.com' })
  assert.deepEqual([fine, found('address')?.warning], [true, true])
})

test('a store in a place that cannot be written is named', async () => {
  await writeFile(join(folder, 'file'), '')
  const { fine, wrong } = await check(folder, { HOOKSWITCH_STORE: `sqlite:${join(folder, 'file', 'hookswitch.db')}` })
  assert.equal(fine, false)
  assert.ok(wrong.includes('folder'))
})
