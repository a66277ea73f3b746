import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { catalogueQuery } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import { type Integration, integrationsQuery } from '../../api/integrations.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Badge, Empty, type Tone } from '../../ui/feedback.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { type SentenceKey, useLanguage, useSay } from '../../words/words.tsx'

const tones: Readonly<Record<string, Tone>> = {
  ok: 'good',
  failing: 'bad',
  paused: 'warn',
  off: 'neutral',
  unknown: 'neutral',
}

/** Where messages go, and how each of these places fares. */
export function IntegrationsPage() {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const mayWrite = useMay('integrations:write')
  const query = useQuery(integrationsQuery)
  return (
    <>
      <PageHead
        title={say('nav.integrations')}
        actions={
          mayWrite && (
            <ButtonLink look="primary" icon="plus" to="/integrations/new">
              {say('common.create')}
            </ButtonLink>
          )
        }
      />
      <ReadOnlyNote right="integrations:write" />
      <SearchField
        isPageSearch
        className="mb-3 max-w-80"
        label={say('common.search')}
        value={typed}
        onChange={setTyped}
        clearLabel={say('common.clear')}
      />
      <Card flush>
        <Loaded query={query} rows={6} rowHeight={56}>
          {({ items }) => {
            const some = items.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
            if (items.length === 0)
              return (
                <Empty
                  icon="integrations"
                  title={say('integrations.empty')}
                  actions={mayWrite && <ButtonLink to="/integrations/new">{say('palette.new_integration')}</ButtonLink>}
                />
              )
            if (some.length === 0)
              return (
                <Empty
                  icon="search"
                  title={say('common.nothing_found')}
                  actions={<Button onPress={() => setTyped('')}>{say('common.clear_filters')}</Button>}
                />
              )
            return (
              <ul className="divide-y divide-line">
                {some.map((integration) => (
                  <Row key={integration.id} integration={integration} />
                ))}
              </ul>
            )
          }}
        </Loaded>
      </Card>
    </>
  )
}

function Row({ integration }: { readonly integration: Integration & { readonly used_by?: number } }) {
  const say = useSay()
  const language = useLanguage()
  const queries = useQueryClient()
  const mayPause = useMay('integrations:pause')
  const { data: catalogue } = useQuery(catalogueQuery)
  const { id, name, kind, health } = integration
  const isPaused = health.state === 'paused'
  const change = useMutation({
    mutationFn: () => api.post(`/integrations/${id}/${isPaused ? 'resume' : 'pause'}`, {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['integrations'] }),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <span className="min-w-48 flex-1">
        <Link to="/integrations/$id" params={{ id }} className="font-medium">
          {name}
        </Link>
        <span className="block text-sm text-ink-soft">
          {catalogue?.integrations.find((one) => one.kind === kind)?.title[language] ?? kind}
        </span>
      </span>
      <span className="flex flex-col items-start gap-0.5">
        <Badge
          tone={tones[health.state] ?? 'neutral'}
          icon={health.state === 'ok' ? 'check' : isPaused ? 'pause' : health.state === 'failing' ? 'warning' : 'clock'}
        >
          {say(`health.${health.state}` as SentenceKey)}
        </Badge>
        {health.reason && <span className="max-w-96 text-sm text-ink-soft">{health.reason}</span>}
      </span>
      <span className="text-sm text-ink-soft">{say('integrations.used_by', { count: integration.used_by ?? 0 })}</span>
      {mayPause && (
        <Button
          size="small"
          icon={isPaused ? 'play' : 'pause'}
          isBusy={change.isPending}
          onPress={() => change.mutate()}
        >
          {say(isPaused ? 'integrations.resume' : 'integrations.pause')}
        </Button>
      )}
    </li>
  )
}
