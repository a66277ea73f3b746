import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Room for a server's files that can run out, and be made again while the server runs. */
export interface SmallDisk extends AsyncDisposable {
  readonly kind: 'a file system of its own' | 'a limit on the size of files'
  readonly folder: string
  /** Leaves so many bytes free, for the process of the server. */
  readonly leave: (bytes: number, pid: number) => Promise<void>
  readonly makeRoom: (pid: number) => Promise<void>
}

/**
 * A small file system when this user may mount one; otherwise a limit on how large each file of the process may grow, which
 * the kernel answers in the same place, if with another error.
 */
export async function openSmallDisk(megabytes: number): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-small-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  } catch {
    return limitedFiles(folder)
  }
  const ballast = join(folder, 'ballast')
  return {
    kind: 'a file system of its own',
    folder,
    async leave(bytes) {
      const { bavail, bsize } = await statfs(folder)
      await writeFile(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)))
    },
    makeRoom: () => rm(ballast),
    async [Symbol.asyncDispose]() {
      await run('umount', ['--lazy', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function limitedFiles(folder: string): SmallDisk {
  const limit = (pid: number, bytes: number | 'unlimited') =>
    run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])
  return {
    kind: 'a limit on the size of files',
    folder,
    async leave(bytes, pid) {
      const files = await Promise.all((await readdir(folder)).map((file) => stat(join(folder, file))))
      await limit(pid, Math.max(...files.map(({ size }) => size)) + bytes)
    },
    // A process that has ended took its limit with it.
    makeRoom: async (pid) => void (await limit(pid, 'unlimited').catch(() => {})),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
