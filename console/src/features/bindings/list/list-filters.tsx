import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '../../../api/catalogue.ts'
import { integrationsQuery } from '../../../api/integrations.ts'
import { SearchField } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { bindingStates, type ListFilter } from './find-bindings.ts'

interface ListFiltersProps {
  readonly filter: ListFilter
  readonly onChange: (change: ListFilter) => void
}

/** What the list is narrowed to; all of it stands in the address. */
export function ListFilters({ filter, onChange }: ListFiltersProps) {
  const say = useSay()
  const language = useLanguage()
  const { data: catalogue } = useQuery(catalogueQuery)
  const { data: integrations } = useQuery(integrationsQuery)
  const look = 'w-full sm:w-52'
  return (
    <div className="mb-3 flex flex-wrap items-end gap-2">
      <SearchField
        isPageSearch
        className="w-full sm:w-72"
        label={say('bindings.search')}
        value={filter.text ?? ''}
        onChange={(text) => onChange({ text })}
        clearLabel={say('common.clear')}
      />
      <Select
        hideLabel
        label={say('journal.type')}
        className={look}
        value={filter.type ?? ''}
        options={[
          { value: '', label: say('bindings.every_type') },
          ...(catalogue?.event_types ?? []).map(({ key, title }) => ({ value: key, label: title[language] })),
        ]}
        onChange={(type) => onChange({ type })}
      />
      <Select
        hideLabel
        label={say('journal.integration')}
        className={look}
        value={filter.integration ?? ''}
        options={[
          { value: '', label: say('bindings.every_integration') },
          ...(integrations?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(integration) => onChange({ integration })}
      />
      <Select
        hideLabel
        label={say('bindings.state')}
        className={look}
        value={filter.state ?? ''}
        options={[
          { value: '', label: say('bindings.every_state') },
          ...bindingStates.map((state) => ({ value: state, label: say(`bindings.state_${state}`) })),
        ]}
        onChange={(state) => onChange({ state })}
      />
    </div>
  )
}
