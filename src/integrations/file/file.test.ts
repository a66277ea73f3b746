import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { startFake } from '../../../test/tools/fakes/frame.ts'
import { type FakeWebdav, startFakeWebdav } from '../../../test/tools/fakes/webdav.ts'
import { otherTools } from '../../../test/tools/sending.ts'
import { checkFields } from '../../core/field-check.ts'
import { outcomeOfError } from '../../core/http-outcome.ts'
import type { Sending } from '../../core/integration.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Outcome } from '../../core/outcome.ts'
import { openOutbound } from '../../outbound/outbound.ts'
import type { FileParameters, FileSettings } from './fields.ts'
import file from './file.ts'

const outbound = openOutbound({ allowNets: ['127.0.0.0/8'] })
let home: string
/** What the operator allows. */
let allowed: string

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookswitch-file-'))
  allowed = join(home, 'allowed')
  await mkdir(join(allowed, 'calls'), { recursive: true })
  await mkdir(join(home, 'private'))
})
after(async () => {
  await outbound.close()
  await rm(home, { recursive: true, force: true })
})

async function store(settings: JsonObject, parameters: JsonObject, deliveryId = 'dhjpvddxfy8'): Promise<Outcome> {
  const sending: Sending<FileSettings, FileParameters> = {
    ...otherTools,
    settings: checkFields(file.settings, settings, { path: 'settings' }) as unknown as FileSettings,
    parameters: parameters as unknown as FileParameters,
    http: outbound.http,
    files: { read: async () => null, folders: [allowed] },
    signal: new AbortController().signal,
    clock: { now: () => Date.UTC(2026, 2, 16, 9, 41, 7), after: () => () => {} },
    deliveryId,
    event: { id: 'evt_example', no: 1, type: 'call_function', time: 0 },
    isTest: false,
    rememberSetting: () => {},
  }
  return file.send(sending).catch(outcomeOfError)
}

const inFolder = (directory: string, more: JsonObject = {}) => ({ target: 'local', directory, ...more })
const hello = { name: 'note.txt', content: 'Привет' }

// ── a folder of the server ────────────────────────────────────────────────────

test('a text becomes a file under the name given, and nothing else is left behind', async () => {
  const outcome = await store(inFolder(join(allowed, 'calls')), hello)
  assert.deepEqual(outcome, { kind: 'ok', remoteId: join(allowed, 'calls', 'note.txt') })
  assert.equal(await readFile(join(allowed, 'calls', 'note.txt'), 'utf8'), 'Привет')
  assert.deepEqual(await readdir(join(allowed, 'calls')), ['note.txt'])
})

test('a recording is downloaded and lies there byte for byte', async () => {
  const recording = randomBytes(3_000_000)
  await using pbx = await startFake({
    otherwise: { does: 'answer', body: recording, headers: { 'content-type': 'audio/mpeg' } },
  })
  const outcome = await store(inFolder(allowed), { name: 'call 77.mp3', url: `${pbx.url}/rec/77` })
  assert.equal(outcome.kind, 'ok')
  assert.ok((await readFile(join(allowed, 'call 77.mp3'))).equals(recording))
})

test('a second attempt, also after a crash in the middle, ends with the same one file', async () => {
  const directory = join(allowed, 'twice')
  await mkdir(directory)
  await writeFile(join(directory, 'note.txt.dhjpvddxfy8.part'), 'half of')
  await store(inFolder(directory), hello)
  await store(inFolder(directory), hello)
  assert.deepEqual(await readdir(directory), ['note.txt'])
  assert.equal(await readFile(join(directory, 'note.txt'), 'utf8'), 'Привет')
})

test('a file of that name is replaced, or stays, as the settings say', async () => {
  const path = join(allowed, 'same.txt')
  await writeFile(path, 'old')
  const again = { name: 'same.txt', content: 'new' }
  assert.equal((await store(inFolder(allowed, { existing: 'keep' }), again)).kind, 'ok')
  assert.equal(await readFile(path, 'utf8'), 'old')
  assert.equal((await store(inFolder(allowed), again)).kind, 'ok')
  assert.equal(await readFile(path, 'utf8'), 'new')
  assert.deepEqual(
    (await readdir(allowed)).filter((name) => name.endsWith('.part')),
    [],
  )
})

const outside: readonly [string, () => string][] = [
  ['another folder', () => join(home, 'private')],
  ['the folder above', () => home],
  ['a way out by dots', () => `${allowed}/../private`],
  ['a name that only begins alike', () => `${allowed}-not`],
  ['the root', () => '/'],
  ['a folder that is not there', () => '/surely/not/there'],
]

