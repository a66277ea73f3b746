import type { AuditStore } from '../../core/store/audit-store.ts'
import type { RecordStore } from '../../core/store/record-store.ts'

/** Records that a test can look into, tamper with and make fail. Pages as a store does, ids in order. */
export interface MemoryRecords extends RecordStore, AuditStore {
  readonly bodies: (collection: string) => Map<string, string>
  /** While true, every save rejects. */
  broken: boolean
}

export function memoryRecords(): MemoryRecords {
  const collections = new Map<string, Map<string, string>>()
  const bodies = (collection: string) => {
    const found = collections.get(collection) ?? new Map<string, string>()
    collections.set(collection, found)
    return found
  }
  const items = (collection: string) => [...bodies(collection)].map(([id, body]) => ({ id, body }))

  return {
    bodies,
    broken: false,
    async saveRecords(changes) {
      await Promise.resolve()
      if (this.broken) throw new Error('the disk is full')
      for (const { collection, id, body } of changes) {
        if (body === null) bodies(collection).delete(id)
        else bodies(collection).set(id, body)
      }
    },
    async records(collection) {
      return items(collection)
    },
    async record(collection, id) {
      return bodies(collection).get(id) ?? null
    },
    /** Filters are the store's own business: `stores/suite-audit.ts` looks at them. */
    async findAudit(filter, page) {
      if (Object.keys(filter).length > 0) throw new Error('no filters here')
      return this.recordsPage('audit', page)
    },
    async newestAudit() {
      throw new Error('no filters here')
    },
    async recordsPage(collection, { limit, cursor, order = 'desc', prefix = '' }) {
      const direction = order === 'asc' ? 1 : -1
      const found = items(collection)
        .filter(({ id }) => id.startsWith(prefix))
        .sort((a, b) => (a.id < b.id ? -direction : direction))
        .filter(({ id }) => cursor === undefined || (order === 'asc' ? id > cursor : id < cursor))
      const page = found.slice(0, limit)
      return { items: page, nextCursor: found.length > limit ? page.at(-1)!.id : null }
    },
  }
}
