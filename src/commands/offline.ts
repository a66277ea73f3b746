import { pino } from 'pino'
import type { House } from '../api/house.ts'
import type { Config } from '../config.ts'
import { start } from '../start.ts'

/** Who the audit log names when a command works on the store itself. */
export const offlineCaller = { id: 'cli', name: 'hookswitch on the machine of the store', role: 'admin' } as const

/** Opens the house on a store that no server uses, does the work in it, and closes it again. Nothing is sent meanwhile. */
export async function inHouse<Result>(config: Config, work: (house: House) => Promise<Result>): Promise<Result> {
  const running = await start({ config, idle: true, log: pino({ level: 'silent' }) })
  try {
    return await work(running.house)
  } finally {
    await running.stop()
  }
}
