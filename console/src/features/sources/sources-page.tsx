import { useQuery } from '@tanstack/react-query'
import { everyPage } from '../../api/bindings.ts'
import { catalogueQuery } from '../../api/catalogue.ts'
import type { Source } from '../../api/sources.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Badge, Empty } from '../../ui/feedback.tsx'
import { Card, PageHead, Pre } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

/** Where events come from. */
export function SourcesPage() {
  const say = useSay()
  const language = useLanguage()
  const formats = useFormats()
  const mayWrite = useMay('sources:write')
  const catalogue = useQuery(catalogueQuery)
  const sources = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => everyPage<Source>('/sources', signal),
    refetchInterval: 10_000,
  })
  const titleOf = (kind: string) => catalogue.data?.sources.find((one) => one.kind === kind)?.title[language] ?? kind
  return (
    <>
      <PageHead title={say('nav.sources')} about={say('sources.about')} />
      <ReadOnlyNote right="sources:write" />
      <div className="flex flex-col gap-4">
        <Card
          title={say('sources.http')}
          actions={<Copy look="button" text={sample} label={say('common.copy')} doneLabel={say('common.copied')} />}
        >
          <p className="mb-2 text-ink-soft">{say('sources.http_help')}</p>
          <Pre label={say('sources.http')}>{sample()}</Pre>
        </Card>
        <Card title={say('sources.connected')} flush>
          <Loaded query={sources} rows={3}>
            {({ items }) =>
              items.length === 0 ? (
                <Empty icon="sources" title={say('sources.empty')} />
              ) : (
                <ul className="divide-y divide-line">
                  {items.map(({ id, name, kind, enabled, health }) => (
                    <li key={id} className="flex flex-wrap items-center gap-3 px-4 py-2.5">
                      <span className="min-w-48 flex-1">
                        <Link to="/sources/$id" params={{ id }} className="font-medium">
                          {name}
                        </Link>
                        <span className="block text-sm text-ink-soft">{titleOf(kind)}</span>
                      </span>
                      <Badge
                        tone={health.connected ? 'good' : enabled ? 'bad' : 'neutral'}
                        icon={health.connected ? 'check' : enabled ? 'warning' : 'ban'}
                      >
                        {say(health.connected ? 'sources.is_connected' : enabled ? 'sources.is_silent' : 'common.off')}
                      </Badge>
                      <span className="text-sm text-ink-soft">
                        {say('sources.counts', { events: health.events, rejected: health.rejected })}
                      </span>
                      <span className="text-sm text-ink-soft">
                        {health.last_event_at ? formats.ago(health.last_event_at) : say('common.never')}
                      </span>
                      {health.message && <span className="w-full text-sm text-bad">{health.message}</span>}
                    </li>
                  ))}
                </ul>
              )
            }
          </Loaded>
        </Card>
        {mayWrite && (
          <Card title={say('sources.connect')}>
            <Loaded query={catalogue}>
              {({ sources: kinds }) => (
                <ul className="grid gap-3 sm:grid-cols-2">
                  {kinds
                    .filter(({ live }) => live)
                    .map(({ kind, title, summary }) => (
                      <li key={kind} className="rounded-lg border border-line p-3">
                        <Link to="/sources/new/$kind" params={{ kind }} className="font-semibold">
                          {title[language]}
                        </Link>
                        <p className="text-sm text-ink-soft">{summary[language]}</p>
                      </li>
                    ))}
                </ul>
              )}
            </Loaded>
          </Card>
        )}
      </div>
    </>
  )
}

function sample(): string {
  return [
    `curl ${location.origin}/api/v1/events \\`,
    "  -H 'Authorization: Bearer YOUR_KEY' -H 'Content-Type: application/json' \\",
    `  -d '{"event_type":"call_function","data":{"function":"queue","function_state":"finish","success_flag":false,"phone":"+70001112333"}}'`,
  ].join('\n')
}
