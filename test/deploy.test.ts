import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, matchesGlob, resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { execForm, imageEnvironment, readDockerfile } from './tools/dockerfile.ts'

const root = resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const manifest = JSON.parse(read('package.json'))
const instructions = readDockerfile()
const lastStage = instructions.at(-1)!.stage

/** What the first stage copies from the repository, as source and target. */
const copied = instructions
  .filter(({ name, stage, words }) => name === 'COPY' && stage === 0 && !words[0]?.startsWith('--'))
  .flatMap(({ words }) => words.slice(0, -1).map((source) => ({ source, target: words.at(-1)! })))

test('the image is built from nothing but what the Dockerfile copies, and .dockerignore lets all of that in', async () => {
  const letIn = read('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-image-'))
  try {
    for (const { source, target } of copied) {
      assert.ok(existsSync(join(root, source)), `${source} is there`)
      assert.ok(
        letIn.some((pattern) => source === pattern || matchesGlob(source, pattern)),
        `${source} reaches the builder`,
      )
      const to = target.endsWith('/') ? join(folder, target, source) : join(folder, target)
      await cp(join(root, source), to, { recursive: true })
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
    await promisify(execFile)(process.execPath, ['scripts/build.ts'], { cwd: folder })
    assert.ok(existsSync(join(folder, 'dist/main.js')))
    const missing = (manifest.files as string[]).filter((path) => !existsSync(join(folder, path)))
    assert.deepEqual(missing, [], 'all that the package consists of is in the builder')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('the image has two stages of the same Node, and the last one holds the package alone', () => {
  const bases = instructions.filter(({ name }) => name === 'FROM').map(({ words }) => words[0])
  assert.deepEqual(bases, ['node:24-slim', 'node:24-slim'])
  const copies = instructions.filter(({ name, stage }) => /^(COPY|ADD)$/.test(name) && stage === lastStage)
  assert.deepEqual(
    copies.map(({ text }) => text),
    ['--from=build /build/package /app'],
  )
  const [program, entry = ''] = execForm('ENTRYPOINT')
  assert.equal(program, 'node')
  assert.equal(entry, `/app/${manifest.bin.hookswitch}`)
})

test('the image runs as a user without rights, keeps its data in a volume and no secret in its layers', () => {
  const users = instructions.filter(({ name, stage }) => name === 'USER' && stage === lastStage)
  assert.deepEqual(
    users.map(({ text }) => text),
    ['1000:1000'],
  )
  const names = instructions.map(({ name }) => name)
  assert.ok(names.lastIndexOf('RUN') < names.lastIndexOf('USER'), 'nothing runs as root after the user is set')
  assert.ok(names.lastIndexOf('RUN') < names.indexOf('VOLUME'), 'what is written after VOLUME would be lost')
  assert.deepEqual(instructions.find(({ name }) => name === 'VOLUME')?.words, ['/data'])
  const environment = imageEnvironment()
  assert.equal(environment['HOOKSWITCH_LISTEN'], '0.0.0.0:8787')
  assert.equal(environment['HOOKSWITCH_STORE'], 'sqlite:/data/hookswitch.db')
  assert.deepEqual(
    Object.keys(environment).filter((name) => /KEY|SECRET|TOKEN|PASSWORD/.test(name)),
    [],
  )
  assert.ok(!names.includes('ARG') && !names.includes('ADD'))
  assert.match(execForm('HEALTHCHECK').join(' '), /\/livez/)
})

test('compose.yaml gives the container a read-only disk, no rights and time to end', () => {
  const { services, volumes } = parse(read('compose.yaml'))
  const { hookswitch } = services
  assert.equal(hookswitch.read_only, true)
  assert.deepEqual(hookswitch.cap_drop, ['ALL'])
  assert.deepEqual(hookswitch.security_opt, ['no-new-privileges:true'])
  assert.match(hookswitch.tmpfs[0], /^\/tmp:/)
  assert.deepEqual(hookswitch.volumes, ['data:/data'])
  assert.ok('data' in volumes)
  assert.equal(hookswitch.restart, 'unless-stopped')
  assert.equal(hookswitch.user, undefined, 'the user is that of the image')
  assert.ok(Number.parseInt(hookswitch.stop_grace_period, 10) > 8, 'longer than the server needs to end')
  assert.ok(hookswitch.healthcheck.test === undefined && hookswitch.healthcheck.disable === undefined)
  assert.match(hookswitch.ports[0], /^127\.0\.0\.1:/, 'it is not open to the world before somebody decides so')
})

test('the systemd unit closes everything that the server does not need', () => {
  const unit = read('deploy/hookswitch.service')
  for (const line of [
    'DynamicUser=yes',
    'StateDirectory=hookswitch',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'EnvironmentFile=-/etc/hookswitch.env',
    'Restart=always',
    'Environment=HOOKSWITCH_STORE=sqlite:/var/lib/hookswitch/hookswitch.db',
  ])
    assert.ok(unit.split('\n').includes(line), line)
  assert.ok(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]) > 8, 'longer than the server needs to end')
})

test('systemd takes the unit without a complaint and rates it as safe', async (t) => {
  if (spawnSync('systemd-analyze', ['--version']).status !== 0) return t.skip('systemd-analyze is not on this machine')
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-unit-'))
  try {
    const file = join(folder, 'hookswitch.service')
    // The program is not installed where the unit looks for it.
    const unit = read('deploy/hookswitch.service').replace(/^ExecStart=\S+/m, 'ExecStart=/bin/sh')
    await writeFile(file, unit)
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
    assert.deepEqual({ code: verified.status, said: verified.stderr }, { code: 0, said: '' })
    await writeFile(file, unit.replace('ProtectSystem=strict', 'ProtectSystem=strictly'))
    const broken = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
    assert.match(broken.stderr, /protect ?system/i, 'a misspelled line is noticed')

    await writeFile(file, unit)
    // Exposure in tenths: 0 is closed, 100 wide open.
    const rated = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', file])
    assert.equal(rated.status, 0, String(rated.stdout).split('\n').at(-2))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('the manual installs by the commands and addresses that the files have', () => {
  const pages = globSync('docs/{en,ru}/install.md', { cwd: root }).map(read)
  assert.equal(pages.length, 2)
  for (const page of pages) {
    for (const words of ['deploy/hookswitch.service', '/opt/hookswitch', '/etc/hookswitch.env', 'docker compose up -d'])
      assert.ok(page.includes(words), words)
    assert.ok(page.includes(`hookswitch-${manifest.version}.tgz`), 'the version in the commands is that of the package')
  }
})
