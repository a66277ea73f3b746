import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Binding, bindingsQuery } from '../../api/bindings.ts'
import { type Catalogue, catalogueQuery } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import { type Integration, integrationsQuery } from '../../api/integrations.ts'
import { summarize } from '../../parts/conditions/summary.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Select } from '../../ui/choose.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SearchField } from '../../ui/field.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

/** Every rule: what fires it, where it sends, whether it is on. */
export function BindingsPage() {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { text?: string; type?: string }
  const mayWrite = useMay('bindings:write')
  const bindings = useQuery(bindingsQuery)
  const catalogue = useQuery(catalogueQuery)
  const integrations = useQuery(integrationsQuery)
  const change = (part: { text?: string; type?: string }) =>
    void navigate({ to: '/bindings', search: { ...search, ...part }, replace: true })
  const wanted = (search.text ?? '').toLowerCase().replaceAll('ё', 'е')
  return (
    <>
      <PageHead
        title={say('nav.bindings')}
        actions={
          mayWrite && (
            <>
              <ButtonLink icon="star" to="/bindings/recipes">
                {say('bindings.from_recipe')}
              </ButtonLink>
              <ButtonLink look="primary" icon="plus" to="/bindings/new">
                {say('common.create')}
              </ButtonLink>
            </>
          )
        }
      />
      <ReadOnlyNote right="bindings:write" />
      <div className="mb-3 flex flex-wrap items-end gap-2">
        <SearchField
          isPageSearch
          className="w-full sm:w-72"
          label={say('common.search')}
          value={search.text ?? ''}
          onChange={(text) => change({ text })}
          clearLabel={say('common.clear')}
        />
        <Select
          label={say('journal.type')}
          hideLabel
          className="w-full sm:w-60"
          value={search.type ?? ''}
          options={[
            { value: '', label: say('bindings.every_type') },
            ...(catalogue.data?.event_types ?? []).map(({ key, title }) => ({ value: key, label: title[language] })),
          ]}
          onChange={(type) => change({ type })}
        />
      </div>
      <Card flush>
        <Loaded query={bindings} rows={8} rowHeight={60}>
          {({ items }) => {
            const some = items.filter(
              ({ name, event_type }) =>
                name.toLowerCase().replaceAll('ё', 'е').includes(wanted) &&
                (!search.type || event_type === search.type),
            )
            if (items.length === 0)
              return (
                <Empty
                  icon="bindings"
                  title={say('bindings.empty')}
                  actions={
                    <ButtonLink look="primary" to="/bindings/recipes">
                      {say('bindings.from_recipe')}
                    </ButtonLink>
                  }
                >
                  {say('bindings.empty_help')}
                </Empty>
              )
            if (some.length === 0)
              return (
                <Empty
                  icon="search"
                  title={say('common.nothing_found')}
                  actions={<ButtonLink to="/bindings">{say('common.clear_filters')}</ButtonLink>}
                />
              )
            return (
              <ul className="divide-y divide-line">
                {some.map((binding) => (
                  <Row
                    key={binding.id}
                    binding={binding}
                    catalogue={catalogue.data}
                    integration={integrations.data?.items.find(({ id }) => id === binding.integration_id)}
                  />
                ))}
              </ul>
            )
          }}
        </Loaded>
      </Card>
    </>
  )
}

function Row({
  binding,
  catalogue,
  integration,
}: {
  readonly binding: Binding
  readonly catalogue: Catalogue | undefined
  readonly integration: Integration | undefined
}) {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useMay('bindings:write')
  const type = catalogue?.event_types.find(({ key }) => key === binding.event_type)
  const refresh = () => queries.invalidateQueries({ queryKey: ['bindings'] })
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => api.patch(`/bindings/${binding.id}`, { enabled }),
    onSettled: refresh,
  })
  const remove = useMutation({ mutationFn: () => api.remove(`/bindings/${binding.id}`), onSuccess: refresh })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <Switch
        label={say('bindings.switch', { name: binding.name })}
        hideLabel
        isOn={toggle.isPending ? toggle.variables : binding.enabled}
        isDisabled={!mayWrite}
        onChange={(on) => toggle.mutate(on)}
      />
      <span className="min-w-60 flex-1">
        <Link to="/bindings/$id" params={{ id: binding.id }} className="font-medium">
          {binding.name}
        </Link>
        <span className="block text-sm text-ink-soft">
          {summarize(binding.conditions, type?.parameters ?? [], language)}
        </span>
      </span>
      <span className="w-44 text-sm">{type?.title[language] ?? binding.event_type}</span>
      <span className="w-44 text-sm">
        {integration ? (
          <Link to="/integrations/$id" params={{ id: integration.id }}>
            {integration.name}
          </Link>
        ) : (
          '—'
        )}
      </span>
      <Menu
        label={say('common.actions_of', { name: binding.name })}
        trigger={<IconButton icon="more" label={say('common.actions_of', { name: binding.name })} />}
        entries={[
          {
            label: say('common.open'),
            icon: 'edit',
            onAction: () => void navigate({ to: '/bindings/$id', params: { id: binding.id } }),
          },
          {
            label: say('nav.journal'),
            icon: 'journal',
            onAction: () => void navigate({ to: '/journal', search: { binding_id: binding.id } }),
          },
          ...(mayWrite
            ? [
                {
                  label: say('common.duplicate'),
                  icon: 'copy' as const,
                  onAction: () => void navigate({ to: '/bindings/new', search: { copy: binding.id } }),
                },
                null,
                {
                  label: say('common.delete'),
                  icon: 'trash' as const,
                  isDangerous: true,
                  onAction: () => confirm(say('bindings.confirm_delete', { name: binding.name })) && remove.mutate(),
                },
              ]
            : []),
        ]}
      />
      {(toggle.error ?? remove.error) && (
        <div className="w-full">
          <ProblemNote error={toggle.error ?? remove.error} title={say('common.not_saved')} />
        </div>
      )}
    </li>
  )
}
