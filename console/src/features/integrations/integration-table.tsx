import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { catalogueQuery } from '../../api/catalogue.ts'
import type { Integration } from '../../api/integrations.ts'
import { asSentence } from '../../parts/as-sentence.ts'
import type { Fare } from '../../parts/fares.ts'
import { useFormats } from '../../parts/formats.ts'
import { KindIcon } from '../../parts/kind-icon.tsx'
import { useMay } from '../../parts/me.tsx'
import { IconButton } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { Menu } from '../../ui/menu.tsx'
import { type SentenceKey, useLanguage, useSay } from '../../words/words.tsx'
import { HealthBadge } from './health-badge.tsx'
import { PauseButton } from './pause-button.tsx'

interface IntegrationTableProps {
  readonly items: readonly Integration[]
  readonly fareOf: (id: string) => Fare
  readonly onRemove: (integration: Integration) => void
}

export function IntegrationTable({ items, fareOf, onRemove }: IntegrationTableProps) {
  const say = useSay()
  const language = useLanguage()
  const { duration } = useFormats()
  const { data: catalogue } = useQuery(catalogueQuery)
  const mayPause = useMay('integrations:pause')
  const mayWrite = useMay('integrations:write')
  const titleOf = (kind: string) => catalogue?.integrations.find((one) => one.kind === kind)?.title[language] ?? kind
  const columns: Column<Integration>[] = [
    {
      id: 'name',
      title: say('integrations.name'),
      hideTitle: true,
      className: 'sm:w-[34%]',
      cell: ({ id, name, kind }) => (
        <span className="flex items-center gap-3">
          <KindIcon room="integrations" kind={kind} />
          <span className="min-w-0">
            <Link to="/integrations/$id" params={{ id }} className="font-medium">
              {name}
            </Link>
            <span className="block text-sm text-ink-soft">{titleOf(kind)}</span>
          </span>
        </span>
      ),
    },
    {
      id: 'health',
      title: say('integrations.health'),
      cell: (integration) => (
        <span className="flex flex-col items-start gap-0.5">
          <HealthBadge integration={integration} fare={fareOf(integration.id)} />
          {integration.health.reason && (
            <span className="line-clamp-2 max-w-80 text-sm text-ink-soft">{asSentence(integration.health.reason)}</span>
          )}
        </span>
      ),
    },
    {
      id: 'p95',
      title: 'p95',
      isNumber: true,
      className: 'whitespace-nowrap',
      cell: ({ id }) => duration(fareOf(id).p95Ms),
    },
    {
      id: 'used',
      title: say('integrations.used'),
      cell: ({ used_by = 0 }) => (
        <span className={used_by === 0 ? 'text-ink-soft' : ''}>{say('integrations.used_by', { count: used_by })}</span>
      ),
    },
    { id: 'test', title: say('integrations.last_test'), cell: (one) => <LastTest integration={one} /> },
    {
      id: 'actions',
      title: say('common.actions'),
      hideTitle: true,
      isNumber: true,
      className: 'row-actions no-print',
      cell: (integration) => (
        <span className="inline-flex items-center justify-end gap-1">
          {mayPause && integration.health.state === 'paused' && <PauseButton integration={integration} />}
          {mayWrite && <RowMenu integration={integration} onRemove={onRemove} />}
        </span>
      ),
    },
  ]
  return <DataTable label={say('nav.integrations')} columns={columns} rows={items} keyOf={({ id }) => id} />
}

function LastTest({ integration: { last_test } }: { readonly integration: Integration }) {
  const say = useSay()
  const { ago } = useFormats()
  if (!last_test) return <span className="text-ink-soft">{say('common.never')}</span>
  const isGood = last_test.outcome === 'ok' || last_test.outcome === 'accepted'
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Icon name={isGood ? 'check' : 'close'} size={14} className={isGood ? 'text-good' : 'text-bad'} />
      <span className="sr-only">{say(`outcome.${last_test.outcome}` as SentenceKey)}</span>
      {ago(last_test.at)}
    </span>
  )
}

function RowMenu({
  integration,
  onRemove,
}: {
  readonly integration: Integration
  readonly onRemove: (integration: Integration) => void
}) {
  const say = useSay()
  const navigate = useNavigate()
  const { id, name, kind } = integration
  const open = (tab: string) => void navigate({ to: '/integrations/$id', params: { id }, search: { tab } as never })
  return (
    <Menu
      label={say('common.actions_of', { name })}
      trigger={<IconButton icon="more" label={say('common.actions_of', { name })} />}
      entries={[
        { label: say('integrations.tab_journal'), icon: 'journal', onAction: () => open('journal') },
        { label: say('integrations.tab_used'), icon: 'bindings', onAction: () => open('used') },
        {
          label: say('common.duplicate'),
          icon: 'copy',
          onAction: () =>
            void navigate({ to: '/integrations/new/$kind', params: { kind }, search: { from: id } as never }),
        },
        null,
        { label: say('common.delete'), icon: 'trash', isDangerous: true, onAction: () => onRemove(integration) },
      ]}
    />
  )
}
