import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileShelf } from '../core/file-shelf.ts'

/** Keeps uploaded files in a folder, a file each, named by id. The folder is made with the first file. */
export async function openFolderShelf(folder: string): Promise<FileShelf> {
  await removeHalves(folder)
  const pathOf = (id: string) => join(folder, checkedId(id))
  return {
    async put(id, bytes) {
      const path = pathOf(id)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeWhole(`${path}.part`, bytes)
      await rename(`${path}.part`, path)
      await syncFolder(folder)
    },
    get: (id) => readFile(pathOf(id)).catch(unlessMissing),
    remove: (id) => rm(pathOf(id), { force: true }),
  }
}

function checkedId(id: string): string {
  if (!/^[a-z0-9_]{1,60}$/.test(id)) throw new Error('this is not the id of a file')
  return id
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The new name is durable only when the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What a crash left in the middle of an upload. */
async function removeHalves(folder: string): Promise<void> {
  const names = (await readdir(folder).catch(unlessMissing)) ?? []
  await Promise.all(names.filter((name) => name.endsWith('.part')).map((name) => rm(join(folder, name))))
}

function unlessMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
