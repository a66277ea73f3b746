import type { ReactNode } from 'react'
import type { Health } from '../../api/overview.ts'
import { useFormats } from '../../parts/formats.ts'
import { Badge } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'

const mostSources = 4
/** A message that has been due for longer waits for something. */
const lateMs = 60_000
const littleRoom = 1_000_000_000

/** What waits, how much room there is, when sources were heard last, and what runs here. */
export function HealthCard({ health }: { readonly health: Health }) {
  const say = useSay()
  const formats = useFormats()
  const { backlog, store, sources, silent_sources, version, started_at } = health
  const isLate = backlog.oldest_due_ms > lateMs
  const isFull = store.free_bytes !== null && store.free_bytes < littleRoom
  return (
    <Card title={say('overview.health')}>
      <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2 xl:grid-cols-4">
        <Fact name={say('overview.backlog')}>
          <span className="font-medium tabular-nums">{say('overview.open', { count: backlog.open })}</span>
          {backlog.held > 0 && <Line>{say('overview.held', { count: backlog.held })}</Line>}
          {isLate && (
            <span>
              <Badge tone="warn" icon="clock">
                {say('overview.oldest', { age: formats.duration(backlog.oldest_due_ms) })}
              </Badge>
            </span>
          )}
        </Fact>
        <Fact name={say('overview.store')}>
          <span className="font-medium tabular-nums">{formats.bytes(store.bytes)}</span>
          {store.free_bytes !== null &&
            (isFull ? (
              <span>
                <Badge tone="bad" icon="warning">
                  {say('overview.free', { size: formats.bytes(store.free_bytes) })}
                </Badge>
              </span>
            ) : (
              <Line>{say('overview.free', { size: formats.bytes(store.free_bytes) })}</Line>
            ))}
        </Fact>
        <Fact name={say('overview.sources')}>
          {sources.length === 0 && <span>{say('overview.never_heard')}</span>}
          {sources.slice(0, mostSources).map(({ source, last_event_at }) => (
            <span key={source} className="flex justify-between gap-3">
              <span className="min-w-0 truncate">{source}</span>
              <span className="text-sm whitespace-nowrap text-ink-soft">{formats.ago(last_event_at)}</span>
            </span>
          ))}
          {silent_sources.map(({ id, name }) => (
            <span key={id} className="flex flex-wrap items-center gap-2">
              <Badge tone="bad" icon="warning">
                {say('overview.not_connected')}
              </Badge>
              <Link to="/sources/$id" params={{ id }}>
                {name}
              </Link>
            </span>
          ))}
        </Fact>
        <Fact name={say('overview.version')}>
          <span className="font-medium">{version}</span>
          <Line>{say('overview.started', { when: formats.ago(started_at) })}</Line>
        </Fact>
      </dl>
    </Card>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="mt-1 flex flex-col gap-1">{children}</dd>
    </div>
  )
}

function Line({ children }: { readonly children: ReactNode }) {
  return <span className="text-sm text-ink-soft">{children}</span>
}
