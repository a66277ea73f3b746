import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { faultAt } from '../../parts/fields/fields-form.tsx'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { timeZones } from '../../parts/time-zones.ts'
import { Button } from '../../ui/button.tsx'
import { Combo } from '../../ui/combo.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/layout.tsx'
import { Select } from '../../ui/select.tsx'
import { type Language, useSay } from '../../words/words.tsx'

interface CompanyForm {
  readonly name: string
  readonly time_zone: string
  readonly language: Language
}

interface Company extends CompanyForm {
  readonly defaults: CompanyForm
}

/** The company: its name in messages, its clock and its language. */
export function GeneralSection() {
  const query = useQuery({
    queryKey: ['company'],
    queryFn: ({ signal }) => api.get<Company>('/settings/company', { signal }),
  })
  return (
    <div className="max-w-2xl">
      <ReadOnlyNote right="settings:write" />
      <Loaded query={query} rows={4}>
        {(company) => <CompanyCard company={company} />}
      </Loaded>
    </div>
  )
}

function CompanyCard({ company }: { readonly company: Company }) {
  const say = useSay()
  const queries = useQueryClient()
  const mayWrite = useMay('settings:write')
  const { defaults: _started, ...first } = company
  const [form, setForm] = useState<CompanyForm>(first)
  const save = useMutation({
    mutationFn: () => api.patch<Company>('/settings/company', form),
    onSuccess: (after) => {
      queries.setQueryData(['company'], after)
      const { defaults: _started, ...now } = after
      setForm(now)
    },
  })
  const isDirty = JSON.stringify(form) !== JSON.stringify(first)
  return (
    <Card title={say('settings.company')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <TextField
          label={say('settings.company_name')}
          help={say('settings.company_name_help')}
          value={form.name}
          maxLength={100}
          isReadOnly={!mayWrite}
          fault={faultAt(save.error, 'name')}
          onChange={(name) => setForm({ ...form, name })}
        />
        <Combo
          label={say('settings.time_zone')}
          help={`${say('settings.time_zone_help')} ${say('settings.now_there', { time: timeIn(form.time_zone, form.language) })}`}
          value={form.time_zone}
          options={timeZones.map((zone) => ({ value: zone, label: zone }))}
          emptyText={say('common.nothing_found')}
          isReadOnly={!mayWrite}
          fault={faultAt(save.error, 'time_zone')}
          onChange={(time_zone) => setForm({ ...form, time_zone })}
        />
        <Select
          label={say('settings.language')}
          help={say('settings.language_help')}
          value={form.language}
          isReadOnly={!mayWrite}
          options={[
            { value: 'en', label: 'English' },
            { value: 'ru', label: 'Русский' },
          ]}
          onChange={(language) => setForm({ ...form, language: language as Language })}
        />
        {save.isError && <ProblemNote error={save.error} title={say('common.not_saved')} />}
        {mayWrite && (
          <span className="flex items-center gap-2">
            <Button type="submit" look="primary" isBusy={save.isPending} isDisabled={!isDirty}>
              {say('common.save')}
            </Button>
            {save.isSuccess && !isDirty && <Done />}
          </span>
        )}
      </form>
    </Card>
  )
}

/** Said beside the button that did it. */
export function Done() {
  const say = useSay()
  return (
    <span role="status">
      <Badge tone="good" icon="check">
        {say('settings.saved')}
      </Badge>
    </span>
  )
}

function timeIn(timeZone: string, language: Language): string {
  try {
    return new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(new Date())
  } catch {
    return '—'
  }
}
