import type { Slot } from '../../api/overview.ts'
import type { DeliveryStatus } from '../../parts/status.tsx'
import type { SentenceKey } from '../../words/words.tsx'

interface ChartPart {
  readonly words: SentenceKey
  readonly statuses: readonly DeliveryStatus[]
  /** The class of its mark, and the variable of the same color. */
  readonly ground: string
  readonly color: string
}

/** What the bars of the chart are made of, from the bottom up. */
export const chartParts: readonly ChartPart[] = [
  { words: 'overview.delivered', statuses: ['delivered'], ground: 'bg-accent', color: '--accent' },
  { words: 'overview.retrying', statuses: ['retrying', 'pending'], ground: 'bg-warn', color: '--warn' },
  { words: 'overview.failed', statuses: ['failed'], ground: 'bg-bad', color: '--bad' },
]

export function countOf(slot: Slot, { statuses }: ChartPart): number {
  return statuses.reduce((sum, status) => sum + slot[status], 0)
}
