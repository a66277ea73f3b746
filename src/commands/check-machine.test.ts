import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkFolder, checkPort, checkPublicUrl, judgeDisk } from './check-machine.ts'

const gb = 1e9

test('a disk with less than a gigabyte or a tenth left is warned of, one that is almost full stops the check', () => {
  const cases: [string, number, number, { fine: boolean; warning: boolean }][] = [
    ['half empty', 50 * gb, 100 * gb, { fine: true, warning: false }],
    ['a small disk with room', 2 * gb, 10 * gb, { fine: true, warning: false }],
    ['less than a tenth', 9 * gb, 100 * gb, { fine: true, warning: true }],
    ['less than a gigabyte', 0.9 * gb, 2 * gb, { fine: true, warning: true }],
    ['almost full', 0.05 * gb, 100 * gb, { fine: false, warning: true }],
    ['full', 0, 100 * gb, { fine: false, warning: true }],
  ]
  for (const [name, free, size, expected] of cases) {
    const { fine, warning = false, sentence } = judgeDisk(free, size)
    assert.deepEqual({ fine, warning }, expected, name)
    assert.equal(/make room/.test(sentence), warning, name)
  }
})

test('a folder that cannot be written is told, with what to do; a look leaves nothing behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-check-'))
  try {
    assert.equal((await checkFolder(folder)).fine, true)
    assert.deepEqual(await readdir(folder), [])
    await writeFile(join(folder, 'file'), '')
    const { fine, sentence } = await checkFolder(join(folder, 'file'))
    assert.equal(fine, false)
    assert.match(sentence, /nothing can be written into .*file \(ENOTDIR\).*HOOKSWITCH_STORE/)
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a port that another program uses is told, a free one is fine', async () => {
  const other = createServer((socket) => socket.resume().end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'))
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const taken = await checkPort({ host: '127.0.0.1', port })
  assert.equal(taken.fine, false)
  assert.match(taken.sentence, /is used by another program.*HOOKSWITCH_LISTEN/)
  other.close()
  await once(other, 'close')
  assert.equal((await checkPort({ host: '127.0.0.1', port })).fine, true)
  assert.match((await checkPort({ host: '192.0.2.1', port: 0 })).sentence, /not an address of this machine/)
})

test('an address without https is warned of, unless it is this machine', () => {
  const warned = (url: string) => checkPublicUrl(url).warning === true
  assert.equal(warned('http://hooks.example.com'), true)
  assert.equal(warned('http://192.0.2.7:8787'), true)
  for (const url of ['https://hooks.example.com', 'http://127.0.0.1:8787', 'http://localhost', 'http://[::1]:8787'])
    assert.equal(warned(url), false, url)
})
