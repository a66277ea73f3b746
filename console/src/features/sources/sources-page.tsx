import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '../../api/catalogue.ts'
import { intakeQuery, type Source, sourcesQuery } from '../../api/sources.ts'
import { asSentence } from '../../parts/as-sentence.ts'
import { useFormats } from '../../parts/formats.ts'
import { KindIcon } from '../../parts/kind-icon.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Badge, Empty } from '../../ui/feedback.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { Activity } from './activity.tsx'
import { SourceBadge } from './source-badge.tsx'

/** Where events come from: the open door, what is connected, and what really arrived. */
export function SourcesPage() {
  const say = useSay()
  const mayWrite = useMay('sources:write')
  return (
    <>
      <PageHead title={say('nav.sources')} about={say('sources.about')} />
      <ReadOnlyNote right="sources:write" />
      <div className="flex flex-col gap-4">
        <OpenDoor />
        <Connected />
        <Activity />
        {mayWrite && <Connect />}
      </div>
    </>
  )
}

/** The API itself: it needs no setting up, so it stands first. */
function OpenDoor() {
  const say = useSay()
  const { ago, number } = useFormats()
  const { data: intake } = useQuery(intakeQuery)
  const kind = useDoorKind()
  return (
    <section className="relative flex flex-wrap items-center gap-x-6 gap-y-3 rounded-xl border border-line bg-surface p-4 shadow-flat hover:border-accent">
      <span className="flex min-w-60 flex-1 items-start gap-3">
        <KindIcon room="sources" kind={kind} size={40} />
        <span className="min-w-0">
          <Link
            to="/sources/$id"
            params={{ id: 'api' }}
            className="text-lg font-semibold text-ink! after:absolute after:inset-0 after:rounded-xl"
          >
            {say('sources.http')}
          </Link>
          <span className="block text-ink-soft">{say('sources.http_about')}</span>
        </span>
      </span>
      <Badge tone="good" icon="check">
        {say('sources.always')}
      </Badge>
      {intake && (
        <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
          <Figure
            name={say('sources.last_event')}
            value={intake.day.last_accepted_at ? ago(intake.day.last_accepted_at) : say('common.never')}
          />
          <Figure name={say('sources.in_day')} value={number(intake.day.accepted)} />
          <Figure name={say('sources.rejected')} value={number(intake.day.rejected)} isBad={intake.day.rejected > 0} />
        </dl>
      )}
    </section>
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
    <div>
      <dt className="text-ink-soft">{name}</dt>
      <dd className={`font-medium tabular-nums ${isBad ? 'text-bad' : ''}`}>{value}</dd>
    </div>
  )
}

/** The kind that cannot be listened to is the one that the API serves. */
export function useDoorKind(): string | null {
  const { data } = useQuery(catalogueQuery)
  return data?.sources.find(({ live }) => !live)?.kind ?? null
}

function Connected() {
  const say = useSay()
  const language = useLanguage()
  const { ago, number } = useFormats()
  const query = useQuery(sourcesQuery)
  const catalogue = useQuery(catalogueQuery)
  const titleOf = (kind: string) => catalogue.data?.sources.find((one) => one.kind === kind)?.title[language] ?? kind
  const columns: Column<Source>[] = [
    {
      id: 'name',
      title: say('integrations.name'),
      hideTitle: true,
      className: 'sm:w-[36%]',
      cell: ({ id, name, kind }) => (
        <span className="flex items-center gap-3">
          <KindIcon room="sources" kind={kind} />
          <span className="min-w-0">
            <Link to="/sources/$id" params={{ id }} className="font-medium">
              {name}
            </Link>
            <span className="block text-sm text-ink-soft">{titleOf(kind)}</span>
          </span>
        </span>
      ),
    },
    {
      id: 'state',
      title: say('sources.state'),
      cell: (source) => (
        <span className="flex flex-col items-start gap-0.5">
          <SourceBadge source={source} />
          {source.health.message && (
            <span className="line-clamp-2 max-w-96 text-sm text-ink-soft">{asSentence(source.health.message)}</span>
          )}
        </span>
      ),
    },
    {
      id: 'last',
      title: say('sources.last_event'),
      cell: ({ health }) =>
        health.last_event_at ? ago(health.last_event_at) : <span className="text-ink-soft">{say('common.never')}</span>,
    },
    {
      id: 'events',
      title: say('sources.told'),
      isNumber: true,
      cell: ({ health }) => number(health.events),
    },
  ]
  return (
    <Card title={say('sources.connected')} flush>
      <Loaded query={query} rows={2} rowHeight={56}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="sources" title={say('sources.empty')}>
              {say('sources.empty_help')}
            </Empty>
          ) : (
            <DataTable label={say('sources.connected')} columns={columns} rows={items} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
    </Card>
  )
}

function Connect() {
  const say = useSay()
  const language = useLanguage()
  const catalogue = useQuery(catalogueQuery)
  return (
    <section>
      <h2 className="mb-2 text-base font-semibold">{say('sources.connect')}</h2>
      <Loaded query={catalogue} rows={2} rowHeight={72}>
        {({ sources }) => (
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {sources
              .filter(({ live }) => live)
              .map(({ kind, title, summary }) => (
                <li
                  key={kind}
                  className="relative flex items-start gap-3 rounded-xl border border-line bg-surface p-4 shadow-flat hover:border-accent"
                >
                  <KindIcon room="sources" kind={kind} size={40} />
                  <span className="min-w-0">
                    <Link
                      to="/sources/new/$kind"
                      params={{ kind }}
                      className="text-lg font-semibold text-ink! after:absolute after:inset-0 after:rounded-xl"
                    >
                      {title[language]}
                    </Link>
                    <span className="block text-ink-soft">{summary[language]}</span>
                  </span>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
