import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const source = join(root, 'console')
const stampName = 'made-from.txt'

/** Where the built console lies: beside its source in a checkout, beside the built server in the package. */
export const consoleFolder: string = existsSync(join(source, 'src')) ? join(source, 'dist') : join(root, 'dist/console')

/** True when the sources are here and the console was never built from them as they are now. Takes some milliseconds. */
export function isConsoleStale(): boolean {
  if (!existsSync(join(source, 'src'))) return false
  const stamp = join(consoleFolder, stampName)
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint()
}

/** Builds the console. Rejects with what the build said; the console of before stays when it fails early. */
export async function buildConsole(): Promise<void> {
  const madeFrom = fingerprint()
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: source,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(String(chunk)))
  child.stderr.on('data', (chunk: Buffer) => said.push(String(chunk)))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`the console could not be built: ${said.join('').slice(-2000)}`)
  writeFileSync(join(consoleFolder, stampName), madeFrom)
}

/** Names, sizes and times of everything that the console is made of. */
function fingerprint(): string {
  const files = globSync(['{src,public,build}/**/*', '*.{ts,json,html}'], { cwd: source }).sort()
  const lines = files.map((file) => {
    const { size, mtimeMs } = statSync(join(source, file))
    return `${file} ${size} ${Math.round(mtimeMs)}`
  })
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
