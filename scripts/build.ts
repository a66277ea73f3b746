import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, globSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { buildConsole, consoleFolder, isConsoleStale } from '../src/console-build.ts'

/**
 * Makes dist/, what the published package runs: Node does not erase types inside node_modules. JavaScript and declarations
 * come from the compiler, everything else that lies in src (migrations, guides, icons) is copied to the same place.
 */
const root = resolve(import.meta.dirname, '..')
const src = join(root, 'src')
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
compile()
copyTheRest()
if (isConsoleStale()) await buildConsole()
// Which file holds what only a test wants to know.
cpSync(consoleFolder, join(dist, 'console'), {
  recursive: true,
  filter: (path) => basename(path) !== 'made-of.json',
})
// npm takes over the mode of the file as it lies here, and some ways to unpack a checkout lose it.
chmodSync(join(root, 'bin/hookswitch.cjs'), 0o755)

function compile(): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status === 0) return
  rmSync(dist, { recursive: true, force: true })
  console.error('Nothing was built: the types do not fit')
  process.exit(1)
}

/** Recordings stay behind: only the suites play them. */
function copyTheRest(): void {
  const files = globSync('**/*', { cwd: src, withFileTypes: true, exclude: ['**/recordings/**', '**/*.ts'] })
  for (const file of files.filter((entry) => entry.isFile())) {
    const from = join(file.parentPath, file.name)
    cpSync(from, join(dist, from.slice(src.length)))
  }
}
