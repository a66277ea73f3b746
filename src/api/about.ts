import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import type { House } from './house.ts'
import { operationDescriptions } from './openapi/operations.ts'
import type { Route } from './route.ts'

/** What this server is: for the page About and for whoever is asked for help. Nothing of it is secret or personal. */
export function aboutRoutes(house: House): Route[] {
  const startedAt = new Date(house.clock.now()).toISOString()
  let packages: Promise<readonly Package[]> | null = null
  return [
    {
      method: 'GET',
      path: '/settings/about',
      right: 'settings:read',
      summary:
        'Tells the version, what the server runs on, its settings without secrets, and the licenses of its parts',
      ...operationDescriptions.about,
      handle: async () => {
        packages ??= readPackages()
        return { body: { ...(await present(house)), started_at: startedAt, packages: await packages } }
      },
    },
  ]
}

async function present({
  version,
  clock,
  store,
  startSettings,
  catalogue,
  engine,
  sources,
}: House): Promise<JsonObject> {
  const { bytes, freeBytes } = await store.space()
  return {
    version,
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    now: new Date(clock.now()).toISOString(),
    memory_bytes: process.memoryUsage.rss(),
    store: { bytes, free_bytes: freeBytes },
    settings: startSettings.map((setting) => ({ ...setting })),
    kinds: {
      event_types: [...catalogue.eventTypes.keys()],
      integrations: [...catalogue.integrations.keys()],
      sources: [...catalogue.sources.keys()],
    },
    counts: {
      bindings: engine.bindings.list().length,
      integrations: engine.integrations.list().length,
      sources: sources.list().length,
    },
  }
}

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string
}

const root = join(import.meta.dirname, '../..')

/** What the server is made of besides its own code, as each package says it. One that cannot be found is left out. */
async function readPackages(): Promise<Package[]> {
  const own = await readManifest(root)
  const names = isJsonObject(own?.['dependencies']) ? Object.keys(own['dependencies']) : []
  const manifests = await Promise.all(names.map((name) => readManifest(join(root, 'node_modules', name))))
  return manifests.flatMap((manifest) => {
    const { name, version, license } = manifest ?? {}
    return typeof name === 'string' ? [{ name, version: String(version), license: String(license ?? '?') }] : []
  })
}

async function readManifest(folder: string): Promise<JsonObject | null> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return isJsonObject(manifest) ? manifest : null
  } catch {
    return null
  }
}
