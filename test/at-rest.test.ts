import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

// Each would be some megabytes in the memory of a server that perhaps never uses it.
const onlyWhenNeeded = ['yaml', '@fastify/busboy', 'liquidjs', 'nodemailer', 'ajv', 'undici/index.js', 'undici/lib/web']

const root = join(import.meta.dirname, '..')
const script = `
  import { registerHooks } from 'node:module'
  const loaded = []
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context) } })
  await import('./src/cli.ts')
  const { readCatalogue } = await import('./src/catalogue.ts')
  await readCatalogue(null)
  console.log(JSON.stringify(loaded))
`

test('a server that only starts loads no library that it does not need yet', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root })
  const loaded: readonly string[] = JSON.parse(stdout.toString() || fail(stderr.toString()))
  assert.ok(
    loaded.some((url) => url.includes('/node_modules/fastify/')),
    'the hook sees what is loaded',
  )
  assert.ok(!loaded.some((url) => url.includes('/src/fakes/')), 'the stand-ins wait for their command')
  const early = onlyWhenNeeded.filter((name) => loaded.some((url) => url.includes(`/node_modules/${name}`)))
  assert.deepEqual(early, [])
})

function fail(reason: string): never {
  throw new Error(reason)
}
