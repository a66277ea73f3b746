import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of the heap that somebody still holds: garbage is collected first. */
export function liveHeapBytes(): number {
  collect()
  return process.memoryUsage().heapUsed
}
