import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { faultAt } from '../../parts/fields/fields-form.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, Facts } from '../../ui/layout.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { useSay } from '../../words/words.tsx'
import { Done } from './general-section.tsx'

const parts = ['successes', 'failures', 'events'] as const
type Days = Readonly<Record<`${(typeof parts)[number]}_days`, number>>

interface Outlook
  extends Readonly<Record<(typeof parts)[number], { readonly per_day: number; readonly bytes: number }>> {
  readonly store_bytes: number
  readonly free_bytes: number | null
  readonly oldest_at: string | null
  readonly row_bytes: number
  readonly last_sweep_at: string | null
  readonly next_sweep_at: string | null
  readonly removed: { readonly deliveries: number; readonly events: number } | null
}

const outlookKey = ['retention', 'outlook']

/** How long what happened is kept, and how much room that takes. */
export function RetentionSection() {
  const say = useSay()
  const days = useQuery({
    queryKey: ['retention'],
    queryFn: ({ signal }) => api.get<Days>('/settings/retention', { signal }),
  })
  const outlook = useQuery({
    queryKey: outlookKey,
    queryFn: ({ signal }) => api.get<Outlook>('/settings/retention/outlook', { signal }),
  })
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
      <div>
        <ReadOnlyNote right="settings:write" />
        <Card title={say('settings.retention')}>
          <Loaded query={days} rows={3}>
            {(saved) => <DaysForm saved={saved} outlook={outlook.data} />}
          </Loaded>
        </Card>
      </div>
      <Card title={say('retention.store')}>
        <Loaded query={outlook} rows={4}>
          {(told) => <StoreFacts outlook={told} />}
        </Loaded>
      </Card>
    </div>
  )
}

function DaysForm({ saved, outlook }: { readonly saved: Days; readonly outlook: Outlook | undefined }) {
  const say = useSay()
  const { bytes, number } = useFormats()
  const queries = useQueryClient()
  const mayWrite = useMay('settings:write')
  const [form, setForm] = useState<Days>(saved)
  const isDirty = JSON.stringify(form) !== JSON.stringify(saved)
  const save = useMutation({
    mutationFn: () => api.patch<Days>('/settings/retention', form),
    onSuccess: (after) => {
      queries.setQueryData(['retention'], after)
      setForm(after)
      return queries.invalidateQueries({ queryKey: outlookKey })
    },
  })
  const estimate = (part: (typeof parts)[number]) => {
    const days = form[`${part}_days`]
    if (!outlook || Number.isNaN(days)) return null
    const { per_day } = outlook[part]
    return say('retention.estimate', {
      per_day: number(per_day),
      size: bytes(per_day * outlook.row_bytes * days),
    })
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <p className="text-ink-soft">{say('settings.retention_help')}</p>
      {parts.map((part) => (
        <NumberField
          key={part}
          className="sm:max-w-md"
          label={say(`retention.${part}`)}
          unit={say('retention.days')}
          help={estimate(part)}
          value={form[`${part}_days`]}
          minValue={1}
          maxValue={3650}
          isReadOnly={!mayWrite}
          fault={faultAt(save.error, `${part}_days`)}
          onChange={(days) => setForm({ ...form, [`${part}_days`]: days })}
        />
      ))}
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
  )
}

function StoreFacts({ outlook }: { readonly outlook: Outlook }) {
  const say = useSay()
  const { bytes, ago, moment, number } = useFormats()
  const { store_bytes, free_bytes, oldest_at, last_sweep_at, next_sweep_at, removed } = outlook
  const expected = parts.reduce((sum, part) => sum + outlook[part].bytes, 0)
  return (
    <Facts
      items={[
        [say('retention.now'), bytes(store_bytes)],
        [say('retention.expected'), bytes(expected)],
        [say('retention.free'), free_bytes === null ? say('common.unknown') : bytes(free_bytes)],
        [say('retention.oldest'), oldest_at ? moment(oldest_at) : say('common.none')],
        [
          say('retention.last_sweep'),
          last_sweep_at
            ? `${ago(last_sweep_at)}${removed ? ` · ${say('retention.removed', { rows: number(removed.deliveries + removed.events) })}` : ''}`
            : say('common.never'),
        ],
        [say('retention.next_sweep'), next_sweep_at ? ago(next_sweep_at) : say('common.unknown')],
      ]}
    />
  )
}
