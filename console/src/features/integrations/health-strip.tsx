import { useQuery } from '@tanstack/react-query'
import { type Integration, integrationFareQuery } from '../../api/integrations.ts'
import { asSentence } from '../../parts/as-sentence.ts'
import { useFares } from '../../parts/fares.ts'
import { useFormats } from '../../parts/formats.ts'
import { useMay } from '../../parts/me.tsx'
import { Note } from '../../ui/feedback.tsx'
import { useSay } from '../../words/words.tsx'
import { HealthBadge } from './health-badge.tsx'
import { PauseButton } from './pause-button.tsx'

/** How a saved integration fares, what waits for it, and the button that stops it or lets it go on. */
export function HealthStrip({ integration }: { readonly integration: Integration }) {
  const say = useSay()
  const { number, duration } = useFormats()
  const { data: fare } = useQuery(integrationFareQuery(integration.id))
  const fareOf = useFares()
  const mayPause = useMay('integrations:pause')
  const { health } = integration
  const isPaused = health.state === 'paused'
  return (
    <div className="mb-4 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2 rounded-xl border border-line bg-surface px-4 py-2.5 shadow-flat">
        <HealthBadge integration={integration} fare={fareOf(integration.id)} />
        {fare && (
          <dl className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            <Figure name={say('integrations.day_delivered')} value={number(fare.day.delivered)} />
            <Figure name={say('integrations.day_failed')} value={number(fare.day.failed)} isBad={fare.day.failed > 0} />
            <Figure name="p95" value={duration(fare.p95_ms)} />
            <Figure name={say('integrations.backlog')} value={number(fare.backlog)} />
          </dl>
        )}
        <span className="flex-1" />
        {mayPause && <PauseButton integration={integration} />}
      </div>
      {health.reason && (
        <Note
          tone={isPaused ? 'warn' : 'bad'}
          title={say(isPaused ? 'integrations.why_paused' : 'integrations.why_failing')}
        >
          <p>{asSentence(health.reason)}</p>
          {isPaused && health.paused_by !== 'person' && <p>{say('integrations.resume_help')}</p>}
          {isPaused && fare && fare.backlog > 0 && <p>{say('integrations.waiting', { count: fare.backlog })}</p>}
        </Note>
      )}
    </div>
  )
}

function Figure({
  name,
  value,
  isBad = false,
}: {
  readonly name: string
  readonly value: string
  readonly isBad?: boolean
}) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-soft">{name}</dt>
      <dd className={`font-medium tabular-nums ${isBad ? 'text-bad' : ''}`}>{value}</dd>
    </div>
  )
}
