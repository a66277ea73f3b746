import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { kindsIn } from '../../test/tools/kinds.ts'
import type { Store, StoreKind } from '../core/store.ts'
import { attemptCases } from './suite-attempts.ts'
import { auditCases } from './suite-audit.ts'
import { changeCases } from './suite-changes.ts'
import { dueCases } from './suite-due.ts'
import { eventCases } from './suite-events.ts'
import { figureCases } from './suite-figures.ts'
import { journalCases } from './suite-journal.ts'
import { lifeCases } from './suite-life.ts'
import { recordCases } from './suite-records.ts'
import { removalCases } from './suite-removal.ts'
import type { Case, Ground } from './suite-samples.ts'

// Every store passes this. A store is found by its folder; one that cannot run here says why.

const cases: readonly Case[] = [
  ...eventCases,
  ...dueCases,
  ...attemptCases,
  ...changeCases,
  ...journalCases,
  ...figureCases,
  ...recordCases,
  ...auditCases,
  ...removalCases,
  ...lifeCases,
]

for (const { kind } of await kindsIn<StoreKind>('stores')) {
  const reason = await whyNot(kind)
  describe(`the ${kind.kind} store`, { concurrency: 1 }, () => {
    for (const { name, run } of cases)
      test(name, { skip: reason ?? false }, async () => {
        const ground = await openGround(kind)
        try {
          await run(ground)
        } finally {
          await ground.leave()
        }
      })
  })
}

async function whyNot(kind: StoreKind): Promise<string | null> {
  const fresh = await kind.fresh()
  if ('cannotRun' in fresh) return fresh.cannotRun
  await fresh.remove()
  return null
}

async function openGround(kind: StoreKind): Promise<Ground & { leave: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hookswitch-suite-'))
  const opened: Store[] = []
  const removals: (() => Promise<void>)[] = [() => rm(folder, { recursive: true })]
  const keep = (store: Store) => {
    opened.push(store)
    return store
  }
  const freshAddress = async () => {
    const fresh = await kind.fresh()
    if ('cannotRun' in fresh) throw new Error(fresh.cannotRun)
    removals.push(fresh.remove)
    return fresh.address
  }
  const address = await freshAddress()
  const store = keep(await kind.open(address))
  return {
    store,
    async reopen() {
      await store.close()
      return keep(await kind.open(address))
    },
    openAgain: async () => keep(await kind.open(address)),
    openFile: async (file) => keep(await kind.open(`${kind.kind}:${file}`)),
    another: async () => keep(await kind.open(await freshAddress())),
    path: (name) => join(folder, name),
    async leave() {
      await Promise.all(opened.map((each) => each.close()))
      await Promise.all(removals.map((remove) => remove()))
    },
  }
}
