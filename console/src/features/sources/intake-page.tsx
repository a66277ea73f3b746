import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '../../api/catalogue.ts'
import { apiUrl } from '../../api/client.ts'
import { Guide } from '../../parts/guide.tsx'
import { KindIcon } from '../../parts/kind-icon.tsx'
import { useMay } from '../../parts/me.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Card, Facts, PageHead, Pre } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { Requests } from './requests.tsx'
import { useDoorKind } from './sources-page.tsx'
import { TryEvent } from './try-event.tsx'

/** Events over HTTP: where to send them, how to try, and what became of the latest requests. */
export function IntakePage() {
  const say = useSay()
  const kind = useDoorKind()
  const maySend = useMay('events:write')
  return (
    <>
      <PageHead
        title={
          <span className="flex items-center gap-3">
            <KindIcon room="sources" kind={kind} />
            {say('sources.http')}
          </span>
        }
        about={say('sources.http_about')}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Requests />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <HowToSend />
          {maySend && <TryEvent />}
          {kind && (
            <Card title={say('guide.title')}>
              <Guide room="sources" kind={kind} />
            </Card>
          )}
        </div>
      </div>
    </>
  )
}

function HowToSend() {
  const say = useSay()
  const mayMakeKeys = useMay('keys:manage')
  const { data: catalogue } = useQuery(catalogueQuery)
  const address = location.origin + apiUrl('/events')
  const command = sample(address, catalogue?.event_types[0]?.sample)
  return (
    <Card title={say('sources.sample')}>
      <div className="flex flex-col gap-3">
        <Facts
          items={[
            [say('sources.endpoint'), <code key="address" className="font-mono text-sm">{`POST ${address}`}</code>],
            [
              say('sources.key'),
              <span key="key">
                {say('sources.key_hint')}{' '}
                {mayMakeKeys && (
                  <Link to="/settings/$section" params={{ section: 'keys' }}>
                    {say('sources.new_key')}
                  </Link>
                )}
              </span>,
            ],
          ]}
        />
        <Pre label="cURL">{command}</Pre>
        <span>
          <Copy look="button" text={command} label={say('common.copy')} doneLabel={say('common.copied')} />
        </span>
      </div>
    </Card>
  )
}

/** Enough to see how an event is written. */
const mostParameters = 4

function sample(address: string, event: Readonly<Record<string, unknown>> | undefined): string {
  const { event_type, data = {} } = (event ?? {}) as { event_type?: string; data?: object }
  const some = Object.fromEntries(Object.entries(data).slice(0, mostParameters))
  const body = JSON.stringify({ event_type, data: some }).replaceAll("'", `'\\''`)
  return [
    `curl -X POST '${address}' \\`,
    "  -H 'Authorization: Bearer YOUR_KEY' \\",
    "  -H 'Content-Type: application/json' \\",
    `  --data-raw '${body}'`,
  ].join('\n')
}
