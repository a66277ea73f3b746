import type { Field } from './field.ts'
import type { Json } from './json.ts'

type Settings = Readonly<Record<string, Json>>

/** Keeps the secrets among settings: sealed at rest, hidden from readers, kept when a reader sends the hidden mark back. */
export interface Sealing {
  /** Replaces every secret by sealed text. `owner` binds the seal to its place, such as `integrations:int_…`. */
  readonly seal: (fields: readonly Field[], settings: Settings, owner: string) => Settings
  /** The reverse of `seal`. Throws when the key file is not the one that sealed it. */
  readonly open: (fields: readonly Field[], settings: Settings, owner: string) => Settings
  /** Replaces every secret that is set by `•••`. */
  readonly hide: (fields: readonly Field[], settings: Settings) => Settings
  /** What was sent, with every `•••` replaced by the secret kept in that place. */
  readonly keepHidden: (fields: readonly Field[], sent: Settings, kept: Settings) => Settings
  /** Every secret among the settings, in clear, so that it can be hidden wherever it shows up. */
  readonly secretsIn: (fields: readonly Field[], settings: Settings) => readonly string[]
}
