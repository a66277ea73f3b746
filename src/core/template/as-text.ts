/** A value as it stands in a text: empty for a missing one, JSON for lists and objects, everything else as written. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') return JSON.stringify(value) ?? ''
  return String(value)
}
