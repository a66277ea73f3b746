import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Starts a file of this folder as a process of its own that talks over IPC. Resolves with its first message. */
export async function startTool<First>(
  name: string,
  argv: readonly string[] = [],
): Promise<{ child: ChildProcess; first: First }> {
  const child = fork(join(import.meta.dirname, `${name}.ts`), [...argv])
  const [first] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended at once`))),
  ])) as [First]
  return { child, first }
}

export const benchKey = 'bench-admin-key-0123456789'

/** A running Hookswitch in a process of its own. */
export interface BenchServer {
  readonly child: ChildProcess
  readonly pid: number
  readonly url: string
  /** From spawning the process to its first word. */
  readonly readyMs: number
}

/** Starts the server on a store in `folder`. `nodeArgs` go to Node, for a profiler. */
export async function startHookswitch(folder: string, nodeArgs: readonly string[] = []): Promise<BenchServer> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('HOOKSWITCH_'))
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    [...nodeArgs, join(import.meta.dirname, '../../bin/hookswitch.cjs'), 'serve', '--json'],
    {
      env: {
        ...Object.fromEntries(own),
        HOOKSWITCH_LISTEN: '127.0.0.1:0',
        HOOKSWITCH_STORE: `sqlite:${join(folder, 'hookswitch.db')}`,
        HOOKSWITCH_ADMIN_KEY: benchKey,
        HOOKSWITCH_ALLOW_NETS: '127.0.0.0/8',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended at once with ${String(code)}`))),
  ])) as [Buffer]
  const { url } = JSON.parse(line.toString()) as { url: string }
  return { child, pid: child.pid!, url, readyMs: performance.now() - startedAt }
}

/** Ends a process and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

// Linux counts in hundredths of a second.
const tickMs = 10

/** CPU milliseconds that a process has used, all threads together. */
export function cpuMsOf(pid: number): number {
  return cpuIn(`/proc/${pid}/stat`).ms
}

/** The same by thread, named as the process names them, largest first. */
export function threadsOf(pid: number): Map<string, number> {
  const threads = new Map<string, number>()
  for (const id of readdirSync(`/proc/${pid}/task`)) {
    const { name, ms } = cpuIn(`/proc/${pid}/task/${id}/stat`)
    const key = id === String(pid) ? 'main' : name
    threads.set(key, (threads.get(key) ?? 0) + ms)
  }
  return threads
}

/** Resident memory in MB. */
export function memoryMbOf(pid: number): number {
  const [, kb = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kb) / 1024
}

function cpuIn(file: string): { name: string; ms: number } {
  const text = readFileSync(file, 'utf8')
  const end = text.lastIndexOf(')')
  const fields = text.slice(end + 2).split(' ')
  return { name: text.slice(text.indexOf('(') + 1, end), ms: (Number(fields[11]) + Number(fields[12])) * tickMs }
}
