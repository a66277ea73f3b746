import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type Attempt, cancelDelivery, readStory, retryDelivery, type Story } from '../../api/journal.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { StatusBadge } from '../../parts/status.tsx'
import { Button } from '../../ui/button.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { Card, Facts, PageHead, Pre } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { type SentenceKey, useSay } from '../../words/words.tsx'
import { EventData, usedFields } from './event-data.tsx'

/** One delivery: what happened, what was sent, every try and every answer. */
export function DeliveryPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const story = useQuery({
    queryKey: ['delivery', id],
    queryFn: ({ signal }) => readStory(id, signal),
    refetchInterval: ({ state }) =>
      state.data?.status === 'pending' || state.data?.status === 'retrying' ? 2000 : false,
  })
  return (
    <Loaded query={story} rows={10}>
      {(loaded) => <Whole story={loaded} />}
    </Loaded>
  )
}

function Whole({ story }: { readonly story: Story }) {
  const say = useSay()
  const formats = useFormats()
  const { event, parameters } = story
  return (
    <>
      <PageHead
        before={<Link to="/journal">{say('nav.journal')}</Link>}
        title={story.binding.name ?? say('journal.removed')}
        about={
          <span className="flex flex-wrap items-center gap-2">
            <StatusBadge status={story.status} code={story.status_code} nextAt={story.next_attempt_at} />
            {story.reason && <span>{story.reason}</span>}
          </span>
        }
        actions={<Actions story={story} />}
      />
      <div className="flex flex-col gap-4">
        <Card>
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
                <Link
                  key="binding"
                  to="/bindings/$id"
                  params={{ id: story.binding.id }}
                >{`${story.binding.name ?? story.binding.id} · v${story.binding.version}`}</Link>,
              ],
              [
                say('journal.integration'),
                <Link key="integration" to="/integrations/$id" params={{ id: story.integration.id }}>
                  {story.integration.name ?? story.integration.id}
                </Link>,
              ],
              [say('journal.duration'), formats.duration(story.duration_ms)],
            ]}
          />
        </Card>
        <Card title={say('delivery.timeline')}>
          <Timeline story={story} />
        </Card>
        <div className="grid gap-4 lg:grid-cols-2">
          <Card title={say('delivery.event_data')}>
            {event ? (
              <EventData data={event.data} used={usedFields(event.data, parameters)} />
            ) : (
              <p className="text-ink-soft">{say('delivery.purged')}</p>
            )}
          </Card>
          <Card title={say('delivery.sent_data')}>
            {parameters ? (
              <Pre label={say('delivery.sent_data')}>{JSON.stringify(parameters, null, 2)}</Pre>
            ) : (
              <p className="text-ink-soft">{say('delivery.nothing_sent')}</p>
            )}
            {story.empty_variables.length > 0 && (
              <p className="mt-2 text-sm text-warn">
                {say('delivery.empty', { names: story.empty_variables.join(', ') })}
              </p>
            )}
          </Card>
        </div>
        <Exchange attempt={story.attempts.at(-1)} />
      </div>
    </>
  )
}

function Actions({ story }: { readonly story: Story }) {
  const say = useSay()
  const queries = useQueryClient()
  const mayRetry = useMay('journal:retry')
  const mayCancel = useMay('journal:cancel')
  const show = (after: Story) => queries.setQueryData(['delivery', story.delivery_id], after)
  const retry = useMutation({ mutationFn: () => retryDelivery(story.delivery_id), onSuccess: show })
  const cancel = useMutation({ mutationFn: () => cancelDelivery(story.delivery_id), onSuccess: show })
  const isWaiting = story.status === 'pending' || story.status === 'retrying'
  return (
    <>
      {mayCancel && isWaiting && (
        <Button icon="ban" isBusy={cancel.isPending} onPress={() => cancel.mutate()}>
          {say('delivery.cancel')}
        </Button>
      )}
      {mayRetry && story.status !== 'delivered' && (
        <Button look="primary" icon="retry" isBusy={retry.isPending} onPress={() => retry.mutate()}>
          {say('delivery.retry')}
        </Button>
      )}
      {(retry.error ?? cancel.error) && <ProblemNote error={retry.error ?? cancel.error} />}
    </>
  )
}

function Timeline({ story }: { readonly story: Story }) {
  const say = useSay()
  const formats = useFormats()
  return (
    <ol className="flex flex-col gap-2 border-l-2 border-line pl-4">
      <li>
        <span className="tabular-nums text-ink-soft">{formats.exact(story.created_at)}</span> {say('delivery.planned')}
      </li>
      {story.attempts.map((attempt) => (
        <li key={attempt.no} className="flex flex-wrap items-center gap-2">
          <span className="tabular-nums text-ink-soft">{formats.exact(attempt.at)}</span>
          {say('delivery.attempt', { no: attempt.no })}
          <Badge
            tone={attempt.outcome === 'ok' || attempt.outcome === 'accepted' ? 'good' : 'bad'}
            icon={attempt.outcome === 'ok' || attempt.outcome === 'accepted' ? 'check' : 'close'}
          >
            {say(`outcome.${attempt.outcome}` as SentenceKey)} {attempt.status_code}
          </Badge>
          <span className="text-sm text-ink-soft">{`${formats.duration(attempt.duration_ms)} · ${say(`trigger.${attempt.trigger}` as SentenceKey)}`}</span>
          {attempt.error && <span className="w-full text-sm text-bad">{attempt.error}</span>}
        </li>
      ))}
      {story.next_attempt_at && (
        <li className="border-t border-dashed border-line pt-2 text-ink-soft">
          {say('delivery.next', { when: formats.exact(story.next_attempt_at) })}
        </li>
      )}
    </ol>
  )
}

function Exchange({ attempt }: { readonly attempt: Attempt | undefined }) {
  const say = useSay()
  if (!attempt?.request) return null
  const { request, response } = attempt
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card
        title={say('delivery.request')}
        actions={<Copy look="button" label="cURL" doneLabel={say('common.copied')} text={() => curl(request)} />}
      >
        <Pre
          label={say('delivery.request')}
        >{`${request.method} ${request.url}\n${headers(request.headers)}\n\n${request.body ?? ''}`}</Pre>
      </Card>
      <Card title={say('delivery.response')}>
        {response ? (
          <Pre
            label={say('delivery.response')}
          >{`${response.status}\n${headers(response.headers)}\n\n${response.body ?? ''}`}</Pre>
        ) : (
          <p className="text-ink-soft">{say('delivery.no_response')}</p>
        )}
      </Card>
    </div>
  )
}

function headers(given: Readonly<Record<string, string>>): string {
  return Object.entries(given ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

/** Secrets are masked already: the server never tells them. */
function curl({ method, url, headers: given, body }: NonNullable<Attempt['request']>): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
  const lines = [
    `curl -X ${method} ${quoted(url)}`,
    ...Object.entries(given ?? {}).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body ? [`--data-raw ${quoted(body)}`] : []),
  ]
  return lines.join(' \\\n  ')
}
