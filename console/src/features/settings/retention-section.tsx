import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/layout.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { useSay } from '../../words/words.tsx'

type Retention = Readonly<Record<string, unknown>>

/** How long what happened is kept, in days. */
export function RetentionSection() {
  const say = useSay()
  const query = useQuery({
    queryKey: ['retention'],
    queryFn: ({ signal }) => api.get<Retention>('/settings/retention', { signal }),
  })
  return (
    <Card title={say('settings.retention')} className="max-w-2xl">
      <Loaded query={query} rows={3}>
        {(loaded) => <Days key={JSON.stringify(loaded)} saved={loaded} />}
      </Loaded>
    </Card>
  )
}

function Days({ saved }: { readonly saved: Retention }) {
  const say = useSay()
  const queries = useQueryClient()
  const mayWrite = useMay('settings:write')
  const days = Object.entries(saved).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  const [form, setForm] = useState<Readonly<Record<string, number>>>(Object.fromEntries(days))
  const save = useMutation({
    mutationFn: () => api.put('/settings/retention', form),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['retention'] }),
  })
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-soft">{say('settings.retention_help')}</p>
      {days.map(([name]) => (
        <NumberField
          key={name}
          label={name}
          value={form[name] ?? Number.NaN}
          minValue={1}
          isReadOnly={!mayWrite}
          onChange={(value) => setForm({ ...form, [name]: value })}
        />
      ))}
      {save.isError && <ProblemNote error={save.error} title={say('common.not_saved')} />}
      {mayWrite && (
        <span>
          <Button look="primary" isBusy={save.isPending} onPress={() => save.mutate()}>
            {say('common.save')}
          </Button>
        </span>
      )}
    </div>
  )
}
