import { type Field, hiddenSecret } from '../core/field.ts'
import { fieldsInvalid } from '../core/form.ts'
import { isJsonObject, type Json, own } from '../core/json.ts'
import type { FieldError } from '../core/problem.ts'
import type { Sealing } from '../core/sealing.ts'
import type { RecordStore } from '../core/store/record-store.ts'
import { isSealed, keyIdOf, openText, sealText } from './envelope.ts'
import { type KeyRing, keyFileWarnings, makeKeyFile, readKeyFile } from './key-file.ts'
import { changeSecrets } from './secret-places.ts'

type Settings = Readonly<Record<string, Json>>

// A sealed word that every start opens first: so a wrong key file is found before anything is written with it.
const collection = 'sealing'
const checkId = 'check'
const checkPlace = `${collection}:${checkId}`
const checkWord = 'hookswitch'

/** Sealing under the key file of this installation, and what is unsafe about that file (sentences; empty when nothing is). */
export interface OpenedSealing extends Sealing {
  readonly warnings: readonly string[]
}

/**
 * Opens the key file; makes it when both it and the store are new. Rejects with a sentence for people when the store
 * holds secrets that this file cannot open: missing, unreadable, or of another installation.
 */
export async function openSeal({ file, records }: { file: string; records: RecordStore }): Promise<OpenedSealing> {
  const kept = await records.record(collection, checkId)
  const ring = await ringFor(file, kept !== null)
  await checkRing(ring, kept, { file, records })
  return { ...sealingWith(ring), warnings: await keyFileWarnings(file) }
}

/** Sealing with keys that are at hand. */
export function sealingWith(ring: KeyRing): Sealing {
  return {
    seal: (fields, settings, owner) =>
      changeSecrets(fields, settings, (value, path) => sealText(JSON.stringify(value), placeOf(owner, path), ring)),
    open: (fields, settings, owner) =>
      changeSecrets(fields, settings, (value, path) => unseal(value, owner, path, ring)),
    hide: (fields, settings) => changeSecrets(fields, settings, () => hiddenSecret),
    keepHidden,
    secretsIn,
  }
}

async function ringFor(file: string, storeHoldsSecrets: boolean): Promise<KeyRing> {
  const ring = await readKeyFile(file)
  if (ring) return ring
  if (storeHoldsSecrets) {
    throw new Error(
      `the secret key file ${file} is missing, and the secrets in the store cannot be opened without it. Put it back from your copy, or point HOOKSWITCH_SECRET_KEY_FILE to it`,
    )
  }
  await makeKeyFile(file)
  return (await readKeyFile(file))!
}

async function checkRing(
  ring: KeyRing,
  kept: string | null,
  { file, records }: { file: string; records: RecordStore },
): Promise<void> {
  if (kept !== null) openCheck(kept, ring, file)
  // Written anew after a rotation, so that the old key can be taken out once nothing else needs it.
  if (kept !== null && keyIdOf(kept) === ring.newest) return
  await records.saveRecords([{ collection, id: checkId, body: sealText(checkWord, checkPlace, ring) }])
}

function openCheck(kept: string, ring: KeyRing, file: string): void {
  try {
    openText(kept, checkPlace, ring)
  } catch (cause) {
    throw new Error(
      `the secret key file ${file} is not the one that sealed the secrets in the store. Put the right one there, or point HOOKSWITCH_SECRET_KEY_FILE to it`,
      { cause },
    )
  }
}

/** Text that is not sealed is taken as it is: it was saved before its field became a secret. */
function unseal(value: Json, owner: string, path: readonly string[], ring: KeyRing): Json {
  if (typeof value !== 'string' || !isSealed(value)) return value
  return JSON.parse(openText(value, placeOf(owner, path), ring)) as Json
}

/** `integrations:int_1:["headers","X-Token"]`: no other place can be spelled the same. */
function placeOf(owner: string, path: readonly string[]): string {
  return `${owner}:${JSON.stringify(path)}`
}

function keepHidden(fields: readonly Field[], sent: Settings, kept: Settings): Settings {
  const errors: FieldError[] = []
  const whole = changeSecrets(fields, sent, (value, path) => {
    if (value !== hiddenSecret) return value
    const secret = valueAt(kept, path)
    if (secret === undefined) {
      errors.push({
        path: ['settings', ...path].join('.'),
        message: 'is hidden, and none is kept for it: give the secret',
      })
    }
    return secret
  })
  if (errors.length > 0) throw fieldsInvalid(errors)
  return whole
}

function valueAt(settings: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = settings
  for (const name of path) {
    if (Array.isArray(value)) value = value[Number(name)]
    else value = isJsonObject(value) ? own(value, name) : undefined
  }
  return value
}

function secretsIn(fields: readonly Field[], settings: Settings): readonly string[] {
  const secrets = new Set<string>()
  changeSecrets(fields, settings, (value) => {
    for (const text of textsIn(value)) {
      secrets.add(text)
      // Of `Bearer abc`, the token may show up alone.
      const [, token] = /^(?:Bearer|Basic|Token|Bot|ApiKey)\s+(\S+)$/i.exec(text) ?? []
      if (token !== undefined) secrets.add(token)
    }
    return value
  })
  return [...secrets]
}

function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (typeof value === 'number') return [String(value)]
  if (Array.isArray(value)) return value.flatMap((item: Json) => textsIn(item))
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : []
}
