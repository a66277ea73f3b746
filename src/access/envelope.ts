import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KeyRing } from './key-file.ts'

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16
const form = /^v1\.([0-9a-z]{1,32})\.([\w-]{16})\.([\w-]{80})\.([\w-]*)\.([\w-]{22})$/

/** True for a text that `sealText` made (or that somebody made to look so). */
export function isSealed(text: string): boolean {
  return form.test(text)
}

/**
 * Seals a text under the newest key: `v1.<key id>.<iv>.<wrapped key>.<ciphertext>.<tag>`, AES-256-GCM throughout.
 * Each text has a key of its own, wrapped by the one from the file, so that no two texts ever share a key and an iv.
 * `place` says where the text belongs; it opens nowhere else.
 */
export function sealText(text: string, place: string, ring: KeyRing): string {
  const own = randomBytes(32)
  const iv = randomBytes(ivBytes)
  const wrapped = encrypt(own, keyOf(ring.newest, ring), randomBytes(ivBytes), wrapPlace(ring.newest, place))
  const body = encrypt(Buffer.from(text), own, iv, place)
  const parts = [iv, Buffer.concat([wrapped.iv, wrapped.data, wrapped.tag]), body.data, body.tag]
  return ['v1', ring.newest, ...parts.map((part) => part.toString('base64url'))].join('.')
}

/** The text that was sealed for this place. Throws a sentence for people when the key is missing, or a single character or the place is not the one sealed. */
export function openText(sealed: string, place: string, ring: KeyRing): string {
  const [, id, ...encoded] = form.exec(sealed) ?? []
  if (id === undefined) throw new Error('the sealed secret is damaged: it does not have the form of one')
  const key = keyOf(id, ring)
  const [iv, wrapped, data, tag] = encoded.map(exactBytes) as [Buffer, Buffer, Buffer, Buffer]
  try {
    const own = decrypt(
      {
        iv: wrapped.subarray(0, ivBytes),
        data: wrapped.subarray(ivBytes, -tagBytes),
        tag: wrapped.subarray(-tagBytes),
      },
      key,
      wrapPlace(id, place),
    )
    return decrypt({ iv, data, tag }, own, place).toString('utf8')
  } catch (cause) {
    const guess = 'it was changed or moved since it was sealed, or the key file belongs to another installation'
    throw new Error(`the sealed secret of ${place} cannot be opened: ${guess}`, { cause })
  }
}

/** Id of the key that a sealed text needs. */
export function keyIdOf(sealed: string): string | null {
  return form.exec(sealed)?.[1] ?? null
}

interface Encrypted {
  readonly iv: Buffer
  readonly data: Buffer
  readonly tag: Buffer
}

function encrypt(clear: Buffer, key: Buffer, iv: Buffer, place: string): Encrypted {
  const sealing = createCipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(place))
  const data = Buffer.concat([sealing.update(clear), sealing.final()])
  return { iv, data, tag: sealing.getAuthTag() }
}

function decrypt({ iv, data, tag }: Encrypted, key: Buffer, place: string): Buffer {
  const opening = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes })
  opening.setAAD(Buffer.from(place)).setAuthTag(tag)
  return Buffer.concat([opening.update(data), opening.final()])
}

function keyOf(id: string, ring: KeyRing): Buffer {
  const key = ring.keys.get(id)
  if (key) return key
  const there = [...ring.keys.keys()].join(', ')
  throw new Error(
    `a secret is sealed with the key ${id}, which is not in the secret key file (it has ${there}); add it`,
  )
}

function wrapPlace(id: string, place: string): string {
  return `v1.${id}.${place}`
}

/** Base64 lets the last character vary without changing a byte; here one text has one spelling. */
function exactBytes(encoded: string): Buffer {
  const bytes = Buffer.from(encoded, 'base64url')
  if (bytes.toString('base64url') !== encoded)
    throw new Error('the sealed secret is damaged: it is not spelled as we do')
  return bytes
}
