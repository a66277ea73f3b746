import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { bindingsQuery } from '../../api/bindings.ts'
import { type Integration, integrationsQuery } from '../../api/integrations.ts'
import { type Stats, type StatsCell, statsQuery } from '../../api/journal-stats.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Badge, Empty } from '../../ui/feedback.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { Segments } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'

const periods = { '24h': 24, '7d': 168, '30d': 720 } as const
type Period = keyof typeof periods

/** How the call center's messages fare: figures, what needs attention, what to do first. */
export function OverviewPage() {
  const say = useSay()
  const navigate = useNavigate()
  const { period: asked } = useSearch({ strict: false }) as { period?: string }
  const period: Period = asked && asked in periods ? (asked as Period) : '24h'
  const stats = useQuery(statsQuery(periods[period]))
  const integrations = useQuery(integrationsQuery)
  const bindings = useQuery(bindingsQuery)
  const isNew = bindings.data?.items.length === 0
  return (
    <>
      <PageHead
        title={say('nav.overview')}
        actions={
          <Segments
            label={say('overview.period')}
            value={period}
            choices={(Object.keys(periods) as Period[]).map((value) => ({ value, label: say(`overview.${value}`) }))}
            onChange={(value) => void navigate({ to: '/', search: { period: value } })}
          />
        }
      />
      {isNew && <FirstSteps hasIntegration={(integrations.data?.items.length ?? 0) > 0} />}
      <div className="flex flex-col gap-4">
        <Loaded query={stats} rows={3} rowHeight={84}>
          {(loaded) => <Figures stats={loaded} hours={periods[period]} />}
        </Loaded>
        <div className="grid gap-4 lg:grid-cols-2">
          <Card title={say('overview.attention')} flush>
            <Loaded query={integrations}>{({ items }) => <Attention integrations={items} />}</Loaded>
          </Card>
          <Card title={say('overview.worst')} flush>
            <Loaded query={stats}>{(loaded) => <Worst stats={loaded} />}</Loaded>
          </Card>
        </div>
      </div>
    </>
  )
}

