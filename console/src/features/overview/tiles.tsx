import type { ReactNode } from 'react'
import type { Overview } from '../../api/overview.ts'
import { useFormats } from '../../parts/formats.ts'
import { classes } from '../../ui/classes.ts'
import { Empty } from '../../ui/feedback.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/layout.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { useSay } from '../../words/words.tsx'

/** Four figures of the period, each with its course and how it changed against the period before. */
export function Tiles({ overview, lastEventAt }: { readonly overview: Overview; readonly lastEventAt: string | null }) {
  const say = useSay()
  const formats = useFormats()
  const { now, before, slots } = overview
  if (now.events === 0 && now.deliveries === 0)
    return (
      <Card>
        <Empty icon="journal" title={say('overview.nothing')}>
          {lastEventAt && say('overview.last_event', { when: formats.moment(lastEventAt) })}
        </Empty>
      </Card>
    )
  const rate = (one: { delivered: number; failed: number }) =>
    one.delivered + one.failed === 0 ? null : one.delivered / (one.delivered + one.failed)
  const [rateNow, rateBefore] = [rate(now), rate(before)]
  return (
    <dl className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      <Tile
        name={say('overview.events')}
        value={formats.number(now.events)}
        change={<Change now={now.events} before={before.events} />}
        values={slots.map(({ events }) => events)}
      />
      <Tile
        name={say('overview.deliveries')}
        value={formats.number(now.deliveries)}
        change={<Change now={now.deliveries} before={before.deliveries} />}
        values={slots.map((slot) => slot.delivered + slot.failed + slot.pending + slot.retrying + slot.skipped)}
        bad={slots.map(({ failed }) => failed)}
      />
      <Tile
        name={say('overview.success')}
        value={rateNow === null ? '—' : formats.percent(rateNow)}
        change={
          rateNow !== null && rateBefore !== null ? (
            <Delta
              by={rateNow - rateBefore}
              text={say('overview.points', { value: formats.number(Math.abs(rateNow - rateBefore) * 100) })}
              better="up"
            />
          ) : (
            say('overview.failed_count', { count: now.failed })
          )
        }
        values={slots.map((slot) => slot.failed)}
        isBad
      />
      <Tile
        name={say('overview.latency')}
        value={formats.duration(now.p50_ms)}
        change={
          <>
            <span className="whitespace-nowrap">
              {say('overview.tail', { p95: formats.duration(now.p95_ms), p99: formats.duration(now.p99_ms) })}
            </span>{' '}
            {now.p95_ms !== null && before.p95_ms !== null && (
              <Change now={now.p95_ms} before={before.p95_ms} better="down" />
            )}
          </>
        }
        values={slots.map(({ p95_ms }) => p95_ms ?? 0)}
      />
    </dl>
  )
}

function Tile({
  name,
  value,
  change,
  values,
  bad,
  isBad = false,
}: {
  readonly name: string
  readonly value: string
  readonly change: ReactNode
  readonly values: readonly number[]
  readonly bad?: readonly number[]
  readonly isBad?: boolean
}) {
  return (
    <div className="flex min-w-0 flex-col rounded-xl border border-line bg-surface p-3 shadow-flat sm:p-4">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="mt-1 flex flex-1 flex-col justify-between gap-2">
        <span className="text-lg font-semibold tabular-nums sm:text-xl">{value}</span>
        <span className="flex flex-wrap items-end justify-between gap-x-3 gap-y-1">
          <span className="text-sm text-ink-soft">{change}</span>
          <Sparkline values={values} {...(isBad ? { bad: values } : bad && { bad })} />
        </span>
      </dd>
    </div>
  )
}

/** Against the period before, in percent. */
function Change({
  now,
  before,
  better,
}: {
  readonly now: number
  readonly before: number
  readonly better?: 'up' | 'down'
}) {
  const say = useSay()
  const formats = useFormats()
  if (before === 0) return say('overview.none_before')
  const by = (now - before) / before
  return <Delta by={by} text={formats.percent(Math.abs(by))} {...(better && { better })} />
}

/** An arrow and a word besides the color. */
function Delta({ by, text, better }: { readonly by: number; readonly text: string; readonly better?: 'up' | 'down' }) {
  const say = useSay()
  if (Math.abs(by) < 0.0005) return say('overview.same')
  const isUp = by > 0
  const isGood = better === (isUp ? 'up' : 'down')
  return (
    <span
      className={classes(
        'inline-flex items-center gap-0.5 tabular-nums',
        better && (isGood ? 'text-good' : 'text-bad'),
      )}
    >
      <Icon name={isUp ? 'arrowUp' : 'arrowDown'} size={13} />
      <span className="sr-only">{say(isUp ? 'overview.more' : 'overview.less')}</span>
      {text}
    </span>
  )
}
