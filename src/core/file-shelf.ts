/**
 * Where the bytes of uploaded files lie, by id. What a file is called and who may have it is kept elsewhere.
 * Ids are our own: letters, digits and `_`.
 */
export interface FileShelf {
  /** Resolves when the bytes survive a power cut. Until then nobody sees any of them. */
  readonly put: (id: string, bytes: Uint8Array) => Promise<void>
  /** Null when there is no such file. */
  readonly get: (id: string) => Promise<Uint8Array | null>
  /** Also of one that is not there. */
  readonly remove: (id: string) => Promise<void>
}
