import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from './core/catalogue.ts'
import type { Clock } from './core/clock.ts'
import type { SourceEvent } from './core/event.ts'
import type { Log } from './core/log.ts'
import type { Language } from './core/sentence.ts'

const recordedCall = join(import.meta.dirname, '../test/data/asterisk/ami_predictive_2015b.log')
const dayMs = 24 * 3600 * 1000

/** Slow enough to watch, fast enough to wait for: a day takes about twenty seconds. */
export const demoBatch = { size: 150, everyMs: 150 } as const

/** A call that a real Asterisk once told of. */
export async function recordedCallEvents(catalogue: Catalogue): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  if (!existsSync(recordedCall)) return events
  const recorded = catalogue.sources.get('asterisk-ami')?.read?.(createReadStream(recordedCall), {})
  for await (const event of recorded ?? []) events.push(event)
  return events
}

export interface DayTools {
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly emit: (events: readonly SourceEvent[]) => Promise<void>
}

/** A day of a call center that does not exist. Each run tells a day of its own, going back from yesterday, so that no call of it was told before. */
export async function tellDay(
  { run, calls, language }: { run: number; calls: number; language: Language },
  { catalogue, clock, log, signal, emit }: DayTools,
): Promise<void> {
  const date = new Date(clock.now() - run * dayMs).toISOString().slice(0, 10)
  const settings = { seed: run, calls, date, speed: 0, language }
  const nothing = { connect: () => Promise.reject(new Error('not needed')), report: () => {} }
  await catalogue.sources.get('synthetic-day')?.start?.(settings, { ...nothing, clock, log, signal, emit })
}

/** The events in batches, one after another. */
export async function eachBatch(
  events: readonly SourceEvent[],
  tell: (events: readonly SourceEvent[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < events.length; at += demoBatch.size) await tell(events.slice(at, at + demoBatch.size))
}
