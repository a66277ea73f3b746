import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { request } from 'undici'
import { openFolderShelf } from '../src/center/folder-shelf.ts'
import { readConfig } from '../src/config.ts'
import { type Office, openOffice } from './tools/office.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office[Symbol.asyncDispose]())

const type = 'multipart/form-data; boundary=edge'

function form(content: Uint8Array | string, name = 'price list.pdf', more = ''): Buffer {
  return Buffer.concat([
    Buffer.from(
      `${more}--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/pdf\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n--edge--\r\n'),
  ])
}

const upload = (body: Buffer | string, contentType = type) =>
  office.ask('POST', '/files', body, { 'content-type': contentType })

test('an uploaded file is told by size and fingerprint, listed, and comes back byte for byte', async () => {
  const bytes = randomBytes(300_000)
  const made = await upload(form(bytes, 'Прайс-лист 2026.pdf'))
  assert.equal(made.status, 201)
  const { file_id: id, ...rest } = made.body
  assert.equal(rest.name, 'Прайс-лист 2026.pdf')
  assert.equal(rest.bytes, 300_000)
  assert.equal(rest.sha256, createHash('sha256').update(bytes).digest('hex'))
  const listed = (await office.get('/files')).body.items
  assert.ok(listed.some((file: { file_id: string }) => file.file_id === id))
  assert.deepEqual((await office.get(`/files/${id}`)).body, made.body)

  const back = await request(`${office.url}/api/v1/files/${id}/content`, {
    headers: { authorization: `Bearer ${office.key}` },
  })
  assert.deepEqual(Buffer.from(await back.body.arrayBuffer()), bytes)
  assert.equal((await readdir(join(office.folder, 'files'))).includes(id), true)
})

test('an uploaded page is given back for saving and never shown, so that it cannot run as ours', async () => {
  const { body } = await upload(form('<script>alert(1)</script>', 'x.html'))
  const back = await request(`${office.url}/api/v1/files/${body.file_id}/content`, {
    headers: { authorization: `Bearer ${office.key}` },
  })
  await back.body.dump()
  assert.equal(back.headers['content-type'], 'application/octet-stream')
  assert.match(String(back.headers['content-disposition']), /^attachment;/)
  assert.equal(back.headers['x-content-type-options'], 'nosniff')
  assert.match(String(back.headers['content-security-policy']), /sandbox/)
})

test('a file that a binding attaches is not removed, and the answer names the binding', async () => {
  const { body } = await upload(form('contract'))
  const integration = await office.integration('webhook', { url: 'https://crm.example.com/' })
  const binding = await office.binding(integration, { attachments: [{ file_id: body.file_id }] }, { name: 'Contract' })
  const refused = await office.remove(`/files/${body.file_id}`)
  assert.deepEqual([refused.status, refused.body.code], [409, 'in-use'])
  assert.match(refused.body.detail, /Contract/)
  assert.deepEqual(refused.body.used_by, [{ id: binding, name: 'Contract' }])

  await office.remove(`/bindings/${binding}`)
  assert.equal((await office.remove(`/files/${body.file_id}`)).status, 204)
  assert.equal((await office.get(`/files/${body.file_id}`)).status, 404)
  assert.equal((await readdir(join(office.folder, 'files'))).includes(body.file_id), false)
})

test('names cannot lead out of the folder, begin a header or hide', async () => {
  const names: readonly [string, string][] = [
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['.bashrc', 'bashrc'],
    ['a<b>:c|d?.pdf', 'a_b__c_d_.pdf'],
    ['', 'file'],
    ['...', 'file'],
    [`${'я'.repeat(200)}.pdf`, `${'я'.repeat(60)}.pdf`],
  ]
  for (const [sent, kept] of names) assert.equal((await upload(form('x', sent))).body.name, kept, sent)
})

const hostile: readonly [string, Buffer | string, string, number][] = [
  ['no boundary in the content type', form('x'), 'multipart/form-data', 400],
  ['a boundary that never comes', form('x'), 'multipart/form-data; boundary=other', 400],
  ['a body that breaks off in the file', form('x'.repeat(5000)).subarray(0, 3000), type, 400],
  ['a body that breaks off in the headers of a part', '--edge\r\nContent-Disposition: form-da', type, 400],
  ['an empty body', '', type, 400],
  ['two files at once', Buffer.concat([form('x').subarray(0, -6), Buffer.from('\r\n'), form('y')]), type, 400],
  ['a form without a file', '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--edge--\r\n', type, 422],
  ['a part without a name', '--edge\r\nX: y\r\n\r\nb\r\n--edge--\r\n', type, 422],
  [
    'a thousand fields',
    `${'--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(1000)}--edge--\r\n`,
    type,
    400,
  ],
  ['a header without end', `--edge\r\nX-Long: ${'x'.repeat(1_000_000)}`, type, 400],
  ['JSON instead of a form', '{"file":"x"}', 'application/json', 415],
  ['21 MiB', form(Buffer.alloc(21 * 1024 * 1024)), type, 413],
]

for (const [what, body, contentType, status] of hostile) {
  test(`${what} is refused with problem details`, async () => {
    const count = (await office.get('/files?limit=500')).body.items.length
    const reply = await upload(body, contentType)
    assert.equal(reply.status, status, JSON.stringify(reply.body))
    assert.match(String(reply.headers['content-type']), /^application\/problem\+json/)
    assert.equal((await office.get('/files?limit=500')).body.items.length, count)
  })
}

test('whatever bytes are sent as a form, the server answers and lives on', async () => {
  const pieces = fc.constantFrom(
    '--edge',
    '\r\n',
    '--',
    'Content-Disposition: form-data; name="file"; filename="x"',
    'filename*=utf-8%%',
    '\r\n\r\n',
    '\0',
    'ы',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), async (parts) => {
      const { status } = await upload(Buffer.from(parts.join('')))
      assert.ok([201, 400, 422].includes(status), String(status))
    }),
    { numRuns: 150 },
  )
  assert.equal((await office.get('/livez')).status, 200)
})

test('an upload that promises less or more than it sends does no harm', async () => {
  const { port } = new URL(office.url)
  const send = (length: number) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1')
      let heard = ''
      socket.on('data', (piece) => {
        heard += piece
        if (heard.includes('\r\n\r\n')) socket.destroy()
      })
      socket.on('close', () => resolve(heard))
      socket.on('error', () => {})
      socket.write(
        `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${office.key}\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`,
      )
      socket.end(form('x'.repeat(1000)))
    })
  assert.match(await send(20), /^HTTP\/1.1 400/)
  assert.doesNotMatch(await send(100_000), /^HTTP\/1.1 201/)
  assert.equal((await office.get('/livez')).status, 200)
})

