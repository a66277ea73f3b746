import type { Json } from '../../api/bindings.ts'

/** What one field was and what it became; undefined where it was not there. */
export interface FieldChange {
  readonly path: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** Fields that change with everything. */
const noise = new Set(['id', 'created_at', 'updated_at', 'health', 'last_test', 'used_by', 'version', 'defaults'])

/** Which fields differ between two records, by their path, in the order of the newer one. */
export function differences(before: Json | undefined, after: Json | undefined, path = ''): readonly FieldChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (!isObject(before) || !isObject(after)) {
    const whole = isObject(before) ? before : isObject(after) ? after : null
    if (path !== '' || whole === null) return [{ path, before, after }]
    const side = whole === before ? 'before' : 'after'
    return Object.entries(whole)
      .filter(([name]) => !noise.has(name))
      .map(([name, value]) => ({ path: name, before: undefined, after: undefined, [side]: value }))
  }
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])].filter((name) => !noise.has(name))
  return names.flatMap((name) => differences(before[name], after[name], path === '' ? name : `${path}.${name}`))
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
