import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import type { Finding } from './finding.ts'
import { isHookswitch } from './remote.ts'

const gigabyte = 1e9
/** Below this a busy hour can fill the disk. */
const tooLittleBytes = 0.1 * gigabyte
const lowBytes = gigabyte
const lowShare = 0.1

/** Room, folder, port and address: what the machine must give. */
export async function checkMachine(config: Config): Promise<Finding[]> {
  const folder = nearestFolder(dirname(config.filesFolder))
  return [await checkFolder(folder), await checkDisk(folder), await checkPort(config), checkPublicUrl(config.publicUrl)]
}

/** The folder itself, or the one that it would be made in. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder))
}

/** Writes a file and removes it: rights, read-only disks and full ones all show. */
export async function checkFolder(folder: string): Promise<Finding> {
  const probe = join(folder, `.hookswitch-check-${randomUUID()}`)
  try {
    await writeFile(probe, 'x')
    return { what: 'folder', fine: true, sentence: `${folder} can be written` }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const sentence = `nothing can be written into ${folder} (${code}): let the user that runs Hookswitch write there, or set HOOKSWITCH_STORE to another folder`
    return { what: 'folder', fine: false, sentence }
  } finally {
    await rm(probe, { force: true }).catch(() => {})
  }
}

async function checkDisk(folder: string): Promise<Finding> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return judgeDisk(bavail * bsize, blocks * bsize)
  } catch (error) {
    return { what: 'disk', fine: false, sentence: `the disk of ${folder} cannot be read: ${String(error)}` }
  }
}

/** How much room is left, in bytes, and whether that is enough. */
export function judgeDisk(freeBytes: number, sizeBytes: number): Finding {
  const share = sizeBytes === 0 ? 0 : freeBytes / sizeBytes
  const left = `${(freeBytes / gigabyte).toFixed(1)} GB free, ${Math.floor(share * 100)} % of the disk`
  if (freeBytes >= lowBytes && share >= lowShare) return { what: 'disk', fine: true, sentence: left }
  const advice = 'make room, or keep the journal for fewer days (PATCH /api/v1/settings/retention)'
  return { what: 'disk', fine: freeBytes >= tooLittleBytes, warning: true, sentence: `${left}: ${advice}` }
}

/** Another program at the port stops the start; our own server there is what one would hope for. */
export async function checkPort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Finding> {
  const code = await whyNotListen(host, port)
  const place = `${host}:${port}`
  if (code === null) return { what: 'port', fine: true, sentence: `${place} is free` }
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}/livez`
  if (code === 'EADDRINUSE' && (await isHookswitch(address)))
    return { what: 'port', fine: true, sentence: `a Hookswitch runs at ${place}` }
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'is used by another program: stop that, or set HOOKSWITCH_LISTEN to another port',
    EACCES: 'may not be used by this user: ports below 1024 take special rights; set HOOKSWITCH_LISTEN to another port',
    EADDRNOTAVAIL: 'is not an address of this machine: set HOOKSWITCH_LISTEN to one that is',
  }
  return { what: 'port', fine: false, sentence: `${place} ${reasons[code] ?? `cannot be listened at (${code})`}` }
}

function whyNotListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port }, () => server.close(() => resolve(null)))
  })
}

/** Keys and personal data cross the network at this address. */
export function checkPublicUrl(publicUrl: string): Finding {
  const { protocol, hostname } = new URL(publicUrl)
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  if (protocol === 'https:' || isLocal) return { what: 'address', fine: true, sentence: publicUrl }
  const sentence = `${publicUrl} is not https: whoever listens on the way reads keys and phones. Put a proxy with a certificate before it, and set HOOKSWITCH_PUBLIC_URL to its address`
  return { what: 'address', fine: true, warning: true, sentence }
}
