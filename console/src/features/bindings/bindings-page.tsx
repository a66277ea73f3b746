import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { type Binding, bindingActivityQuery, bindingsQuery } from '../../api/bindings.ts'
import { catalogueQuery } from '../../api/catalogue.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { setUpOf } from '../../api/set-up.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Checkbox } from '../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { BindingRow, rowColumns } from './list/binding-row.tsx'
import { BulkBar } from './list/bulk-bar.tsx'
import { CreateButton } from './list/create-button.tsx'
import { SwitchOnDialog, TestDialog } from './list/dialogs.tsx'
import { findBindings, type ListFilter } from './list/find-bindings.ts'
import { ImportDialog } from './list/import-dialog.tsx'
import { ListFilters } from './list/list-filters.tsx'
import { useBindingChanges } from './list/use-binding-changes.ts'

const rowsAtOnce = 100

/** Every rule: what fires it, where it sends, whether it is on, how busy it is. */
export function BindingsPage() {
  const say = useSay()
  const navigate = useNavigate()
  const filter = useSearch({ strict: false }) as ListFilter
  const mayWrite = useMay('bindings:write')
  const bindings = useQuery(bindingsQuery)
  const [isImporting, setImporting] = useState(false)
  return (
    <>
      <PageHead
        title={say('nav.bindings')}
        actions={mayWrite && <CreateButton onImport={() => setImporting(true)} />}
      />
      <ReadOnlyNote right="bindings:write" />
      <ListFilters
        filter={filter}
        onChange={(change) => void navigate({ to: '/bindings', search: { ...filter, ...change }, replace: true })}
      />
      <Card flush>
        <Loaded query={bindings} rows={8} rowHeight={60}>
          {({ items }) => (items.length === 0 ? <Nothing /> : <List all={items} filter={filter} />)}
        </Loaded>
      </Card>
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  )
}

function Nothing() {
  const say = useSay()
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
}

function List({ all, filter }: { readonly all: readonly Binding[]; readonly filter: ListFilter }) {
  const say = useSay()
  const language = useLanguage()
  const { data: catalogue } = useQuery(catalogueQuery)
  const { data: integrationPage } = useQuery(integrationsQuery)
  const { data: activityAnswer } = useQuery(bindingActivityQuery)
  const integrations = integrationPage?.items ?? []
  const activity = useMemo(
    () => new Map((activityAnswer?.items ?? []).map((one) => [one.binding_id, one])),
    [activityAnswer],
  )
  const { toggle, remove } = useBindingChanges()
  const [selectedIds, select] = useState<ReadonlySet<string>>(new Set())
  const [asked, ask] = useState<readonly Binding[] | null>(null)
  const [tested, test] = useState<Binding | null>(null)
  const [shownCount, show] = useState(rowsAtOnce)
  const some = findBindings(all, filter, { integrations, catalogue, activity, language })
  const selected = some.filter(({ id }) => selectedIds.has(id))
  const isWide = ({ conditions }: Binding) => conditions === null
  const perDay = (binding: Binding) =>
    activityAnswer?.event_types.find(({ event_type }) => event_type === binding.event_type)?.per_day ?? 0
  const change = (which: readonly Binding[], enabled: boolean) => {
    const others = which.filter((one) => one.enabled !== enabled)
    if (others.length === 0) return
    if (enabled && others.some(isWide)) ask(others)
    else toggle.mutate({ bindings: others, enabled })
  }
  const exportThem = (which: readonly Binding[]) => saveFile('bindings.json', setUpOf(which, integrations))
  const removeThem = (which: readonly Binding[]) => {
    remove.mutate(which)
    select(new Set())
  }
  if (some.length === 0)
    return (
      <Empty
        icon="search"
        title={say('common.nothing_found')}
        actions={<ButtonLink to="/bindings">{say('common.clear_filters')}</ButtonLink>}
      />
    )
  return (
    <>
      {selected.length > 0 && (
        <BulkBar
          selected={selected}
          onToggle={(enabled) => change(selected, enabled)}
          onExport={() => exportThem(selected)}
          onRemove={() => removeThem(selected)}
          onClear={() => select(new Set())}
        />
      )}
      {(toggle.error ?? remove.error) && (
        <div className="p-3">
          <ProblemNote error={toggle.error ?? remove.error} title={say('common.not_saved')} />
        </div>
      )}
      <div className={`hidden items-center border-b border-line px-4 py-2 text-sm text-ink-soft ${rowColumns}`}>
        <Checkbox
          hideLabel
          label={say('common.select_all')}
          isChecked={selected.length === some.length}
          isMixed={selected.length > 0 && selected.length < some.length}
          onChange={(isChecked) => select(new Set(isChecked ? some.map(({ id }) => id) : []))}
        />
        <span className="w-9">{say('bindings.on')}</span>
        <span>{say('bindings.name')}</span>
        <span>{say('journal.type')}</span>
        <span>{say('journal.integration')}</span>
        <span>{say('bindings.in_a_day')}</span>
        <span>{say('bindings.last')}</span>
        <span className="w-8" />
      </div>
      <ul className="divide-y divide-line">
        {some.slice(0, shownCount).map((binding) => (
          <BindingRow
            key={binding.id}
            binding={binding}
            type={catalogue?.event_types.find(({ key }) => key === binding.event_type)}
            integration={integrations.find(({ id }) => id === binding.integration_id)}
            activity={activity.get(binding.id)}
            isSelected={selectedIds.has(binding.id)}
            onSelect={(isSelected) => select(withOne(selectedIds, binding.id, isSelected))}
            onToggle={(enabled) => change([binding], enabled)}
            onTest={() => test(binding)}
            onExport={() => exportThem([binding])}
            onRemove={() => removeThem([binding])}
          />
        ))}
      </ul>
      {some.length > shownCount && (
        <p className="border-t border-line p-3 text-center">
          <Button onPress={() => show(shownCount + rowsAtOnce)}>{say('common.show_more')}</Button>
        </p>
      )}
      {asked && (
        <SwitchOnDialog
          bindings={asked.filter(isWide)}
          perDay={asked.filter(isWide).reduce((sum, one) => sum + perDay(one), 0)}
          onClose={() => ask(null)}
          onYes={() => {
            ask(null)
            toggle.mutate({ bindings: asked, enabled: true })
          }}
        />
      )}
      {tested && (
        <TestDialog
          binding={tested}
          target={integrations.find(({ id }) => id === tested.integration_id)?.name ?? '—'}
          onClose={() => test(null)}
        />
      )}
    </>
  )
}

function withOne(ids: ReadonlySet<string>, id: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(ids)
  if (isIn) next.add(id)
  else next.delete(id)
  return next
}
