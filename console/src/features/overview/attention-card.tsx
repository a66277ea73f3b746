import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import type { Integration } from '../../api/integrations.ts'
import { acknowledge, attentionQuery, type FailureGroup, takeBack } from '../../api/overview.ts'
import { asSentence } from '../../parts/as-sentence.ts'
import { useFormats } from '../../parts/formats.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { tell } from '../../ui/toast.tsx'
import { type SentenceKey, useSay } from '../../words/words.tsx'
import { AllWell } from './rankings.tsx'
import { RetryGroup } from './retry-group.tsx'

interface AttentionProps {
  readonly groups: readonly FailureGroup[]
  readonly integrations: readonly Integration[]
}

/** What went wrong and is not mended, the newest first; what somebody took note of is folded away. */
export function AttentionCard({ groups, integrations }: AttentionProps) {
  const say = useSay()
  const [isAllShown, showAll] = useState(false)
  const fresh = groups.filter(({ acknowledged }) => acknowledged === null)
  const known = groups.filter(({ acknowledged }) => acknowledged !== null)
  const paused = integrations.filter(
    ({ id, health }) => health.state === 'paused' && !fresh.some(({ integration }) => integration.id === id),
  )
  const shown = isAllShown ? [...fresh, ...known] : fresh
  const find = (id: string) => integrations.find((one) => one.id === id)
  return (
    <Card
      flush
      title={say('overview.attention')}
      actions={
        known.length > 0 && (
          <Button size="small" look="quiet" aria-pressed={isAllShown} onPress={() => showAll(!isAllShown)}>
            {say(isAllShown ? 'overview.hide_acknowledged' : 'overview.show_acknowledged', { count: known.length })}
          </Button>
        )
      }
    >
      {shown.length + paused.length === 0 ? (
        <AllWell text={say('overview.all_well')} />
      ) : (
        <ul className="divide-y divide-line">
          {shown.map((group) => (
            <Group
              key={`${group.integration.id}.${group.outcome}`}
              group={group}
              integration={find(group.integration.id)}
            />
          ))}
          {paused.map((integration) => (
            <Paused key={integration.id} integration={integration} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Group({
  group,
  integration,
}: {
  readonly group: FailureGroup
  readonly integration: Integration | undefined
}) {
  const say = useSay()
  const formats = useFormats()
  const queries = useQueryClient()
  const mayRetry = useMay('journal:retry')
  const refresh = () => queries.invalidateQueries({ queryKey: attentionQuery.queryKey })
  const undo = useMutation({ mutationFn: () => takeBack(group), onSettled: refresh })
  const note = useMutation({
    mutationFn: () => acknowledge(group),
    onSuccess: () => tell(say('overview.was_acknowledged'), { label: say('common.undo'), run: () => undo.mutate() }),
    onSettled: refresh,
  })
  const { outcome, failed, retrying, latest, acknowledged } = group
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={failed > 0 ? 'bad' : 'warn'} icon={failed > 0 ? 'close' : 'retry'}>
          {say(`outcome.${outcome}` as SentenceKey)}
          {latest?.status_code ? <span className="font-mono font-normal">{latest.status_code}</span> : null}
        </Badge>
        <Link to="/integrations/$id" params={{ id: group.integration.id }} className="font-medium">
          {group.integration.name ?? group.integration.id}
        </Link>
        {integration?.health.state === 'paused' && <PausedBadge />}
        {acknowledged && (
          <span className="text-sm text-ink-soft">
            {say('overview.acknowledged_by', { name: acknowledged.by, when: formats.ago(acknowledged.at) })}
          </span>
        )}
      </div>
      <p className="text-sm text-ink-soft">
        {[
          failed > 0 && say('overview.failed_count', { count: failed }),
          retrying > 0 && say('overview.retrying_count', { count: retrying }),
          say('overview.since', { first: formats.moment(group.first_at), last: formats.ago(group.last_at) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className="flex flex-wrap gap-2">
        <ButtonLink
          size="small"
          to="/journal"
          search={{
            integration_id: group.integration.id,
            outcome,
            status: failed > 0 ? 'failed' : 'retrying',
            from: group.from,
          }}
        >
          {say('common.open')}
        </ButtonLink>
        {mayRetry && failed > 0 && <RetryGroup group={group} />}
        {integration && <PauseButton integration={integration} />}
        {mayRetry &&
          (acknowledged ? (
            <Button size="small" look="quiet" isBusy={undo.isPending} onPress={() => undo.mutate()}>
              {say('overview.take_back')}
            </Button>
          ) : (
            <Button size="small" look="quiet" icon="check" isBusy={note.isPending} onPress={() => note.mutate()}>
              {say('overview.acknowledge')}
            </Button>
          ))}
      </div>
      {(note.error ?? undo.error) && <ProblemNote error={note.error ?? undo.error} title={say('common.not_saved')} />}
    </li>
  )
}

/** Paused, and nothing failed lately: its messages wait. */
function Paused({ integration }: { readonly integration: Integration }) {
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <PausedBadge />
        <Link to="/integrations/$id" params={{ id: integration.id }} className="font-medium">
          {integration.name}
        </Link>
        <span className="text-sm text-ink-soft">{asSentence(integration.health.reason ?? '')}</span>
      </div>
      <div className="flex flex-wrap gap-2">
        <PauseButton integration={integration} />
      </div>
    </li>
  )
}

function PausedBadge() {
  const say = useSay()
  return (
    <Badge tone="warn" icon="pause">
      {say('overview.paused')}
    </Badge>
  )
}

function PauseButton({ integration }: { readonly integration: Integration }) {
  const say = useSay()
  const queries = useQueryClient()
  const mayPause = useMay('integrations:pause')
  const isPaused = integration.health.state === 'paused'
  const change = useMutation({
    mutationFn: () => api.post(`/integrations/${integration.id}/${isPaused ? 'resume' : 'pause'}`, {}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['integrations'] }),
  })
  if (!mayPause) return null
  return (
    <>
      <Button
        size="small"
        icon={isPaused ? 'play' : 'pause'}
        isBusy={change.isPending}
        onPress={() => change.mutate()}
        aria-label={say(isPaused ? 'overview.resume_of' : 'overview.pause_of', { name: integration.name })}
      >
        {say(isPaused ? 'overview.resume' : 'overview.pause')}
      </Button>
      {change.error && <ProblemNote error={change.error} title={say('common.not_saved')} />}
    </>
  )
}
