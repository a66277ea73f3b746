import { lazy, Suspense, useMemo, useState } from 'react'
import type { Overview, Slot } from '../../api/overview.ts'
import { useFormats } from '../../parts/formats.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { type SentenceKey, useLanguage, useSay } from '../../words/words.tsx'
import { chartParts, countOf } from './chart-parts.ts'

const TrendChart = lazy(async () => ({ default: (await import('./trend-chart.tsx')).TrendChart }))

/** What became of the deliveries over the period: as a picture, or as the same numbers in a table. */
export function ChartCard({ overview }: { readonly overview: Overview }) {
  const say = useSay()
  const [isTable, showTable] = useState(false)
  const [at, setAt] = useState<number | null>(null)
  const { slots } = overview
  const clock = useSlotTime(overview)
  const shown = at === null ? null : slots[at]
  return (
    <Card
      title={say('overview.course')}
      actions={
        <Button size="small" onPress={() => showTable(!isTable)}>
          {say(isTable ? 'overview.as_chart' : 'overview.as_table')}
        </Button>
      }
    >
      {isTable ? (
        <Table slots={slots} clock={clock} />
      ) : (
        <>
          <p className="flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 text-sm">
            {chartParts.map((part) => (
              <span key={part.words} className="inline-flex items-center gap-1.5">
                <span aria-hidden="true" className={`size-2.5 rounded-sm ${part.ground}`} />
                {say(part.words)}
                <Count slots={shown ? [shown] : slots} part={part} />
              </span>
            ))}
            <span className="ml-auto text-ink-soft tabular-nums">{shown ? clock(shown.at) : ''}</span>
          </p>
          <Suspense fallback={<Skeleton rows={4} height={50} label={say('common.loading')} />}>
            <TrendChart slots={slots} clock={clock} onPoint={setAt} label={say('overview.course_label')} />
          </Suspense>
        </>
      )}
    </Card>
  )
}

function Count({ slots, part }: { readonly slots: readonly Slot[]; readonly part: (typeof chartParts)[number] }) {
  const formats = useFormats()
  return (
    <b className="font-semibold tabular-nums">
      {formats.number(slots.reduce((sum, slot) => sum + countOf(slot, part), 0))}
    </b>
  )
}

function Table({ slots, clock }: { readonly slots: readonly Slot[]; readonly clock: (at: string) => string }) {
  const say = useSay()
  const formats = useFormats()
  const columns: readonly { words: SentenceKey; value: (slot: Slot) => string }[] = [
    { words: 'overview.events', value: ({ events }) => formats.number(events) },
    ...chartParts.map((part) => ({
      words: part.words,
      value: (slot: Slot) => formats.number(countOf(slot, part)),
    })),
    { words: 'overview.p95', value: ({ p95_ms }) => formats.duration(p95_ms) },
  ]
  return (
    <div tabIndex={0} role="region" aria-label={say('overview.course')} className="max-h-80 overflow-auto">
      <table className="w-full text-left text-sm">
        <thead className="sticky top-0 bg-surface text-ink-soft">
          <tr>
            <th className="py-1.5 pr-2 font-medium">{say('overview.when')}</th>
            {columns.map(({ words }) => (
              <th key={words} className="px-2 py-1.5 text-right font-medium">
                {say(words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {slots.toReversed().map((slot) => (
            <tr key={slot.at}>
              <td className="py-1.5 pr-2 whitespace-nowrap">{clock(slot.at)}</td>
              {columns.map(({ words, value }) => (
                <td key={words} className="px-2 py-1.5 text-right">
                  {value(slot)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The clock for parts of a day, the date for days. */
function useSlotTime({ slot_ms }: Overview): (at: string) => string {
  const language = useLanguage()
  return useMemo(() => {
    const isDays = slot_ms >= 24 * 3_600_000
    const isShort = slot_ms <= 3_600_000
    const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
      ...(!isShort && { day: '2-digit', month: '2-digit' }),
      ...(!isDays && { hour: '2-digit', minute: '2-digit' }),
    })
    return (at) => format.format(new Date(at))
  }, [language, slot_ms])
}
