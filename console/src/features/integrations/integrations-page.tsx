import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { catalogueQuery } from '../../api/catalogue.ts'
import { type HealthState, type Integration, integrationsQuery } from '../../api/integrations.ts'
import { useFares } from '../../parts/fares.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { Select } from '../../ui/select.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { IntegrationTable } from './integration-table.tsx'
import { RemoveDialog } from './remove-dialog.tsx'

interface Filter {
  readonly text?: string
  readonly kind?: string
  readonly state?: string
}

/** Where messages go, and how each of these places fares. */
export function IntegrationsPage() {
  const say = useSay()
  const navigate = useNavigate()
  const filter = useSearch({ strict: false }) as Filter
  const mayWrite = useMay('integrations:write')
  const query = useQuery(integrationsQuery)
  const fareOf = useFares()
  const [leaving, setLeaving] = useState<Integration | null>(null)
  const change = (part: Filter) =>
    void navigate({ to: '/integrations', search: { ...filter, ...part } as never, replace: true })
  return (
    <>
      <PageHead
        title={say('nav.integrations')}
        about={say('integrations.about')}
        actions={
          mayWrite && (
            <ButtonLink look="primary" icon="plus" to="/integrations/new">
              {say('common.create')}
            </ButtonLink>
          )
        }
      />
      <ReadOnlyNote right="integrations:write" />
      <FilterBar filter={filter} onChange={change} known={query.data?.items ?? []} />
      <Card flush>
        <Loaded query={query} rows={6} rowHeight={56}>
          {({ items }) => {
            const some = items.filter((one) => isWanted(one, filter))
            if (items.length === 0)
              return (
                <Empty
                  icon="integrations"
                  title={say('integrations.empty')}
                  actions={
                    mayWrite && (
                      <ButtonLink look="primary" to="/integrations/new">
                        {say('palette.new_integration')}
                      </ButtonLink>
                    )
                  }
                >
                  {say('integrations.empty_help')}
                </Empty>
              )
            if (some.length === 0)
              return (
                <Empty
                  icon="search"
                  title={say('common.nothing_found')}
                  actions={
                    <Button onPress={() => void navigate({ to: '/integrations', search: {} as never, replace: true })}>
                      {say('common.clear_filters')}
                    </Button>
                  }
                />
              )
            return <IntegrationTable items={some} fareOf={fareOf} onRemove={setLeaving} />
          }}
        </Loaded>
      </Card>
      {leaving && <RemoveDialog integration={leaving} onClose={() => setLeaving(null)} />}
    </>
  )
}

const states: readonly HealthState[] = ['ok', 'failing', 'paused', 'off', 'unknown']

function FilterBar({
  filter,
  onChange,
  known,
}: {
  readonly filter: Filter
  readonly onChange: (part: Filter) => void
  readonly known: readonly Integration[]
}) {
  const say = useSay()
  const language = useLanguage()
  const { data: catalogue } = useQuery(catalogueQuery)
  const kinds = (catalogue?.integrations ?? []).filter(({ kind }) => known.some((one) => one.kind === kind))
  return (
    <div className="mb-3 flex flex-wrap items-end gap-2 no-print">
      <SearchField
        isPageSearch
        className="w-full sm:w-72"
        label={say('common.search')}
        value={filter.text ?? ''}
        onChange={(text) => onChange({ text })}
        clearLabel={say('common.clear')}
      />
      <Select
        label={say('integrations.kind')}
        hideLabel
        className="min-w-0 flex-1 sm:w-52 sm:flex-none"
        value={filter.kind ?? ''}
        options={[
          { value: '', label: say('integrations.every_kind') },
          ...kinds.map(({ kind, title }) => ({ value: kind, label: title[language] })),
        ]}
        onChange={(kind) => onChange({ kind })}
      />
      <Select
        label={say('integrations.state')}
        hideLabel
        className="min-w-0 flex-1 sm:w-52 sm:flex-none"
        value={filter.state ?? ''}
        options={[
          { value: '', label: say('integrations.every_state') },
          ...states.map((state) => ({ value: state, label: say(`health.${state}`) })),
        ]}
        onChange={(state) => onChange({ state })}
      />
    </div>
  )
}

function isWanted({ name, kind, health }: Integration, filter: Filter): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е')
  if (filter.kind && kind !== filter.kind) return false
  if (filter.state && health.state !== filter.state) return false
  return plain(name).includes(plain(filter.text ?? ''))
}
