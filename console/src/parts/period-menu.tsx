import { lazy, Suspense, useState } from 'react'
import { FilterMenu, withOther } from '../ui/filter-menu.tsx'
import { useSay } from '../words/words.tsx'
import { periodWords } from './period-words.ts'

const CustomPeriod = lazy(() => import('./custom-period.tsx').then((module) => ({ default: module.CustomPeriod })))

/** A length before now, or from one moment to another. */
export interface Period {
  readonly period?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export interface PeriodProps {
  readonly filter: Period
  /** Each part that is undefined is taken away. */
  readonly change: (period: Period) => void
  /** Lengths to choose from, such as `7d`. */
  readonly periods: readonly string[]
}

/** When: one of the usual lengths before now, or two moments. */
export function PeriodMenu({ filter, change, periods }: PeriodProps) {
  const say = useSay()
  const [isAsking, setAsking] = useState(false)
  const isCustom = Boolean(filter.from || filter.to)
  const options = [
    { value: '', label: say('period.any') },
    ...periods.map((value) => ({ value, label: periodWords(value, say) })),
    { value: custom, label: say('period.custom') },
  ]
  return (
    <>
      <FilterMenu
        label={say('filter.period')}
        value={isCustom ? custom : (filter.period ?? '')}
        options={withOther(options, filter.period, (value) => periodWords(value, say))}
        onChange={(value) => {
          if (value === custom) setAsking(true)
          else change({ period: value || undefined, from: undefined, to: undefined })
        }}
      />
      <Suspense>
        {isAsking && <CustomPeriod filter={filter} change={change} onClose={() => setAsking(false)} />}
      </Suspense>
    </>
  )
}

const custom = 'custom'
