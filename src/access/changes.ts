/** Tells whoever keeps something open for a caller that who may do what has changed. */
export class Changes {
  readonly #listeners = new Set<() => void>()

  /** Calls back after each change, before anything else can happen. Returns how to stop listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
