import { useFormats } from '../../../parts/formats.ts'
import { useSay } from '../../../words/words.tsx'

interface DayBarsProps {
  readonly days: readonly { readonly day: string; readonly matched: number }[]
}

/** A bar for each day. The numbers stand under the pointer, and in a list for whoever cannot see bars. */
export function DayBars({ days }: DayBarsProps) {
  const say = useSay()
  const { number, day: dayOf } = useFormats()
  const top = Math.max(1, ...days.map(({ matched }) => matched))
  const textOf = ({ day, matched }: DayBarsProps['days'][number]) =>
    say('check.day', { day: dayOf(`${day}T12:00:00`), count: number(matched) })
  return (
    <figure>
      <div aria-hidden="true" className="flex h-16 items-end gap-px">
        {days.map((one) => (
          <div
            key={one.day}
            title={textOf(one)}
            className="flex h-full min-w-0 flex-1 items-end rounded-sm hover:bg-sunken"
          >
            <div
              className={`w-full rounded-t-sm ${one.matched === 0 ? 'bg-line' : 'bg-accent/75'}`}
              style={{ height: one.matched === 0 ? 2 : `${Math.max(6, (one.matched / top) * 100)}%` }}
            />
          </div>
        ))}
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between text-xs text-ink-faint tabular-nums">
        <span>{dayOf(`${days[0]!.day}T12:00:00`)}</span>
        <span>{number(top)}</span>
        <span>{dayOf(`${days.at(-1)!.day}T12:00:00`)}</span>
      </div>
      <figcaption className="sr-only">
        {say('check.days_label')}
        <ul>
          {days.map((one) => (
            <li key={one.day}>{textOf(one)}</li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}
