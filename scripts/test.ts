import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { buildConsole, isConsoleStale } from '../src/console-build.ts'

/** Runs every test of the project, or those whose path contains one of the words given. */
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const flags = process.argv.slice(2).filter((word) => word.startsWith('-'))
const files = globSync(['{src,test,examples,scripts,bench}/**/*.{test,suite}.ts', 'console/src/**/*.test.ts'], {
  exclude: ['**/node_modules/**'],
})
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort()

if (files.length === 0) {
  console.error(`No test file matches ${words.join(', ')}`)
  process.exit(1)
}
// Once, before the tests that start servers of their own side by side.
if (isConsoleStale()) await buildConsole()
/** A file that hangs is named and fails; the slowest one takes three minutes. */
const mostMs = 600_000
const run = spawnSync(
  process.execPath,
  ['--test', '--test-concurrency=2', `--test-timeout=${mostMs}`, ...flags, ...files],
  { stdio: 'inherit' },
)
process.exit(run.status ?? 1)
