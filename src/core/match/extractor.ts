import type { Json, JsonObject } from '../json.ts'
import { isEnvelopeParameter, type Matchable, readParameter } from '../read-parameter.ts'

/** Writes the value of each path into `values`, at the path's place. Places without a path are left alone. */
export type Extractor = (event: Matchable, values: (Json | undefined)[]) => void

/**
 * Reads many parameters at once. For names as they stand in the catalogue a small program is written and compiled,
 * because to read a field by a name known beforehand is twenty times faster than by a name in a variable. No other
 * text gets into that program; every other path is read by `readParameter`.
 */
export function extractorOf(paths: readonly (string | null)[]): Extractor {
  const plain: string[] = []
  const others: { path: string; at: number }[] = []
  for (const [at, path] of paths.entries()) {
    if (path === null) continue
    if (isPlainName(path)) plain.push(`values[${at}] = data.${path}`)
    else others.push({ path, at })
  }
  const readPlain = new Function('data', 'values', plain.join('\n')) as (data: JsonObject, values: unknown[]) => void
  return (event, values) => {
    readPlain(event.data, values)
    for (const { path, at } of others) values[at] = readParameter(event, path)
  }
}

/** Not on the envelope, and not the name of something that every object inherits (`constructor`, `toString`…). */
function isPlainName(path: string): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(path) && !isEnvelopeParameter(path) && !(path in Object.prototype)
}
