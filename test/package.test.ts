import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { execForm, imageEnvironment } from './tools/dockerfile.ts'

const root = resolve(import.meta.dirname, '..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const nobody = 65_534

interface PackedFile {
  readonly path: string
  readonly size: number
  readonly mode: number
}

interface Packed {
  readonly filename: string
  readonly version: string
  readonly size: number
  readonly files: readonly PackedFile[]
  readonly bundled: readonly string[]
}

let folder: string
let packed: Packed
/** An empty folder, until the package is installed into it. */
let home: string
let installed: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookswitch-package-'))
  home = join(folder, 'home')
  installed = join(home, 'node_modules/hookswitch')
  await mkdir(home)
  // Another user takes a look in, further down.
  await chmod(folder, 0o755)
  const { out } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root })
  packed = (JSON.parse(out.slice(out.indexOf('[\n'))) as Packed[])[0]!
  await run('npm', ['install', '--omit=dev', '--prefix', home, join(folder, packed.filename)], { cwd: home })
})

after(async () => {
  // The read-only copy cannot be removed otherwise.
  for (const path of globSync('app/**/', { cwd: folder })) await chmod(join(folder, path), 0o755)
  await rm(folder, { recursive: true, force: true })
})

/** npm without a network, a cache or anything of the npm that runs this test. */
function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|HOOKSWITCH_|NODE_|INIT_CWD)/i.test(name))
  return {
    ...Object.fromEntries(own),
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    npm_config_offline: 'true',
    npm_config_registry: 'http://127.0.0.1:1/',
    npm_config_cache: join(folder, 'cache'),
    HOOKSWITCH_LISTEN: '127.0.0.1:0',
    LOG_LEVEL: 'fatal',
    ...more,
  }
}

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a program to its end; one that fails is an error unless `mayFail`. */
async function run(
  program: string,
  words: readonly string[],
  { cwd = home, env = {}, mayFail = false }: { cwd?: string; env?: Record<string, string>; mayFail?: boolean } = {},
): Promise<Ended> {
  try {
    const options = { cwd, env: environment(env), maxBuffer: 64 * 1024 * 1024 }
    const { stdout, stderr } = await promisify(execFile)(program, words, options)
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code: number; stdout?: string; stderr?: string }
    if (mayFail && typeof code === 'number') return { code, out: stdout, err: stderr }
    throw new Error(`${program} ${words.join(' ')} failed: ${stdout}\n${stderr}`, { cause: error })
  }
}

function ownFiles(): PackedFile[] {
  return packed.files.filter(({ path }) => !path.startsWith('node_modules/'))
}

test('the package installs into an empty folder without a network and says its version', async () => {
  assert.deepEqual(await readdir(join(home, 'node_modules')), ['.bin', '.package-lock.json', 'hookswitch'].sort())
  const { out } = await run('npx', ['hookswitch', '--version'])
  assert.equal(out.trim(), manifest.version)
})

test('npx hookswitch demo turns a day of calls into messages from the installed package', async () => {
  const { out } = await run('npx', ['hookswitch', 'demo', '--fast', '--exit', '--json', '--calls', '20'])
  const { accepted, fired, delivered, skipped, failed } = JSON.parse(out)
  assert.ok(accepted > 200, `${accepted} events accepted`)
  assert.ok(delivered > 20, `${delivered} messages delivered`)
  assert.deepEqual(failed, {})
  const left = Object.values(skipped as Record<string, number>).reduce((sum, count) => sum + count, 0)
  assert.equal(delivered + left, fired)
  assert.ok(existsSync(join(home, 'data/demo/hookswitch.db')), 'it writes into the folder where it is started')
})

test('the recorded call that the demo plays is in the package, with the notice of where it is from', () => {
  assert.ok(ownFiles().some(({ path }) => path === 'test/data/asterisk/ami_predictive_2015b.log'))
  assert.ok(ownFiles().some(({ path }) => path === 'test/data/asterisk/NOTICE'))
})

const ownKind = (outcome: string) => `
import { outcomeOfStatus } from 'hookswitch/core/http-outcome.ts'
import type { IntegrationKind } from 'hookswitch/core/integration.ts'

interface Settings { readonly gateway: string }
interface Parameters { readonly text: string }

const pager: IntegrationKind<Settings, Parameters> = {
  kind: 'pager',
  title: { en: 'Pager', ru: 'Пейджер' },
  summary: { en: 'Sends to a pager gateway', ru: 'Отправляет на шлюз пейджеров' },
  family: 'chat',
  settings: [{ name: 'gateway', type: 'url', required: true, label: { en: 'Gateway', ru: 'Шлюз' } }],
  parameters: [{ name: 'text', type: 'long_text', required: true, label: { en: 'Text', ru: 'Текст' } }],
  examples: [],
  async send({ settings, parameters, http, clock }) {
    const reply = await http({ method: 'POST', url: settings.gateway, body: parameters.text })
    return reply.status === 200 ? ${outcome} : outcomeOfStatus(reply, clock.now())
  },
}

export default pager
`

