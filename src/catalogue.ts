import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Catalogue, KindPapers } from './core/catalogue.ts'
import type { EventType, Parameter } from './core/event-type.ts'
import type { IntegrationKind } from './core/integration.ts'
import type { SourceKind } from './core/source.ts'
import type { StoreKind } from './core/store.ts'

const rooms = ['event-types', 'integrations', 'sources'] as const
type Room = (typeof rooms)[number]

/** What a kind's file exports by default. */
type Kind = EventType | IntegrationKind | SourceKind

interface Found {
  readonly kinds: ReadonlyMap<Room, Map<string, Kind>>
  /** The file of each, by `room/kind`. */
  readonly files: Map<string, string>
}

const noPapers: KindPapers = { icon: null, guide: null }

/** Reads every kind of the plural rooms and of a person's own folder. A kind exists because its folder exists. */
export async function readCatalogue(kindsFolder: string | null): Promise<Catalogue> {
  const found: Found = { kinds: new Map(rooms.map((room) => [room, new Map()])), files: new Map() }
  for (const room of rooms) {
    for (const file of await kindFiles(join(import.meta.dirname, room)))
      addKind(found, room, file, await load<Kind>(file))
  }
  if (kindsFolder !== null) await readOwnKinds(kindsFolder, found)
  const { kinds } = found
  const eventTypes = kinds.get('event-types') as Map<string, EventType>
  const papers = await readPapers(found.files)
  const parameters = new Map<string, ReadonlyMap<string, Parameter>>()
  for (const [key, type] of eventTypes) parameters.set(key, new Map(type.parameters.map((one) => [one.name, one])))
  const none: ReadonlyMap<string, Parameter> = new Map()
  return {
    eventTypes,
    integrations: kinds.get('integrations') as Map<string, IntegrationKind>,
    sources: kinds.get('sources') as Map<string, SourceKind>,
    parametersOf: (eventType) => parameters.get(eventType) ?? none,
    papersOf: (room, kind) => papers.get(`${room}/${kind}`) ?? noPapers,
  }
}

/** Guides and icons lie in the folder that a kind has for itself; a loose file has no such folder. */
async function readPapers(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, KindPapers>> {
  const withFolder = [...files].filter(([, file]) => basename(dirname(file)) === basename(file, extname(file)))
  const read = withFolder.map(async ([name, file]) => {
    const beside = (paper: string) => readFile(join(dirname(file), paper), 'utf8').catch(() => null)
    const [icon, en, ru] = await Promise.all(['icon.svg', 'guide.en.md', 'guide.ru.md'].map(beside))
    const guide = en || ru ? { en: (en || ru)!, ru: (ru || en)! } : null
    return [name, { icon: icon ?? null, guide }] as const
  })
  return new Map(await Promise.all(read))
}

/** The stores that exist here. */
export async function readStores(): Promise<StoreKind[]> {
  const files = await kindFiles(join(import.meta.dirname, 'stores'))
  return Promise.all(files.map((file) => load<StoreKind>(file)))
}

/** A person's own kinds: `<room>/<kind>.ts`, `<room>/<kind>/<kind>.ts`, or `<kind>.ts`, whose export says which room it is for. */
async function readOwnKinds(folder: string, found: Found): Promise<void> {
  if (!existsSync(folder)) throw new Error(`HOOKSWITCH_KINDS names a folder that does not exist: ${folder}`)
  for (const room of rooms) {
    if (!existsSync(join(folder, room))) continue
    const files = [...(await kindFiles(join(folder, room))), ...(await looseFiles(join(folder, room)))]
    for (const file of files) addKind(found, room, file, await loadOwn(file))
  }
  for (const file of [...(await kindFiles(folder)), ...(await looseFiles(folder))]) {
    const kind = await loadOwn(file)
    addKind(found, roomOf(kind, file), file, kind)
  }
}

/** `<kind>/<kind>.ts` (or built `.js`) below a folder. */
async function kindFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const files = names.flatMap((name) => ['.ts', '.js'].map((extension) => join(folder, name, name + extension)))
  return files.filter((file) => existsSync(file)).sort()
}

async function looseFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /^[a-z][a-z0-9-]*\.(ts|js|mjs)$/.test(entry.name))
  return files.map(({ name }) => join(folder, name)).sort()
}

async function load<Loaded>(file: string): Promise<Loaded> {
  return ((await import(pathToFileURL(file).href)) as { default: Loaded }).default
}

async function loadOwn(file: string): Promise<Kind> {
  const kind = await load<Kind>(file).catch((cause: unknown) => {
    throw new Error(
      `your own kind ${file} could not be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  })
  if (typeof kind !== 'object' || kind === null) throw new Error(`your own kind ${file} has no default export`)
  return kind
}

function addKind(found: Found, room: Room, file: string, kind: Kind): void {
  const name = basename(file, extname(file))
  const called = 'key' in kind ? kind.key : kind.kind
  const wanted = room === 'event-types' ? name.replaceAll('-', '_') : name
  if (called !== wanted) throw new Error(`${file} describes “${called}”; its name must be “${wanted}”, as its file`)
  const kinds = found.kinds.get(room)!
  if (kinds.has(called)) throw new Error(`${file}: there is a kind “${called}” already`)
  kinds.set(called, kind)
  found.files.set(`${room}/${called}`, file)
}

function roomOf(kind: Kind, file: string): Room {
  if ('parameters' in kind && 'key' in kind) return 'event-types'
  if ('send' in kind) return 'integrations'
  if ('eventTypes' in kind) return 'sources'
  throw new Error(
    `${file} is neither an event type (key, parameters), nor an integration (send), nor a source (eventTypes)`,
  )
}
