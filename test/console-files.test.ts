import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { liveHeapBytes } from './tools/live-heap.ts'
import { type Office, openOffice } from './tools/office.ts'

const secret = 'the key that seals everything'
const page = '<!doctype html><title>Hookswitch</title>'
const script = `console.log(${JSON.stringify('x'.repeat(200_000))})`
let office: Office
let home: string

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'hookswitch-console-'))
  const folder = join(home, 'console')
  await mkdir(join(folder, 'assets', 'deep'), { recursive: true })
  await mkdir(join(home, 'console-of-old'))
  await Promise.all([
    writeFile(join(home, 'secret.json'), secret),
    writeFile(join(home, 'console-of-old', 'old.js'), secret),
    writeFile(join(folder, 'made-from.txt'), secret),
    writeFile(join(folder, 'assets', 'notes.txt'), secret),
    writeFile(join(folder, 'assets', 'deep', 'down.js'), secret),
    writeFile(join(folder, 'index.html'), page),
    writeFile(join(folder, 'theme.js'), 'theme()'),
    writeFile(join(folder, 'favicon.svg'), '<svg/>'),
    writeFile(join(folder, 'assets', 'main-1a2b.js'), script),
  ])
  office = await openOffice({ consoleFolder: folder })
})
after(async () => {
  await office[Symbol.asyncDispose]()
  await rm(home, { recursive: true, force: true })
})

interface File {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
}

/** Asks for a path letter by letter: no client tidies it up on the way. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<File> {
  const { hostname, port } = new URL(office.url)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, method }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.once('end', () =>
        resolve({ status: reply.statusCode!, headers: reply.headers, bytes: Buffer.concat(chunks) }),
      )
    })
    asked.once('error', reject).end()
  })
}

test('every page of the console is the one page, also when its address is opened straight away', async () => {
  for (const path of ['/', '/sign-in', '/journal', '/journal/events/17', '/settings/me?tab=1', '/bindings/new']) {
    const { status, headers, bytes } = await ask(path)
    assert.deepEqual([path, status, bytes.toString()], [path, 200, page])
    assert.match(headers['content-type']!, /^text\/html/)
  }
})

test('what is no page and no file is answered 404 with a problem, not with the page', async () => {
  for (const path of ['/nonsense', '/assets/', '/assets', '/assets/main-0000.js', '/index.html', '/journal-of-old']) {
    const { status, headers } = await ask(path)
    assert.deepEqual([path, status], [path, 404])
    assert.match(headers['content-type']!, /^application\/problem\+json/)
    assert.match(headers['cache-control'] ?? '', /no-store/)
  }
  assert.equal((await ask('/assets/main-1a2b.js', {}, 'POST')).status, 404)
})

test('no path leads out of the folder of the console, nor to what is none of its files', async () => {
  const paths = [
    '/assets/../../secret.json',
    '/assets/..%2f..%2fsecret.json',
    '/assets/%2e%2e/%2e%2e/secret.json',
    '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
    '/assets/..%5c..%5csecret.json',
    '/assets/....//....//secret.json',
    '/assets/%252e%252e%252f%252e%252e%252fsecret.json',
    '/assets/..%2f..%2fconsole-of-old%2fold.js',
    '/assets//etc/passwd',
    '/assets/%00',
    '/assets/main-1a2b.js%00.json',
    '/assets/%ff',
    '/assets/%',
    '/assets/notes.txt',
    '/assets/deep/down.js',
    '/assets/..%2fmade-from.txt',
    '/made-from.txt',
    '/theme.js/../../secret.json',
    `/assets/${'a'.repeat(5000)}.js`,
  ]
  for (const path of paths) {
    const { status, bytes } = await ask(path)
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`)
    assert.ok(!bytes.includes(secret), path)
  }
})

test('the page is not taken for a file that stays for ever', async () => {
  for (const path of ['/assets/..%2findex.html', '/assets/%2e%2e/index.html', '/assets/../index.html'])
    assert.equal((await ask(path)).status, 404, path)
})

test('asking for one file under a thousand names costs nothing that stays', async () => {
  await ask('/assets/main-1a2b.js')
  const before = liveHeapBytes()
  const external = process.memoryUsage().arrayBuffers
  for (let no = 0; no < 300; no += 1) {
    const { status } = await ask(`/assets/x${no}%2f..%2fmain-1a2b.js`)
    assert.equal(status, 404)
  }
  const more = liveHeapBytes() - before + process.memoryUsage().arrayBuffers - external
  assert.ok(more < 20e6, `${Math.round(more / 1e6)} MB`)
})

test('nothing of another origin runs in the console, and no other site shows it in a frame', async () => {
  for (const path of ['/', '/sign-in', '/assets/main-1a2b.js', '/theme.js', '/favicon.svg']) {
    const { headers } = await ask(path)
    const rules = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map((rule) => rule.split(/ (.*)/s, 2) as [string, string]),
    )
    assert.equal(rules.get('default-src'), "'self'", path)
    assert.equal(rules.get('script-src'), "'self'")
    assert.equal(rules.get('connect-src'), "'self'")
    assert.equal(rules.get('frame-ancestors'), "'none'")
    assert.equal(rules.get('base-uri'), "'none'")
    assert.equal(rules.get('form-action'), "'self'")
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'same-origin')
  }
})

test('files with a name of their own stay in the browser, the page is asked for anew and told when it is the same', async () => {
  const file = await ask('/assets/main-1a2b.js')
  assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable')
  for (const path of ['/', '/theme.js', '/favicon.svg']) {
    const { headers } = await ask(path)
    assert.equal(headers['cache-control'], 'no-cache')
    const again = await ask(path, { 'if-none-match': headers.etag! })
    assert.deepEqual([path, again.status, again.bytes.length], [path, 304, 0])
    assert.equal((await ask(path, { 'if-none-match': '"another"' })).status, 200)
  }
})

test('files are sent packed to those who can unpack them, and only to those', async () => {
  const plain = await ask('/assets/main-1a2b.js')
  assert.deepEqual([plain.headers['content-encoding'], plain.bytes.toString()], [undefined, script])
  const packed = await ask('/assets/main-1a2b.js', { 'accept-encoding': 'gzip, br' })
  assert.equal(packed.headers['content-encoding'], 'br')
  assert.equal(packed.headers.vary, 'accept-encoding')
  assert.equal(brotliDecompressSync(packed.bytes).toString(), script)
  assert.notEqual(packed.headers.etag, plain.headers.etag)
  const refused = await ask('/assets/main-1a2b.js', { 'accept-encoding': 'gzip, br;q=0' })
  assert.equal(refused.headers['content-encoding'], undefined)
})

test('HEAD tells what GET would send, without sending it', async () => {
  for (const path of ['/', '/journal', '/assets/main-1a2b.js']) {
    const [got, asked] = [await ask(path), await ask(path, {}, 'HEAD')]
    assert.deepEqual([asked.status, asked.bytes.length], [200, 0])
    assert.equal(asked.headers['content-length'], String(got.bytes.length))
    assert.equal(asked.headers['content-type'], got.headers['content-type'])
  }
  assert.equal((await ask('/assets/none.js', {}, 'HEAD')).status, 404)
})

test('no browser and no proxy keeps what the API answered', async () => {
  for (const path of ['/session', '/me', '/events', '/no-such-thing']) {
    const { headers } = await office.get(path)
    assert.match(String(headers['cache-control']), /no-store/, path)
  }
})
