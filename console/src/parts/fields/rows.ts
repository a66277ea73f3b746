import { useState } from 'react'
import type { Json, JsonObject } from '../../api/bindings.ts'

export type Row = readonly [key: string, value: Json]

interface Rows {
  readonly rows: readonly Row[]
  readonly put: (rows: readonly Row[]) => void
  /** True for a row whose key stands above already: it is kept here, and not sent. */
  readonly isDouble: (at: number) => boolean
}

/** An object as rows that a person edits one key at a time: no row is lost while its key is empty or stands twice. */
export function useRows(value: JsonObject, onChange: (value: JsonObject) => void): Rows {
  const [kept, keep] = useState<{ readonly rows: readonly Row[]; readonly told: string } | null>(null)
  const isCurrent = kept !== null && kept.told === JSON.stringify(value)
  const rows = isCurrent ? kept.rows : Object.entries(value)
  return {
    rows,
    put: (next) => {
      const object = objectOf(next)
      keep({ rows: next, told: JSON.stringify(object) })
      onChange(object)
    },
    isDouble: (at) => rows.findIndex(([key]) => key === rows[at]?.[0]) < at,
  }
}

/** Of two rows with one key the first counts; a row that was just added says nothing yet. */
export function objectOf(rows: readonly Row[]): JsonObject {
  const object = new Map<string, Json>()
  for (const [key, value] of rows) {
    const isBlank = key === '' && value === ''
    if (!isBlank && !object.has(key)) object.set(key, value)
  }
  return Object.fromEntries(object)
}