function FirstSteps({ hasIntegration }: { readonly hasIntegration: boolean }) {
  const say = useSay()
  const steps = [
    { isDone: false, words: 'overview.step_source', to: '/sources' },
    { isDone: hasIntegration, words: 'overview.step_integration', to: '/integrations/new' },
    { isDone: false, words: 'overview.step_binding', to: '/bindings/recipes' },
  ] as const
  return (
    <Card title={say('overview.first_steps')} className="mb-4">
      <ol className="flex flex-col gap-2">
        {steps.map(({ isDone, words, to }, at) => (
          <li key={to} className="flex flex-wrap items-center gap-3">
            <Badge tone={isDone ? 'good' : 'neutral'} {...(isDone && { icon: 'check' as const })}>
              {at + 1}
            </Badge>
            <span className="flex-1">{say(words)}</span>
            <ButtonLink to={to} size="small">
              {say('common.open')}
            </ButtonLink>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Figures({ stats, hours }: { readonly stats: Stats; readonly hours: number }) {
  const say = useSay()
  const formats = useFormats()
  const count = (status: string) => stats.by_status[status] ?? 0
  const ended = count('delivered') + count('failed')
  const delivered = stats.hours.filter(({ status }) => status === 'delivered')
  const tiles = [
    {
      words: 'overview.deliveries',
      value: formats.number(stats.total),
      spark: byHour(stats.hours, hours),
      bad: byHour(
        stats.hours.filter(({ status }) => status === 'failed'),
        hours,
      ),
    },
    {
      words: 'overview.success',
      value: ended === 0 ? '—' : formats.percent(count('delivered') / ended),
      spark: null,
      bad: null,
    },
    {
      words: 'overview.failed',
      value: formats.number(count('failed')),
      spark: byHour(
        stats.hours.filter(({ status }) => status === 'failed'),
        hours,
      ),
      bad: null,
    },
    {
      words: 'overview.latency',
      value: `${formats.duration(weighted(delivered, 'p50_ms'))} · ${formats.duration(weighted(delivered, 'p95_ms'))} · ${formats.duration(weighted(delivered, 'p99_ms'))}`,
      spark: null,
      bad: null,
    },
  ] as const
  if (stats.total === 0)
    return (
      <Card>
        <Empty icon="journal" title={say('overview.nothing')} />
      </Card>
    )
  return (
    <dl className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {tiles.map(({ words, value, spark, bad }) => (
        <div key={words} className="rounded-xl border border-line bg-surface p-4 shadow-flat">
          <dt className="text-sm text-ink-soft">{say(words)}</dt>
          <dd className="mt-1 flex items-end justify-between gap-2">
            <span className={`font-semibold tabular-nums ${words === 'overview.latency' ? 'text-lg' : 'text-xl'}`}>
              {value}
            </span>
            {spark && <Sparkline values={spark} {...(bad && { bad })} />}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Attention({ integrations }: { readonly integrations: readonly Integration[] }) {
  const say = useSay()
  const ill = integrations.filter(({ health }) => health.state === 'paused' || health.state === 'failing')
  if (ill.length === 0) return <Empty icon="check" title={say('overview.all_well')} />
  return (
    <ul className="divide-y divide-line">
      {ill.map(({ id, name, health }) => (
        <li key={id} className="flex flex-wrap items-center gap-2 px-4 py-2.5">
          <Badge
            tone={health.state === 'paused' ? 'warn' : 'bad'}
            icon={health.state === 'paused' ? 'pause' : 'warning'}
          >
            {say(health.state === 'paused' ? 'overview.paused' : 'overview.failing')}
          </Badge>
          <Link to="/integrations/$id" params={{ id }} className="font-medium">
            {name}
          </Link>
          <span className="min-w-0 flex-1 text-sm text-ink-soft">{health.reason}</span>
          <ButtonLink to="/journal" search={{ integration_id: id, status: 'failed' }} size="small">
            {say('overview.see_failed')}
          </ButtonLink>
        </li>
      ))}
    </ul>
  )
}

function Worst({ stats }: { readonly stats: Stats }) {
  const say = useSay()
  const formats = useFormats()
  const rows = [...Map.groupBy(stats.hours, ({ integration }) => integration.id)]
    .map(([id, cells]) => ({
      id,
      name: cells[0]!.integration.name ?? id,
      failed: sum(cells, 'failed'),
      delivered: sum(cells, 'delivered'),
    }))
    .filter(({ failed }) => failed > 0)
    .sort((a, b) => b.failed - a.failed)
    .slice(0, 6)
  if (rows.length === 0) return <Empty icon="check" title={say('overview.no_failures')} />
  return (
    <table className="w-full text-left">
      <thead className="text-sm text-ink-soft">
        <tr>
          <th className="px-4 py-2 font-medium">{say('overview.integration')}</th>
          <th className="px-4 py-2 text-right font-medium">{say('overview.failed')}</th>
          <th className="px-4 py-2 text-right font-medium">{say('overview.share')}</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-t border-line">
        {rows.map(({ id, name, failed, delivered }) => (
          <tr key={id}>
            <td className="px-4 py-2">
              <Link to="/integrations/$id" params={{ id }}>
                {name}
              </Link>
            </td>
            <td className="px-4 py-2 text-right">{formats.number(failed)}</td>
            <td className="px-4 py-2 text-right">{formats.percent(failed / (failed + delivered))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const bars = 24

/** Counts in 24 equal parts of the period, the newest last. */
function byHour(cells: readonly StatsCell[], hours: number): number[] {
  const parts = Array<number>(bars).fill(0)
  const end = Date.now()
  for (const { hour, count } of cells) {
    const age = (end - Date.parse(hour)) / 3_600_000
    const at = bars - 1 - Math.floor((age / hours) * bars)
    if (at >= 0 && at < bars) parts[at] = parts[at]! + count
  }
  return parts
}

/** The mean of a percentile over hours, by their counts: a good guess, and said so nowhere else than here. */
function weighted(cells: readonly StatsCell[], name: 'p50_ms' | 'p95_ms' | 'p99_ms'): number | null {
  const known = cells.filter((cell) => cell[name] !== null)
  const total = known.reduce((all, { count }) => all + count, 0)
  return total === 0 ? null : known.reduce((all, cell) => all + cell[name]! * cell.count, 0) / total
}

function sum(cells: readonly StatsCell[], status: string): number {
  return cells.filter((cell) => cell.status === status).reduce((all, { count }) => all + count, 0)
}
