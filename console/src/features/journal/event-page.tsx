import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type EventStory, readEvent } from '../../api/journal.ts'
import { ConditionTree } from '../../parts/condition-tree.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { StatusBadge } from '../../parts/status.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Badge, Empty, type Tone } from '../../ui/feedback.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { Card, Facts, PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { useTypeNames } from './filter-words.ts'
import { leavesOf, shownValue } from './flat.ts'
import { reasonWords } from './reasons.ts'

/** One event: what it held, what came of it, and for every binding of its type why it fired or not. */
export function EventPage() {
  const { no } = useParams({ strict: false }) as { no: string }
  const query = useQuery({ queryKey: ['event', no], queryFn: ({ signal }) => readEvent(no, signal) })
  return (
    <Loaded query={query} rows={10}>
      {(event) => <Whole event={event} />}
    </Loaded>
  )
}

function Whole({ event }: { readonly event: EventStory }) {
  const say = useSay()
  const formats = useFormats()
  const typeName = useTypeNames()
  return (
    <>
      <PageHead
        before={
          <Link to="/journal" search={{ grain: 'events' } as never}>
            {say('nav.journal')}
          </Link>
        }
        title={say('event.title', { no: String(event.event_no) })}
        about={`${typeName(event.event_type)} · ${formats.exact(event.event_time)}`}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <div className="flex flex-col gap-4">
          <Card title={say('event.about')}>
            <About event={event} />
          </Card>
          <Card
            title={say('delivery.event_data')}
            actions={
              <Copy
                label={say('common.copy')}
                doneLabel={say('common.copied')}
                text={() => JSON.stringify(event.data, null, 2)}
              />
            }
          >
            <Data event={event} />
          </Card>
        </div>
        <Card title={say('event.bindings')} flush>
          <Considered event={event} />
        </Card>
      </div>
    </>
  )
}

function About({ event }: { readonly event: EventStory }) {
  const say = useSay()
  const formats = useFormats()
  return (
    <Facts
      items={[
        [say('event.received'), formats.exact(event.received_at)],
        [say('journal.source'), event.source],
        [
          say('event.id'),
          <span key="id" className="font-mono text-sm">
            {event.event_id}
          </span>,
        ],
        ...(event.correlation_id
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

function Data({ event: { data } }: { readonly event: EventStory }) {
  const say = useSay()
  const leaves = leavesOf(data)
  if (Object.keys(data).length === 0) return <p className="text-ink-soft">{say('delivery.no_data')}</p>
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-3 gap-y-1 font-mono text-sm">
      {leaves.map(({ path, value }) => (
        <div key={path} className="contents">
          <dt className="text-ink-soft">{path}</dt>
          <dd className="min-w-0">{shownValue(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

type Considered = EventStory['bindings'][number]

const verdicts = {
  fired: { tone: 'good', icon: 'check', words: 'event.fired' },
  failed: { tone: 'neutral', icon: 'close', words: 'event.not_fired' },
  off: { tone: 'neutral', icon: 'ban', words: 'event.switched_off' },
} as const satisfies Record<string, { tone: Tone; icon: IconName; words: string }>

/** Fired first, then those that came nearest to it. */
function Considered({ event }: { readonly event: EventStory }) {
  const say = useSay()
  if (event.bindings.length === 0)
    return (
      <Empty
        icon="bindings"
        title={say('event.no_bindings')}
        actions={<ButtonLink to="/bindings/new">{say('event.make_binding')}</ButtonLink>}
      />
    )
  const inOrder = event.bindings.toSorted((one, other) => Number(other.fired) - Number(one.fired))
  return (
    <ul className="divide-y divide-line">
      {inOrder.map((one) => (
        <Verdict key={one.binding.id} considered={one} event={event} />
      ))}
    </ul>
  )
}

function Verdict({ considered, event }: { readonly considered: Considered; readonly event: EventStory }) {
  const say = useSay()
  const { binding, fired, reason, conditions } = considered
  const { tone, icon, words } = verdicts[fired ? 'fired' : conditions?.holds === false ? 'failed' : 'off']
  const delivery = event.deliveries.find((one) => one.binding.id === binding.id)
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Link
            to="/bindings/$id"
            params={{ id: binding.id }}
            search={{ event: String(event.event_no) } as never}
            className="font-medium"
          >
            {binding.name}
          </Link>
          <span className="text-sm text-ink-soft">{`v${binding.version}`}</span>
        </span>
        <Badge tone={tone} icon={icon}>
          {say(words)}
        </Badge>
      </span>
      {delivery && (
        <span className="flex flex-wrap items-center gap-2">
          <StatusBadge status={delivery.status} code={delivery.status_code} nextAt={delivery.next_attempt_at} />
          <Link to="/journal/$id" params={{ id: delivery.delivery_id }}>
            {say('event.to_delivery')}
          </Link>
        </span>
      )}
      {reason && <span className="text-sm text-ink-soft">{reasonWords(reason, say)}</span>}
      {conditions && <ConditionTree judged={conditions} eventType={event.event_type} />}
    </li>
  )
}
