import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

/** `HKSW`: says whose file it is, so that we never write into somebody else's database. */
const applicationId = 0x484b5357

const folder = join(import.meta.dirname, 'migrations')

interface Migration {
  readonly no: number
  readonly name: string
}

/** Brings a database to the newest schema, one migration per transaction. Refuses a file that is newer or not ours. */
export function migrate(database: DatabaseSync, { file, now }: { file: string; now: number }): void {
  // Only a file without pages takes it. 8 kB holds events of a kilobyte with a seventh less waste than 4 kB.
  database.exec('pragma page_size = 8192')
  const version = refuseUnreadable(database, file)
  database.exec('pragma journal_mode = wal')
  for (const migration of allMigrations().filter(({ no }) => no > version)) apply(database, migration, now)
}

/** Refuses a file that is newer or not ours. Returns the version of its schema. */
export function refuseUnreadable(database: DatabaseSync, file: string): number {
  const version = numberOf(database, 'pragma user_version')
  const newest = allMigrations().at(-1)?.no ?? 0
  refuseForeign(database, file)
  if (version <= newest) return version
  throw new Error(
    `The store at ${file} was written by a newer Hookswitch (version ${version} of the schema; this one knows ${newest}). ` +
      'Start the newer one, or open a backup that was made before the update.',
  )
}

function allMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ no: Number(name.slice(0, 4)), name }))
}

function refuseForeign(database: DatabaseSync, file: string): void {
  const owner = numberOf(database, 'pragma application_id')
  const tables = numberOf(database, 'select count(*) from sqlite_schema')
  if (owner === applicationId || (owner === 0 && tables === 0)) return
  throw new Error(`The file ${file} is a database of another program. Give Hookswitch a file of its own.`)
}

function apply(database: DatabaseSync, { no, name }: Migration, now: number): void {
  try {
    database.exec('begin immediate')
    database.exec(`pragma application_id = ${applicationId}`)
    database.exec(
      'create table if not exists migration (no integer primary key, name text not null, applied_at integer)',
    )
    database.exec(readFileSync(join(folder, name), 'utf8'))
    database.prepare('insert into migration (no, name, applied_at) values (?, ?, ?)').run(no, name, now)
    database.exec(`pragma user_version = ${no}`)
    database.exec('commit')
  } catch (cause) {
    if (database.isTransaction) database.exec('rollback')
    throw new Error(`could not bring the store up to ${name}`, { cause })
  }
}

function numberOf(database: DatabaseSync, question: string): number {
  const row = database.prepare(question).get() ?? {}
  return Number(Object.values(row)[0])
}
