import { Link as RouterLink } from '@tanstack/react-router'
import type { Story } from '../../api/journal.ts'
import { ConditionTree } from '../../parts/condition-tree.tsx'
import { useFormats } from '../../parts/formats.ts'
import { StatusBadge } from '../../parts/status.tsx'
import { Badge, Note } from '../../ui/feedback.tsx'
import { Card, Facts } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { type SentenceKey, useSay } from '../../words/words.tsx'
import { adviceOf } from './advice.ts'
import { ExchangeCards } from './exchange-cards.tsx'
import { Mapping } from './mapping.tsx'
import { reasonWords } from './reasons.ts'
import { Timeline } from './timeline.tsx'

/** Everything that is known of one delivery. */
export function StoryView({ story }: { readonly story: Story }) {
  const say = useSay()
  return (
    <div className="flex flex-col gap-4">
      <WhatIsWrong story={story} />
      {!story.event && <Note tone="neutral">{say('delivery.purged')}</Note>}
      <Card>
        <Summary story={story} />
      </Card>
      <Card title={say('delivery.timeline')}>
        <Timeline story={story} />
      </Card>
      <Mapping story={story} />
      <ExchangeCards attempts={story.attempts} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Conditions story={story} />
        <Related story={story} />
      </div>
    </div>
  )
}

/** The class of the failure in plain words, with what to do, beside what the service said. */
function WhatIsWrong({ story }: { readonly story: Story }) {
  const say = useSay()
  const { status, outcome, reason } = story
  const advice = adviceOf(story)
  if (status !== 'failed' && status !== 'retrying') return null
  return (
    <Note
      tone={status === 'failed' ? 'bad' : 'warn'}
      {...(outcome && { title: say(`outcome.${outcome}` as SentenceKey) })}
    >
      {advice && <p>{say(advice)}</p>}
      {reason && <p className="font-mono text-sm">{reasonWords(reason, say)}</p>}
    </Note>
  )
}

function Summary({ story }: { readonly story: Story }) {
  const say = useSay()
  const formats = useFormats()
  const { binding, integration, event } = story
  return (
    <Facts
      items={[
        [
          say('delivery.event'),
          <Link
            key="event"
            to="/journal/events/$no"
            params={{ no: String(story.event_no) }}
          >{`№ ${story.event_no} · ${formats.exact(story.event_time)}`}</Link>,
        ],
        [
          say('journal.binding'),
          <span key="binding" className="flex flex-wrap items-center gap-2">
            <Link to="/bindings/$id" params={{ id: binding.id }}>
              {`${binding.name ?? say('journal.removed')} · v${binding.version}`}
            </Link>
            <SinceThen story={story} />
          </span>,
        ],
        [
          say('journal.integration'),
          <Link key="integration" to="/integrations/$id" params={{ id: integration.id }}>
            {integration.name ?? say('journal.removed')}
          </Link>,
        ],
        [say('journal.duration'), formats.duration(story.duration_ms)],
        ...(event?.correlation_id
          ? ([
              [
                say('delivery.call'),
                <Link
                  key="call"
                  to="/journal"
                  search={{ q: event.correlation_id } as never}
                  className="font-mono text-sm"
                >
                  {event.correlation_id}
                </Link>,
              ],
            ] as const)
          : []),
      ]}
    />
  )
}

/** Whether the binding was changed, switched off or deleted since. */
function SinceThen({ story: { binding, binding_now } }: { readonly story: Story }) {
  const say = useSay()
  if (!binding_now) return <Badge>{say('delivery.binding_gone')}</Badge>
  if (!binding_now.enabled) return <Badge tone="warn">{say('delivery.binding_off')}</Badge>
  if (binding_now.version === binding.version) return null
  return <Badge tone="info">{say('delivery.changed_since', { version: binding_now.version })}</Badge>
}

function Conditions({ story }: { readonly story: Story }) {
  const say = useSay()
  const { conditions, event, binding } = story
  return (
    <Card title={say('delivery.conditions')}>
      <p className="mb-2 text-sm text-ink-soft">{say('delivery.conditions_help', { version: binding.version })}</p>
      {conditions ? (
        <ConditionTree judged={conditions} eventType={story.event_type} />
      ) : (
        <p className="text-ink-soft">{say(event ? 'delivery.no_conditions' : 'delivery.purged')}</p>
      )}
    </Card>
  )
}

function Related({ story }: { readonly story: Story }) {
  const say = useSay()
  const formats = useFormats()
  return (
    <Card title={say('delivery.related')} flush>
      {story.related.length === 0 ? (
        <p className="px-4 py-3 text-ink-soft">{say('delivery.no_related')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {story.related.map((row) => (
            <li key={row.delivery_id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
              <span className="flex min-w-0 flex-col">
                <RouterLink
                  to="/journal/$id"
                  params={{ id: row.delivery_id }}
                  className="text-accent-ink underline-offset-2 hover:underline"
                >
                  {row.binding.name ?? say('journal.removed')}
                </RouterLink>
                <span className="text-sm text-ink-soft tabular-nums">
                  {row.event_no === story.event_no
                    ? say('delivery.same_event')
                    : `№ ${row.event_no} · ${formats.moment(row.created_at)}`}
                </span>
              </span>
              <StatusBadge status={row.status} code={row.status_code} nextAt={row.next_attempt_at} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
