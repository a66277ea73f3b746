import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const main = join(import.meta.dirname, '../../src/main.ts')

/** A server in a process of its own, so that it can be killed. */
export interface ServerProcess {
  readonly url: string
  /** The admin key of a first start. */
  readonly firstKey: string | null
  readonly child: ChildProcess
  /** Sends the signal and waits for the end. Returns the exit code, null when it was killed. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

const running = new Set<ChildProcess>()

/** Kills every server that a test left behind, so that a failed test ends. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

export const processKey = 'process-admin-key-0123456789'

/** The environment of a server in that folder. Nothing of the person's own settings gets in. */
export function environmentIn(folder: string, more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HOOKSWITCH_')))
  return {
    ...own,
    HOOKSWITCH_LISTEN: '127.0.0.1:0',
    HOOKSWITCH_STORE: `sqlite:${join(folder, 'hookswitch.db')}`,
    HOOKSWITCH_ADMIN_KEY: processKey,
    HOOKSWITCH_ALLOW_NETS: '127.0.0.0/8',
    LOG_LEVEL: 'fatal',
    ...more,
  }
}

/** Starts `serve` and waits until it says where it listens. */
export async function startServer(folder: string, more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main, 'serve', '--json'], {
    env: environmentIn(folder, more),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended at once with ${String(code)}`))),
  ])) as [Buffer]
  const { url, first_key } = JSON.parse(line.toString()) as { url: string; first_key: string | null }
  return {
    url,
    firstKey: first_key,
    child,
    async end(signal) {
      if (child.exitCode !== null) return child.exitCode
      const ended = once(child, 'exit')
      child.kill(signal)
      const [code] = (await ended) as [number | null]
      return code
    },
  }
}

/** Runs one command to its end. */
export async function runCommand(
  argv: readonly string[],
  {
    folder,
    input,
    environment = {},
  }: { folder: string; input?: string; environment?: Readonly<Record<string, string>> },
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...argv], {
    env: environmentIn(folder, environment),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  child.stdin.end(input ?? '')
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}
