import { createRequire } from 'node:module'
import type { compileLiquid } from './liquid-text.ts'

let compile: typeof compileLiquid | undefined

/**
 * What reads blocks and filters, loaded with the first text that has any: most messages of a center name parameters and
 * nothing else, and the library is 10 MB of memory.
 */
export function liquidCompiler(): typeof compileLiquid {
  // Built, the same file ends in .js.
  const file = import.meta.filename.endsWith('.ts') ? './liquid-text.ts' : './liquid-text.js'
  compile ??= (createRequire(import.meta.url)(file) as { compileLiquid: typeof compileLiquid }).compileLiquid
  return compile
}
