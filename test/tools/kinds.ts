import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A kind found in a plural room: its folder, and what its file exports by default. */
export interface FoundKind<Kind> {
  readonly folder: string
  readonly path: string
  readonly kind: Kind
}

/** Every kind of a plural room (`integrations`, `sources`, `event-types`, `stores`, `detectors`), found by folder. */
export async function kindsIn<Kind>(room: string): Promise<FoundKind<Kind>[]> {
  const roomPath = join(import.meta.dirname, '../../src', room)
  const entries = await readdir(roomPath, { withFileTypes: true })
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const found = folders
    .map((folder) => ({ folder, path: join(roomPath, folder), file: join(roomPath, folder, `${folder}.ts`) }))
    .filter(({ file }) => existsSync(file))
  return Promise.all(
    found.map(async ({ folder, path, file }) => {
      const module = (await import(pathToFileURL(file).href)) as { default: Kind }
      return { folder, path, kind: module.default }
    }),
  )
}