test('a kind of one’s own is checked against the declarations in the package, and runs', async () => {
  const kinds = join(home, 'kinds')
  await mkdir(kinds, { recursive: true })
  await writeFile(join(kinds, 'pager.ts'), ownKind("{ kind: 'ok', status: 200 }"))
  await writeFile(join(home, 'wrong.ts'), ownKind("{ kind: 'fine', status: 200 }"))
  const right = await checkTypes('kinds/pager.ts')
  assert.deepEqual(right, { code: 0, out: '', err: '' })
  const wrong = await checkTypes('wrong.ts')
  assert.notEqual(wrong.code, 0)
  assert.match(wrong.out, /wrong\.ts.*[\s\S]*"?fine"?/)

  const { out: without } = await run('npx', ['hookswitch', 'check', '--json'])
  const { out: withOwn } = await run('npx', ['hookswitch', 'check', '--json'], { env: { HOOKSWITCH_KINDS: kinds } })
  assert.equal(integrationsIn(withOwn), integrationsIn(without) + 1)
})

/** As a person would: strict, with the types of Node, and every declaration looked at. */
function checkTypes(file: string): Promise<Ended> {
  const flags = ['--noEmit', '--strict', '--target', 'es2024', '--module', 'nodenext', '--skipLibCheck', 'false']
  const node = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  return run(process.execPath, [compiler, ...flags, ...node, '--pretty', 'false', file], { mayFail: true })
}

function integrationsIn(json: string): number {
  const { findings } = JSON.parse(json) as { findings: { what: string; sentence: string }[] }
  const sentence = findings.find(({ what }) => what === 'kinds')?.sentence ?? ''
  return Number(/(\d+) integrations/.exec(sentence)?.[1])
}