test('uploading takes the right to write files, looking at them the right to read', async () => {
  const keyFor = async (role: string) => (await office.post('/keys', { name: role, role })).body.key as string
  const send = async (key: string) =>
    (await office.ask('POST', '/files', form('x'), { 'content-type': type, authorization: `Bearer ${key}` })).status
  assert.equal(await send(await keyFor('editor')), 201)
  assert.equal(await send(await keyFor('viewer')), 403)
  assert.equal((await office.get('/files', await keyFor('viewer'))).status, 200)
  assert.equal((await office.get('/files', await keyFor('ingest'))).status, 403)
})

test('files outlive a restart, and the half of one that a crash left does not', async () => {
  await using first = await openOffice()
  const made = await first.ask('POST', '/files', form('kept'), { 'content-type': type })
  await first.stop()
  await writeFile(join(first.folder, 'files', 'file_half.part'), 'ha')
  await using second = await openOffice({ folder: first.folder })
  assert.deepEqual((await second.get(`/files/${made.body.file_id}`)).body, made.body)
  const read = await second.running.house.files.read(made.body.file_id)
  assert.equal(Buffer.from(read!.bytes).toString(), 'kept')
  assert.deepEqual(await readdir(join(second.folder, 'files')), [made.body.file_id])
})

test('a file changed on the disk behind our back is not sent', async () => {
  const { body } = await upload(form('original'))
  await writeFile(join(office.folder, 'files', body.file_id), 'tampered')
  await assert.rejects(office.running.house.files.read(body.file_id), /was changed on the disk/)
})

test('the shelf takes our own ids only', async () => {
  const shelf = await openFolderShelf(join(office.folder, 'shelf'))
  for (const id of ['../secret', 'a/b', '', 'x.part']) await assert.rejects(async () => shelf.get(id), /not the id/)
})

// ── files that leave ──────────────────────────────────────────────────────────

test('an event leaves a file in a folder that the operator allows; elsewhere the integration pauses and says why', async () => {
  const home = await mkdtemp(join(tmpdir(), 'hookswitch-folders-'))
  await using office = await openOffice({ settings: { HOOKSWITCH_FILE_FOLDERS: `${home}, /srv/other` } })
  const settings = (directory: string) => ({ target: 'local', directory })
  const allowed = await office.integration('file', settings(home))
  const form = { name: '{{call_id}}.txt', content: '{{user_name}}: {{phone}}' }
  await office.binding(allowed, form)
  await office.happens('call_function', { call_id: '../77', user_name: 'Anna', phone: '+15550100' })
  const [delivery] = await office.untilJournal('delivered')
  assert.equal(await readFile(join(home, '_77.txt'), 'utf8'), 'Anna: +15550100')
  const { body } = await office.get(`/deliveries/${delivery?.['delivery_id']}`)
  assert.equal(body.attempts[0].request.method, 'WRITE')
  assert.deepEqual(body.attempts[0].request.body, { bytes: 15 })

  const tried = await office.post('/integrations/test', { kind: 'file', settings: settings(office.folder) })
  assert.equal(tried.body.outcome, 'auth')
  assert.match(tried.body.message, /HOOKSWITCH_FILE_FOLDERS/)
  assert.deepEqual(
    tried.body.steps.map(({ name, ok }: { name: string; ok: boolean }) => [name, ok]),
    [['store', false]],
  )
  await rm(home, { recursive: true })
})

test('the folders that may be written into are whole paths, and never the whole disk', () => {
  const read = (folders: string) => readConfig({ HOOKSWITCH_FILE_FOLDERS: folders }).fileFolders
  assert.deepEqual(read('/srv/recordings/, /srv/cards'), ['/srv/recordings', '/srv/cards'])
  assert.deepEqual(read(''), [])
  for (const wrong of ['recordings', '/', '/srv/..', './x']) assert.throws(() => read(wrong), /must list folders/)
})
