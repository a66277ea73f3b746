import type { Fault } from './accounting.ts'
import { bulkRetry } from './bulk-retry.ts'
import { burningRules } from './burning-rules.ts'
import { clockSet } from './clock-set.ts'
import { deadBesideLive } from './dead-beside-live.ts'
import { frozen } from './frozen.ts'
import { fullDisk } from './full-disk.ts'
import { killLoop } from './kill-loop.ts'
import { meanwhile } from './meanwhile.ts'
import { oldBackup } from './old-backup.ts'
import { sigterm } from './sigterm.ts'
import { steadyLoad } from './steady-load.ts'
import { tornLog, truncatedLog } from './torn-log.ts'
import { trickle } from './trickle.ts'

/** Every fault that the server is put through. */
export const faults: readonly Fault[] = [
  killLoop,
  sigterm,
  frozen,
  fullDisk,
  tornLog,
  truncatedLog,
  oldBackup,
  clockSet,
  trickle,
  deadBesideLive,
  burningRules,
  meanwhile,
  bulkRetry,
  steadyLoad,
]
