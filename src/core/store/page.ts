export interface Page {
  readonly limit: number
  /** What the previous page gave as `nextCursor`. */
  readonly cursor?: string
  /** Newest first unless `asc`. */
  readonly order?: 'asc' | 'desc'
}

export interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}
