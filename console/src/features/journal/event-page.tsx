import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { readEvent } from '../../api/journal.ts'
import { ConditionTree } from '../../parts/condition-tree.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { StatusBadge } from '../../parts/status.tsx'
import { Badge, Empty } from '../../ui/feedback.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { EventData } from './event-data.tsx'

/** One event: what it held, what came of it, and for every binding of its type why it fired or not. */
export function EventPage() {
  const say = useSay()
  const formats = useFormats()
  const { no } = useParams({ strict: false }) as { no: string }
  const query = useQuery({ queryKey: ['event', no], queryFn: ({ signal }) => readEvent(no, signal) })
  return (
    <Loaded query={query} rows={10}>
      {(event) => (
        <>
          <PageHead
            before={<Link to="/journal">{say('nav.journal')}</Link>}
            title={say('event.title', { no: event.event_no })}
            about={`${event.event_type} · ${event.source} · ${formats.exact(event.event_time)}`}
          />
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <Card title={say('delivery.event_data')}>
              <EventData data={event.data} />
            </Card>
            <div className="flex flex-col gap-4">
              <Card title={say('event.deliveries')} flush>
                {event.deliveries.length === 0 ? (
                  <Empty icon="skip" title={say('event.no_deliveries')} />
                ) : (
                  <ul className="divide-y divide-line">
                    {event.deliveries.map((row) => (
                      <li key={row.delivery_id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
                        <Link to="/journal/$id" params={{ id: row.delivery_id }}>
                          {row.binding.name ?? row.delivery_id}
                        </Link>
                        <StatusBadge status={row.status} code={row.status_code} nextAt={row.next_attempt_at} />
                      </li>
                    ))}
                  </ul>
                )}
              </Card>
              <Card title={say('event.bindings')} flush>
                <ul className="divide-y divide-line">
                  {event.bindings.map(({ binding, fired, reason, conditions }) => (
                    <li key={binding.id} className="flex flex-col gap-2 px-4 py-2.5">
                      <span className="flex flex-wrap items-center justify-between gap-2">
                        <Link to="/bindings/$id" params={{ id: binding.id }}>
                          {binding.name}
                        </Link>
                        <Badge tone={fired ? 'good' : 'neutral'} icon={fired ? 'check' : 'ban'}>
                          {say(fired ? 'event.fired' : 'event.not_fired')}
                        </Badge>
                      </span>
                      {reason && <span className="text-sm text-ink-soft">{reason}</span>}
                      {!fired && conditions && <ConditionTree judged={conditions} />}
                    </li>
                  ))}
                </ul>
              </Card>
            </div>
          </div>
        </>
      )}
    </Loaded>
  )
}