for (const [what, directory] of outside) {
  test(`nothing is written into ${what} when only one folder is allowed, and the integration pauses`, async () => {
    const outcome = await store(inFolder(directory()), hello)
    assert.equal(outcome.kind, 'auth')
    assert.match('reason' in outcome ? outcome.reason : '', /HOOKSWITCH_FILE_FOLDERS/)
    assert.deepEqual(await readdir(join(home, 'private')), [])
  })
}

test('a link that leads out of the allowed folder is not followed', async () => {
  await symlink(join(home, 'private'), join(allowed, 'way-out'))
  assert.equal((await store(inFolder(join(allowed, 'way-out')), hello)).kind, 'auth')
  assert.deepEqual(await readdir(join(home, 'private')), [])
})

test('a link in place of the file, or of its unfinished half, is replaced and never written through', async () => {
  const victim = join(home, 'private', 'victim.txt')
  await writeFile(victim, 'precious')
  const directory = join(allowed, 'trap')
  await mkdir(directory)
  await symlink(victim, join(directory, 'note.txt'))
  await symlink(victim, join(directory, 'note.txt.dhjpvddxfy8.part'))
  assert.equal((await store(inFolder(directory), hello)).kind, 'ok')
  assert.equal(await readFile(victim, 'utf8'), 'precious')
  assert.equal(await readFile(join(directory, 'note.txt'), 'utf8'), 'Привет')
  await rm(victim)
})

test('whatever the name is, there is one plain file in the folder and none elsewhere', async () => {
  const directory = join(allowed, 'names')
  const pieces = fc.constantFrom('..', '/', '\\', '\0', '\r\n', '.', ' ', 'CON', ':', 'я', '.part', '%2e%2e%2f', '~')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 12 }), async (parts) => {
      await rm(directory, { recursive: true, force: true })
      await mkdir(directory)
      const outcome = await store(inFolder(directory), { name: parts.join(''), content: 'x' })
      const names = await readdir(directory)
      if (outcome.kind === 'permanent') return assert.deepEqual(names, [])
      assert.equal(outcome.kind, 'ok', JSON.stringify(outcome))
      assert.equal(names.length, 1)
      assert.match(names[0]!, /^[\p{L}\p{M}\p{N}_-][\p{L}\p{M}\p{N} ._-]*$/u)
      assert.ok(Buffer.byteLength(names[0]!) < 200)
    }),
    { numRuns: 200 },
  )
  assert.deepEqual(await readdir(join(home, 'private')), [])
})

test('a folder that is gone, as a disk not mounted, is tried again; a name taken by a folder is not', async () => {
  assert.equal((await store(inFolder(join(allowed, 'unmounted')), hello)).kind, 'retry')
  await mkdir(join(allowed, 'taken', 'note.txt'), { recursive: true })
  assert.equal((await store(inFolder(join(allowed, 'taken')), hello)).kind, 'permanent')
  assert.deepEqual(await readdir(join(allowed, 'taken')), ['note.txt'])
})

test('a path that is not whole is refused when it is saved', () => {
  const complaints = (settings: JsonObject) => file.check?.(settings as unknown as FileSettings).map(({ path }) => path)
  assert.deepEqual(complaints({ target: 'local', directory: 'recordings' }), ['directory'])
  assert.deepEqual(complaints({ target: 'local', directory: '/srv/a\nb' }), ['directory'])
  assert.deepEqual(complaints({ target: 'webdav', url: 'https://cloud.example.com/?a=b' }), ['url'])
  assert.deepEqual(complaints({ target: 'webdav', url: 'https://cloud.example.com/', password: 'x' }), ['user'])
  assert.deepEqual(complaints({ target: 'local', directory: '/srv/recordings' }), [])
})

// ── what to store ─────────────────────────────────────────────────────────────

test('without a name, without content, or with both kinds of content nothing is stored', async () => {
  for (const parameters of [
    { name: ' ', content: 'x' },
    { name: null, content: 'x' },
    { name: 'a.txt' },
    { name: 'a.txt', url: '', content: '' },
    { name: 'a.txt', url: 'https://example.com/', content: 'x' },
  ]) {
    assert.equal((await store(inFolder(allowed), parameters)).kind, 'permanent', JSON.stringify(parameters))
  }
})

