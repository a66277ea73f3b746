import { Problem } from '../../core/problem.ts'
import type { Store } from '../../core/store.ts'
import { asking } from './asking.ts'
import { type CallResult, GroupCommit } from './group-commit.ts'
import { LogLength } from './log-length.ts'
import type { Ask, Threads } from './threads.ts'
import { writing } from './writing.ts'

/** The store as the rooms see it: packs what goes to the threads, unpacks what comes back. */
export function sqliteStore(threads: Threads, ownership: { readonly release: () => void }): Store {
  let closing: Promise<void> | null = null
  const log = new LogLength(threads)
  const group = new GroupCommit(async (calls) => {
    const results = await threads.writer.ask<readonly CallResult[]>('commit', calls)
    log.committed(calls)
    return results
  })
  const refuseWhenClosed = () => {
    if (closing !== null) throw new Problem('not-ready', 'The store is closed.')
  }
  const ask: Ask = async (thread, question, ...given) => {
    refuseWhenClosed()
    return threads[thread].ask(question, ...given)
  }
  const write: GroupCommit['add'] = async (call, weight, options) => {
    refuseWhenClosed()
    return group.add(call, weight, options)
  }

  async function end(): Promise<void> {
    const { writer, engine, journal, keeper } = threads
    await group.settled()
    await log.settled()
    try {
      await Promise.allSettled([engine, journal, keeper].map((thread) => thread.close()))
      // The last connection to go moves the whole log into the database.
      await writer.close()
    } finally {
      ownership.release()
    }
  }

  return {
    ...asking(ask),
    ...writing({ ask, write }),

    wipeFreeSpace: async () => {
      await group.settled()
      await ask('writer', 'wipeFreeSpace')
    },

    backup: (file) => ask('keeper', 'backup', file),

    close: () => {
      closing ??= end()
      return closing
    },
  }
}
