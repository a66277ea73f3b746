import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { buildConsole, consoleFolder, isConsoleStale } from '../src/console-build.ts'

// What a browser must load before somebody can work: bytes are waiting time on a slow line.

/** One file of the build: which others it needs at once, and which later. */
interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
}

const kilobyte = 1000
let chunks: Readonly<Record<string, Chunk>>

before(async () => {
  if (isConsoleStale()) await buildConsole()
  chunks = JSON.parse(readFileSync(join(consoleFolder, 'made-of.json'), 'utf8'))
})

test('the journal is there after 210 kB of JavaScript, in either language', () => {
  for (const language of ['en', 'ru']) {
    const needed = together([entry(), 'src/features/journal/journal-page.tsx', ...named(`src/words/${language}.ts`)])
    const size = sum([...needed].map((name) => packed(chunks[name]!.file)))
    assert.ok(size <= 210 * kilobyte, `${language}: ${size} bytes: ${listed(needed)}`)
  }
})

test('all styles together are 15 kB', () => {
  const styles = new Set(Object.values(chunks).flatMap(({ css = [] }) => css))
  assert.ok(styles.size > 0)
  const size = sum([...styles].map(packed))
  assert.ok(size <= 15 * kilobyte, `${size} bytes`)
})

test('whatever is loaded later comes in at most 130 kB at a time', () => {
  const atOnce = together([entry()])
  const later = Object.values(chunks).flatMap(({ dynamicImports = [] }) => dynamicImports)
  assert.ok(later.length > 5)
  for (const name of new Set(later)) {
    const added = [...together([name])].filter((needed) => !atOnce.has(needed))
    for (const chunk of added) {
      const size = packed(chunks[chunk]!.file)
      assert.ok(size <= 130 * kilobyte, `${chunk}: ${size} bytes`)
    }
  }
})

function entry(): string {
  const [name] = Object.entries(chunks).find(([, { isEntry }]) => isEntry) ?? []
  assert.ok(name !== undefined)
  return name
}

/** The chunk of this source, where the build made one. */
function named(source: string): string[] {
  return source in chunks ? [source] : []
}

/** These and everything that they need at once. */
function together(names: readonly string[]): Set<string> {
  const all = new Set<string>()
  const add = (name: string): void => {
    assert.ok(name in chunks, `the build has no ${name}`)
    if (all.has(name)) return
    all.add(name)
    for (const needed of chunks[name]!.imports ?? []) add(needed)
  }
  names.forEach(add)
  return all
}

function packed(file: string): number {
  return gzipSync(readFileSync(join(consoleFolder, file)), { level: 9 }).length
}

function listed(names: ReadonlySet<string>): string {
  return [...names]
    .map((name) => `${name} ${packed(chunks[name]!.file)}`)
    .sort()
    .join(', ')
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0)
}