test('a recording that is too large, breaks off or is not there never pauses the folder', async () => {
  const attempt = async (otherwise: NonNullable<Parameters<typeof startFake>[0]>['otherwise']) => {
    await using pbx = await startFake({ ...(otherwise && { otherwise }) })
    return (await store(inFolder(allowed), { name: 'broken.mp3', url: `${pbx.url}/rec` })).kind
  }
  assert.equal(await attempt({ does: 'endless-body' }), 'permanent')
  assert.equal(await attempt({ does: 'reset-in-body' }), 'retry')
  assert.equal(await attempt({ does: 'reset' }), 'retry')
  assert.equal(await attempt({ does: 'answer', status: 401 }), 'permanent')
  assert.equal(await attempt({ does: 'answer', status: 410 }), 'permanent')
  assert.equal(await attempt({ does: 'slow-down', retryAfter: '60' }), 'retry')
  assert.ok(!(await readdir(allowed)).some((name) => name.startsWith('broken')))
})

test('a link into the own network is not followed', async () => {
  for (const url of ['http://169.254.169.254/latest', 'file:///etc/passwd', 'http://10.0.0.1/']) {
    assert.equal((await store(inFolder(allowed), { name: 'a.txt', url })).kind, 'permanent', url)
  }
})

// ── WebDAV ────────────────────────────────────────────────────────────────────

const login = { user: 'robot', password: 'example-password' }
const inCloud = (fake: FakeWebdav, more: JsonObject = {}) => ({
  target: 'webdav',
  url: `${fake.url}/dav/Звонки/2026`,
  ...login,
  ...more,
})

test('a file reaches a cloud folder that has to be made first, whole and under its name only', async () => {
  await using cloud = await startFakeWebdav(login)
  const outcome = await store(inCloud(cloud), { name: 'Анна 77.txt', content: 'Привет' })
  assert.equal(outcome.kind, 'ok')
  assert.deepEqual([...cloud.files.keys()], ['/dav/Звонки/2026/Анна 77.txt'])
  assert.equal(cloud.files.get('/dav/Звонки/2026/Анна 77.txt')?.toString(), 'Привет')
  assert.deepEqual([...cloud.folders], ['/', '/dav/', '/dav/Звонки/', '/dav/Звонки/2026/'])
})

test('nobody sees half a file: it is put under a name of its own and then moved', async () => {
  await using cloud = await startFakeWebdav({ folders: ['/dav/', '/dav/Звонки/', '/dav/Звонки/2026/'] })
  await store(inCloud(cloud), hello)
  assert.deepEqual(
    cloud.received.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`),
    ['PUT /dav/Звонки/2026/note.txt.dhjpvddxfy8.part', 'MOVE /dav/Звонки/2026/note.txt.dhjpvddxfy8.part'],
  )
})

test('in a cloud, too, a file of that name is replaced or stays, and a repeat does no harm', async () => {
  await using cloud = await startFakeWebdav(login)
  const path = '/dav/Звонки/2026/note.txt'
  await store(inCloud(cloud), { ...hello, content: 'old' })
  assert.equal((await store(inCloud(cloud, { existing: 'keep' }), hello)).kind, 'ok')
  assert.deepEqual([...cloud.files.keys()], [path])
  assert.equal(cloud.files.get(path)?.toString(), 'old')
  assert.equal((await store(inCloud(cloud), hello)).kind, 'ok')
  assert.equal((await store(inCloud(cloud), hello)).kind, 'ok')
  assert.deepEqual([...cloud.files.keys()], [path])
  assert.equal(cloud.files.get(path)?.toString(), 'Привет')
})

test('a wrong password, a lock and a full disk are told apart', async () => {
  await using cloud = await startFakeWebdav({
    ...login,
    folders: ['/dav/', '/dav/Звонки/', '/dav/Звонки/2026/'],
    locked: ['/dav/Звонки/2026/note.txt'],
    quotaBytes: 100,
  })
  assert.equal((await store(inCloud(cloud, { password: 'wrong' }), hello)).kind, 'auth')
  assert.equal((await store(inCloud(cloud), hello)).kind, 'retry')
  const full = await store(inCloud(cloud), { name: 'big.txt', content: 'x'.repeat(101) })
  assert.deepEqual([full.kind, 'waitMs' in full && full.waitMs], ['retry', 600_000])
})

test('an upload that breaks off leaves nothing under the file’s name, and the next attempt mends it', async () => {
  await using cloud = await startFakeWebdav({
    folders: ['/dav/', '/dav/Звонки/', '/dav/Звонки/2026/'],
    script: [{ does: 'reset' }],
  })
  assert.equal((await store(inCloud(cloud), hello)).kind, 'ambiguous')
  assert.equal(cloud.files.size, 0)
  assert.equal((await store(inCloud(cloud), hello)).kind, 'ok')
  assert.deepEqual([...cloud.files.keys()], ['/dav/Звонки/2026/note.txt'])
})
