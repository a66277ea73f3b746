import { useState } from 'react'
import type { Backtest } from '../../../api/rule-building.ts'
import { sayLeafAlone } from '../../../parts/conditions/summary.ts'
import { useFormats } from '../../../parts/formats.ts'
import { ProblemNote } from '../../../parts/loaded.tsx'
import { Button } from '../../../ui/button.tsx'
import { Segments } from '../../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useTools } from '../editor/editor-tools.ts'
import { DayBars } from './day-bars.tsx'
import { isUnfinished, Unfinished } from './unfinished.tsx'

const periods = ['1', '7', '30'] as const
type Period = (typeof periods)[number]

/** How often the rule would have fired: by day, with the matches, with what nearly matched, and against the saved version. */
export function BacktestPart() {
  const say = useSay()
  const { past } = useTools()
  const [period, setPeriod] = useState<Period>('7')
  const labels = { '1': say('check.hours_24'), '7': say('check.days_7'), '30': say('check.days_30') }
  const run = (days: Period) => {
    setPeriod(days)
    past.run(Number(days))
  }
  return (
    <div className="flex flex-col gap-3">
      <span className="flex flex-wrap items-center gap-2">
        <Segments
          label={say('check.period')}
          value={period}
          choices={periods.map((value) => ({ value, label: labels[value] }))}
          onChange={(days) => (past.result ? run(days) : setPeriod(days))}
        />
        <Button icon="clock" isBusy={past.isPending} onPress={() => run(period)}>
          {say('check.run')}
        </Button>
      </span>
      {past.error && (isUnfinished(past.error) ? <Unfinished /> : <ProblemNote error={past.error} />)}
      {past.result && <Found found={past.result.found} days={past.result.days} isOutdated={past.isOutdated} />}
    </div>
  )
}

interface FoundProps {
  readonly found: Backtest
  readonly days: number
  readonly isOutdated: boolean
}

function Found({ found, days, isOutdated }: FoundProps) {
  const say = useSay()
  const { percent } = useFormats()
  const period = say(days === 1 ? 'check.in_1' : days === 7 ? 'check.in_7' : 'check.in_30')
  const share = percent(found.scanned === 0 ? 0 : found.matched / found.scanned)
  return (
    <div className={`flex flex-col gap-3 ${isOutdated ? 'opacity-70' : ''}`}>
      <div role="status">
        {isOutdated && <p className="text-sm text-warn">{say('check.outdated')}</p>}
        <p className="text-lg font-semibold">{say('check.would_fire', { count: found.matched, period })}</p>
        <p className="text-sm text-ink-soft">{say('check.scanned', { count: found.scanned, share })}</p>
      </div>
      {found.days.length > 1 && <DayBars days={found.days} />}
      {found.against_saved && <Against {...found.against_saved} />}
      {found.near_misses.count > 0 && <NearMisses {...found.near_misses} />}
      {found.samples.length > 0 && <Matches found={found} />}
    </div>
  )
}

function Matches({ found }: { readonly found: Backtest }) {
  const say = useSay()
  const formats = useFormats()
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-sm font-medium">{say('check.matches')}</summary>
      <ul className="mt-1 flex flex-col">
        {found.samples.map(({ event_no, event_time }) => (
          <li key={event_no} className="flex items-center justify-between gap-2 text-sm">
            <span className="tabular-nums">{`№ ${event_no} · ${formats.moment(event_time)}`}</span>
            <UseEvent no={event_no} label={say('check.use')} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function NearMisses({ count, by_condition }: Backtest['near_misses']) {
  const say = useSay()
  const language = useLanguage()
  const { type } = useTools()
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-sm font-medium">{say('check.near', { count })}</summary>
      <ul className="mt-1 flex flex-col gap-2">
        {by_condition.map(({ path, condition, count: times, samples }) => (
          <li key={path} className="text-sm">
            <p>
              <span className="font-medium tabular-nums">{times}</span>{' '}
              {say('check.missing', { condition: sayLeafAlone(condition, type?.parameters ?? [], language) })}
            </p>
            <Numbers numbers={samples} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Against({ added, removed, added_samples, removed_samples }: NonNullable<Backtest['against_saved']>) {
  const say = useSay()
  return (
    <div className="text-sm">
      <p className="font-medium tabular-nums">{say('check.added', { added, removed })}</p>
      {added > 0 && <Numbers label={say('check.added_list')} numbers={added_samples} />}
      {removed > 0 && <Numbers label={say('check.removed_list')} numbers={removed_samples} />}
    </div>
  )
}

/** Events by their numbers; a press checks the rule with one of them. */
function Numbers({ label, numbers }: { readonly label?: string; readonly numbers: readonly number[] }) {
  return (
    <p className="flex flex-wrap items-center gap-1">
      {label && <span className="text-ink-soft">{label}:</span>}
      {numbers.slice(0, 8).map((no) => (
        <UseEvent key={no} no={no} label={`№ ${no}`} />
      ))}
    </p>
  )
}

function UseEvent({ no, label }: { readonly no: number; readonly label: string }) {
  const { event } = useTools()
  return (
    <Button size="small" look="quiet" onPress={() => event.choose({ kind: 'past', no: String(no) })}>
      {label}
    </Button>
  )
}
