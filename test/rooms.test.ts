import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { test } from 'node:test'

const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')

/** Which rooms a room may import besides itself. Loose files and `commands` stand at the top and may import any room. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  'event-types': ['core'],
  integrations: ['core'],
  sources: ['core'],
  detectors: ['core'],
  stores: ['core'],
  engine: ['core'],
  journal: ['core'],
  center: ['core'],
  outbound: ['core'],
  access: ['core'],
  fakes: ['core'],
  api: ['engine', 'journal', 'center', 'access', 'core'],
}
const pluralRooms = new Set(['event-types', 'integrations', 'sources', 'detectors', 'stores'])
const top = new Set(['', 'commands'])

const files = globSync('**/*.ts', { cwd: src })
const production = files.filter(
  (file) => !/\.(test|suite|fixture)\.ts$|(^|\/)suite-[a-z-]+\.ts$|\/test-tools\//.test(file),
)

function roomOf(file: string): string {
  const [first = '', second] = file.split(sep)
  return second === undefined ? '' : first
}

/** A plural room's folder: the kind. Loose files of such a room (its suite) belong to no kind. */
function kindOf(file: string): string {
  const [room = '', kind, third] = file.split(sep)
  return pluralRooms.has(room) && third !== undefined ? `${room}/${kind}` : room
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
  )
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

test('every folder of src is a room that the table knows', () => {
  const rooms = new Set(production.map(roomOf))
  const unknown = [...rooms].filter((room) => !top.has(room) && !(room in mayImport))
  assert.deepEqual(unknown, [])
})

test('a room imports only the rooms it may, and a kind only core and itself', () => {
  const wrong: string[] = []
  for (const file of production) {
    for (const imported of importsOf(file).filter((path) => path.startsWith('.'))) {
      const target = relative(src, resolve(src, dirname(file), imported))
      if (target.startsWith('..')) wrong.push(`${file} → ${imported} leaves src`)
      else if (!isAllowed(file, target)) wrong.push(`${file} → ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

function isAllowed(file: string, target: string): boolean {
  const from = roomOf(file)
  if (top.has(from)) return true
  const to = roomOf(target)
  if (kindOf(file) === kindOf(target) && to !== '') return true
  return (mayImport[from] ?? []).includes(to)
}

/** Of Node's own: the one computes, the other loads our own code. */
const pureModules = new Set(['node:crypto', 'node:module'])

test('core does no input or output and reads no clock', () => {
  const wrong = production
    .filter((file) => roomOf(file) === 'core')
    .flatMap((file) => {
      const text = readFileSync(join(src, file), 'utf8')
      const node = importsOf(file).filter((path) => path.startsWith('node:') && !pureModules.has(path))
      const clock = /\bDate\.now\(\)|\bperformance\.now\(\)|new Date\(\)/.test(text) ? ['reads the clock'] : []
      return [...node, ...clock].map((what) => `${file}: ${what}`)
    })
  assert.deepEqual(wrong, [])
})

test('nothing leaves the server through the global fetch or node:http: only through outbound', () => {
  // A server that only listens sends nothing by itself.
  const listening = /import (type \{[^}]*\}|\{ createServer \}) from 'node:http'/g
  const wrong = production.filter((file) => {
    const text = withoutText(readFileSync(join(src, file), 'utf8')).replace(listening, '')
    return /(?<![.\w])fetch\(|globalThis\.fetch|from 'node:https?'|from "node:https?"/.test(text)
  })
  assert.deepEqual(wrong, [])
})

test('undici is used by outbound alone; the commands use it to speak to a server of ours', () => {
  const users = production.filter((file) => importsOf(file).some((path) => /^undici(\/|$)/.test(path))).map(roomOf)
  assert.deepEqual([...new Set(users)].sort(), ['commands', 'outbound'])
})

test('the backtest cannot send: the journal knows no engine, no integration and no way out', () => {
  const reached = production
    .filter((file) => roomOf(file) === 'journal')
    .flatMap((file) => importsOf(file).map((path) => ({ file, path })))
  const wrong = reached.filter(({ path }) => /engine|outbound|integrations|undici|node:net|node:tls/.test(path))
  assert.deepEqual(wrong, [])
})

test('there are no barrels, no default exports but those of kinds, and imports end in .ts', () => {
  const wrong: string[] = []
  for (const file of production) {
    const text = readFileSync(join(src, file), 'utf8')
    const [name = ''] = file.split(sep).slice(-1)
    const folder = file.split(sep).at(-2)
    if (/^index\.ts$/.test(name)) wrong.push(`${file} is a barrel`)
    if (/^export \* from/m.test(text)) wrong.push(`${file} exports everything of another file`)
    if (/^export default/m.test(text) && !(pluralRooms.has(roomOf(file)) && name === `${folder}.ts`))
      wrong.push(`${file} has a default export`)
    for (const path of importsOf(file))
      if (path.startsWith('.') && !path.endsWith('.ts')) wrong.push(`${file} → ${path}`)
  }
  assert.deepEqual(wrong, [])
})

/** The text without comments and template literals, where a page's own script may stand. */
function withoutText(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/`(?:[^`\\]|\\.)*`/g, '``')
    .replace(/\/\/.*$/gm, '')
}

const consoleSource = join(root, 'console/src')
/** From the top down: a floor of the console imports what stands below it. `api` and `words` serve them all. */
const consoleFloors = ['app', 'features', 'parts', 'ui']

test('the console imports downwards only, a feature never imports a feature, and no file of it is named after a kind', () => {
  const kinds = globSync('{event-types,integrations,sources}/*/', { cwd: src }).map((path) => path.split(sep)[1]!)
  const wrong: string[] = []
  for (const file of globSync('**/*.{ts,tsx}', { cwd: consoleSource })) {
    const [floor = '', feature] = file.split(sep)
    const name = file
      .split(sep)
      .at(-1)!
      .replace(/\.tsx?$/, '')
    if (kinds.includes(name) && name !== 'file') wrong.push(`${file} is named after a kind`)
    const text = readFileSync(join(consoleSource, file), 'utf8')
    for (const [, path] of text.matchAll(/from '(\.[^']+)'/g)) {
      const target = relative(consoleSource, resolve(consoleSource, dirname(file), path!))
      const [to = '', other] = target.split(sep)
      const climbs =
        consoleFloors.indexOf(to) < consoleFloors.indexOf(floor) &&
        consoleFloors.includes(to) &&
        consoleFloors.includes(floor)
      if (climbs || (floor === 'features' && to === 'features' && other !== feature)) wrong.push(`${file} → ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})
