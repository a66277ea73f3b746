import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { bindingActivityQuery, bindingsQuery } from '../../api/bindings.ts'
import { demoQuery } from '../../api/demo.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { attentionQuery, healthQuery, overviewQuery, type PeriodName, periods } from '../../api/overview.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { Segments } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'
import { AttentionCard } from './attention-card.tsx'
import { ChartCard } from './chart-card.tsx'
import { DemoCard } from './demo-card.tsx'
import { FirstSteps } from './first-steps.tsx'
import { HealthCard } from './health-card.tsx'
import { BusiestBindings, SilentBindings, WorstIntegrations } from './rankings.tsx'
import { Tiles } from './tiles.tsx'

/** How the call center's messages fare: figures, what needs attention, what to do first. */
export function OverviewPage() {
  const say = useSay()
  const navigate = useNavigate()
  const { period: asked } = useSearch({ strict: false }) as { period?: string }
  const period: PeriodName = periods.find((one) => one === asked) ?? '24h'
  const figures = useQuery(overviewQuery(period))
  const health = useQuery(healthQuery)
  const bindings = useQuery(bindingsQuery)
  const integrations = useQuery(integrationsQuery)
  const demo = useQuery(demoQuery)
  const madeByDemo = demo.data?.set_up
  const own = (all: number | undefined, ofDemo: number | undefined) => Math.max(0, (all ?? 0) - (ofDemo ?? 0))
  const hasBinding = own(bindings.data?.items.length, madeByDemo?.bindings) > 0
  const isNew = bindings.isSuccess && demo.isSuccess && !hasBinding
  const hasHeard = health.data !== undefined && health.data.sources.length > 0
  return (
    <>
      <PageHead
        title={say('nav.overview')}
        actions={
          <Segments
            label={say('overview.period')}
            value={period}
            choices={periods.map((value) => ({ value, label: say(`overview.${value}`) }))}
            onChange={(value) => void navigate({ to: '/', search: { period: value } })}
          />
        }
      />
      <div className="flex flex-col gap-4">
        {isNew && (
          <FirstSteps
            steps={{
              hasSource: hasHeard && health.data.sources.some(({ source }) => source !== 'demo-call-center'),
              hasIntegration: own(integrations.data?.items.length, madeByDemo?.integrations) > 0,
              hasBinding,
            }}
          />
        )}
        {demo.data && (demo.data.state !== 'none' || isNew) && <DemoCard demo={demo.data} />}
        {(!isNew || hasHeard) && (
          <>
            <Loaded query={figures} rows={3} rowHeight={44}>
              {(overview) => <Tiles overview={overview} lastEventAt={health.data?.sources[0]?.last_event_at ?? null} />}
            </Loaded>
            <Loaded query={figures} rows={6}>
              {(overview) => <ChartCard overview={overview} />}
            </Loaded>
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <div className="flex min-w-0 flex-col gap-4">
                <Attention />
                <Card title={say('overview.worst')} flush>
                  <Loaded query={figures}>{({ integrations: all }) => <WorstIntegrations all={all} />}</Loaded>
                </Card>
              </div>
              <div className="flex min-w-0 flex-col gap-4">
                <Card title={say('overview.busiest')} flush>
                  <Loaded query={figures}>{({ bindings: all }) => <BusiestBindings all={all} />}</Loaded>
                </Card>
                <Silent />
              </div>
            </div>
          </>
        )}
        <Loaded query={health} rows={3}>
          {(loaded) => <HealthCard health={loaded} />}
        </Loaded>
      </div>
    </>
  )
}

function Attention() {
  const groups = useQuery(attentionQuery)
  const integrations = useQuery(integrationsQuery)
  return (
    <Loaded query={groups} rows={4}>
      {({ items }) => <AttentionCard groups={items} integrations={integrations.data?.items ?? []} />}
    </Loaded>
  )
}

function Silent() {
  const say = useSay()
  const activity = useQuery(bindingActivityQuery)
  const bindings = useQuery(bindingsQuery)
  return (
    <Card title={say('overview.silent')} flush>
      <Loaded query={activity}>
        {({ items }) => <SilentBindings activity={items} bindings={bindings.data?.items ?? []} />}
      </Loaded>
    </Card>
  )
}
