import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { bindingsQuery } from '../../api/bindings.ts'
import type { FilterName, JournalFilter } from '../../api/journal.ts'
import { useFormats } from '../../parts/formats.ts'
import { Button } from '../../ui/button.tsx'
import { Combo } from '../../ui/combo.tsx'
import { TextField } from '../../ui/field.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Select } from '../../ui/select.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { type SentenceKey, useSay } from '../../words/words.tsx'
import { codeChoices, outcomeChoices, triggerChoices } from './filter-words.ts'
import type { JournalSearch } from './journal-search.ts'
import { seldom } from './more-filters.tsx'

type Props = Pick<JournalSearch, 'filter' | 'grain' | 'change'> & { readonly onClose: () => void }

/** The filters that are needed now and then. */
export function MoreFiltersDialog({ filter, grain, change, onClose }: Props) {
  const say = useSay()
  const formats = useFormats()
  const { data: bindings } = useQuery(bindingsQuery)
  const [draft, setDraft] = useState<JournalFilter>(filter)
  const set = (name: FilterName) => (value: string) => setDraft((before) => ({ ...before, [name]: value }))
  const any = { value: '', label: say('common.all') }
  const worded = (choices: readonly string[], word: (one: string) => string) => [
    any,
    ...choices.map((value) => ({ value, label: word(value) })),
  ]
  const take = (event: FormEvent) => {
    event.preventDefault()
    change(Object.fromEntries(seldom.map((name) => [name, draft[name]?.trim() || undefined])))
    onClose()
  }
  return (
    <Dialog title={say('filter.more')} isOpen onClose={onClose} closeLabel={say('common.close')}>
      <form onSubmit={take} className="grid gap-3 sm:grid-cols-2">
        <Combo
          className="sm:col-span-2"
          label={say('journal.binding')}
          value={draft.binding_id ?? ''}
          emptyText={say('common.nothing_found')}
          options={[any, ...(bindings?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={set('binding_id')}
        />
        <TextField
          className="sm:col-span-2"
          label={say('filter.name')}
          value={draft.name ?? ''}
          onChange={set('name')}
        />
        <Select
          label={say('filter.code')}
          value={draft.code ?? ''}
          options={worded(codeChoices, (one) => (one === 'none' ? say('filter.code_none') : one))}
          onChange={set('code')}
        />
        <Select
          label={say('filter.outcome')}
          value={draft.outcome ?? ''}
          options={worded(outcomeChoices, (one) => say(`outcome.${one}` as SentenceKey))}
          onChange={set('outcome')}
        />
        <Select
          label={say('filter.min_attempts')}
          value={draft.min_attempts ?? ''}
          options={worded(['2', '3', '5', '10'], (one) => one)}
          onChange={set('min_attempts')}
        />
        <Select
          label={say('filter.min_duration')}
          value={draft.min_duration_ms ?? ''}
          options={worded(['500', '1000', '3000', '10000', '30000'], (one) => formats.duration(Number(one)))}
          onChange={set('min_duration_ms')}
        />
        <Select
          label={say('filter.trigger')}
          value={draft.trigger ?? ''}
          options={worded(triggerChoices, (one) => say(`trigger.${one}` as SentenceKey))}
          onChange={set('trigger')}
        />
        <TextField label={say('filter.number')} value={draft.number ?? ''} onChange={set('number')} />
        {grain === 'events' && (
          <div className="sm:col-span-2">
            <Checkbox
              label={say('filter.unanswered')}
              isChecked={draft.unanswered === 'true'}
              onChange={(isOn) => set('unanswered')(isOn ? 'true' : '')}
            />
          </div>
        )}
        <div className="sm:col-span-2 flex justify-end">
          <Button look="primary" type="submit">
            {say('filter.apply')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
