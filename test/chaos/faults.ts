import type { Fault } from './accounting.ts'
import { bulkRetry } from './bulk-retry.ts'
import { burningTemplate } from './burning-template.ts'
import { deadBesideLive } from './dead-beside-live.ts'
import { frozen } from './frozen.ts'
import { fullDisk } from './full-disk.ts'
import { killLoop } from './kill-loop.ts'
import { oldBackup } from './old-backup.ts'
import { steadyLoad } from './steady-load.ts'
import { tornLog } from './torn-log.ts'
import { trickle } from './trickle.ts'

/** Every fault that the server is put through. */
export const faults: readonly Fault[] = [
  killLoop,
  frozen,
  fullDisk,
  trickle,
  deadBesideLive,
  burningTemplate,
  bulkRetry,
  tornLog,
  oldBackup,
  steadyLoad,
]
