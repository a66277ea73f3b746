import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type RetryScope, type RetryVersion, retryCountQuery, startRetryJob } from '../../api/retry-jobs.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Select } from '../../ui/select.tsx'
import { Radios } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'

const tempos = ['', '1', '5', '10', '50', '200'] as const

/** Counts first; then makes a job of it, with a tempo and one explicit choice. */
export function RetryDialog({ scope, onClose }: { readonly scope: RetryScope; readonly onClose: () => void }) {
  const say = useSay()
  const navigate = useNavigate()
  const [binding, setBinding] = useState<RetryVersion>('as_fired')
  const [tempo, setTempo] = useState<string>('10')
  const counted = useQuery(retryCountQuery(scope))
  const start = useMutation({
    mutationFn: () => startRetryJob({ ...scope, binding, per_second: tempo === '' ? null : Number(tempo) }),
    onSuccess: ({ id }) => void navigate({ to: '/journal/jobs/$id', params: { id } }),
  })
  const matched = counted.data?.matched ?? 0
  return (
    <Dialog
      title={say(scope.delivery_ids ? 'journal.retry_selected' : 'journal.retry_all')}
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button
            look="primary"
            icon="retry"
            isBusy={start.isPending}
            isDisabled={matched === 0}
            onPress={() => start.mutate()}
          >
            {say('journal.retry_count', { count: matched })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Loaded query={counted} rows={2}>
          {({ integrations }) => (
            <div className="flex flex-col gap-2">
              <p>{say('journal.retry_matched', { count: matched })}</p>
              <Counts items={integrations} />
            </div>
          )}
        </Loaded>
        <Radios<RetryVersion>
          label={say('retry.how')}
          value={binding}
          onChange={setBinding}
          choices={[
            { value: 'as_fired', label: say('retry.as_fired'), help: say('retry.as_fired_help') },
            { value: 'current', label: say('retry.current'), help: say('retry.current_help') },
          ]}
        />
        <Select
          label={say('retry.tempo')}
          help={say('retry.tempo_help')}
          value={tempo}
          options={tempos.map((value) => ({
            value,
            label: value === '' ? say('retry.tempo_free') : say('retry.tempo_some', { count: Number(value) }),
          }))}
          onChange={setTempo}
        />
        {start.isError && <ProblemNote title={say('retry.not_started')} error={start.error} />}
      </div>
    </Dialog>
  )
}

/** How many go where. */
export function Counts({
  items,
}: {
  readonly items: readonly { readonly id: string; readonly name: string | null; readonly count: number }[]
}) {
  const formats = useFormats()
  if (items.length === 0) return null
  return (
    <ul className="flex flex-col gap-1 rounded-lg bg-sunken px-3 py-2">
      {items.map(({ id, name, count }) => (
        <li key={id} className="flex justify-between gap-3">
          <span className="min-w-0 truncate">{name ?? id}</span>
          <span className="tabular-nums">{formats.number(count)}</span>
        </li>
      ))}
    </ul>
  )
}