test('what is installed starts from a folder that nobody may write, as a user without rights', async (t) => {
  const app = join(folder, 'app')
  const data = join(folder, 'data')
  await cp(installed, app, { recursive: true })
  for (const path of globSync('**/*', { cwd: app })) await chmod(join(app, path), 0o555)
  await chmod(app, 0o555)
  await mkdir(data, { mode: 0o700 })
  // Permissions do not hold root back, so root becomes the user nobody.
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  if ('uid' in user) await chown(data, nobody, nobody)
  if (!(await canRunNode(user))) return t.skip('the user nobody cannot run the Node of this test')

  const image = imageEnvironment()
  assert.equal(image['HOOKSWITCH_STORE'], 'sqlite:/data/hookswitch.db')
  const env = {
    PATH: process.env['PATH'],
    ...image,
    HOOKSWITCH_LISTEN: '127.0.0.1:0',
    HOOKSWITCH_STORE: `sqlite:${data}/hookswitch.db`,
    LOG_LEVEL: 'fatal',
    // With the compile cache asked for, and no place for it.
    NODE_DISABLE_COMPILE_CACHE: '',
    TMPDIR: join(app, 'tmp'),
  }
  const [, entry = ''] = execForm('ENTRYPOINT')
  const words = [entry.replace(/^\/app/, app), ...execForm('CMD'), '--json']
  const server = spawn(process.execPath, words, { cwd: data, env, ...user, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const { url } = JSON.parse(await firstLine(server)) as { url: string }
    const listen = new URL(url).host
    assert.equal(await healthOf(listen, user), 0, 'the health check of the image finds it alive')
    assert.equal(await healthOf('127.0.0.1:1', user), 1, 'and notices a server that is not there')
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    assert.deepEqual((await ended)[0], 0)
  } finally {
    server.kill('SIGKILL')
  }
  assert.deepEqual((await readdir(data)).filter((name) => /^(hookswitch\.db|secret\.key)$/.test(name)).sort(), [
    'hookswitch.db',
    'secret.key',
  ])
})

type User = { readonly uid?: number; readonly gid?: number }

async function canRunNode(user: User): Promise<boolean> {
  const child = spawn(process.execPath, ['--version'], { ...user, cwd: '/', stdio: 'ignore' })
  const [code] = await Promise.race([once(child, 'exit'), once(child, 'error')])
  return code === 0
}

/** The exit code of the image's health check. */
async function healthOf(listen: string, user: User): Promise<number> {
  const [program, ...words] = execForm('HEALTHCHECK')
  assert.equal(program, 'node')
  const env = { PATH: process.env['PATH'], HOOKSWITCH_LISTEN: listen }
  const [code] = await once(spawn(process.execPath, words, { ...user, cwd: '/', env, stdio: 'ignore' }), 'exit')
  return code as number
}

async function firstLine(server: ReturnType<typeof spawn>): Promise<string> {
  let trouble = ''
  server.stderr?.on('data', (chunk: Buffer) => {
    trouble += chunk.toString()
  })
  const line = once(server.stdout!, 'data').then(([chunk]) => String(chunk))
  const end = once(server, 'exit').then(([code]) => Promise.reject(new Error(`it ended with ${code}: ${trouble}`)))
  return Promise.race([line, end])
}

test('a Node that is too old says so in one line', async () => {
  const older = join(folder, 'older.cjs')
  await writeFile(
    older,
    `Object.defineProperty(process, 'version', { value: 'v20.1.0' })
     Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } })`,
  )
  const program = join(installed, 'bin/hookswitch.cjs')
  const { code, out, err } = await run(process.execPath, ['-r', older, program, 'demo'], { mayFail: true })
  assert.equal(code, 1)
  assert.equal(out, '')
  assert.equal(err, `Hookswitch needs Node 24 or newer; this is v20.1.0 (${process.execPath}).\n`)
})

test('the package holds built files and no tests, no sources, nothing private', () => {
  const wanted =
    /^(LICENSE|README(\.ru)?\.md|package\.json|bin\/hookswitch\.cjs|deploy\/hookswitch\.service|test\/data\/asterisk\/(NOTICE|ami_predictive_2015b\.log)|dist\/.+\.(js|d\.ts|sql|md|svg)|dist\/console\/(index\.html|made-from\.txt|assets\/.+\.css))$/
  const odd = ownFiles().filter(({ path }) => !wanted.test(path))
  assert.deepEqual(odd, [])
  const tests = ownFiles().filter(({ path }) => /\.(test|suite|fixture)\.|\/suite-|test-tools|recordings\//.test(path))
  assert.deepEqual(tests, [])
  const secret = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*\w{20}|\bhsk_[0-9A-Za-z]{20,}|\bghp_\w{30,}|\bnpm_\w{30,}/
  const leaking = ownFiles().filter(({ path }) => secret.test(readFileSync(join(installed, path), 'utf8')))
  assert.deepEqual(leaking, [])
})

test('the package is small, and its program may be run', () => {
  const own = gzipSync(Buffer.concat(ownFiles().map(({ path }) => readFileSync(join(installed, path))))).length
  assert.ok(own < 3_000_000, `${own} bytes packed without dependencies`)
  assert.ok(packed.size < 8_000_000, `${packed.size} bytes packed with dependencies`)
  assert.equal(ownFiles().find(({ path }) => path === manifest.bin.hookswitch)?.mode, 0o755)
  assert.match(readFileSync(join(installed, manifest.bin.hookswitch), 'utf8'), /^#!\/usr\/bin\/env node\n/)
})

test('everything that src has beside its code is in the package, too', () => {
  const beside = globSync('**/*.{sql,md,svg}', { cwd: join(root, 'src'), exclude: ['**/recordings/**'] })
  const missing = beside.filter((path) => !existsSync(join(installed, 'dist', path)))
  assert.ok(beside.length > 10)
  assert.deepEqual(missing, [])
})

test('the package brings every dependency that its code imports, and none for development', () => {
  const bundled = new Set(packed.bundled)
  for (const name of Object.keys(manifest.dependencies)) assert.ok(bundled.has(name), `${name} is inside`)
  for (const name of ['typescript', '@biomejs/biome', 'node', 'fast-check']) assert.ok(!bundled.has(name), name)
  // The fake mail server says by itself how to get these.
  const optional = new Set(['smtp-server', 'mailparser'])
  const missing = ownFiles()
    .filter(({ path }) => path.endsWith('.js'))
    .flatMap(({ path }) => packagesIn(path).map((name) => ({ path, name })))
    .filter(({ name }) => !(name in manifest.dependencies) && !optional.has(name))
  assert.deepEqual(missing, [])
  assert.ok(packagesIn('dist/outbound/outbound.js').length + packagesIn('dist/api/server.js').length > 0)
})

/** The packages that a built file imports: `undici` for `undici/lib/x`, none for Node's own and ours. */
function packagesIn(path: string): string[] {
  const text = readFileSync(join(installed, path), 'utf8')
  const found = text.matchAll(
    /(?:^(?:import|export)\b[^'"\n]*\bfrom\s*|^import\s+|\bimport\(\s*)['"]([^'"./][^'"\n]*)['"]/gm,
  )
  return [...found]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:'))
    .map((name) => (/^(@[^/]+\/[^/]+|[^/]+)/.exec(name) ?? [name])[0])
}
