import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { retryAll } from '../../api/journal.ts'
import type { FailureGroup } from '../../api/overview.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { tell } from '../../ui/toast.tsx'
import { useSay } from '../../words/words.tsx'

/** Sends a whole group again. What it will send is counted anew before it is asked for the last time. */
export function RetryGroup({ group }: { readonly group: FailureGroup }) {
  const say = useSay()
  const queries = useQueryClient()
  const [isAsked, ask] = useState(false)
  const filter = {
    integration_id: group.integration.id,
    outcome: group.outcome,
    status: 'failed',
    from: group.from,
  }
  const count = useMutation({ mutationFn: () => retryAll(filter, true) })
  const retry = useMutation({
    mutationFn: () => retryAll(filter, false),
    onSuccess: ({ retried }) => {
      ask(false)
      tell(say('overview.retried', { count: retried }))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['overview'] }),
  })
  const open = () => {
    ask(true)
    retry.reset()
    count.mutate()
  }
  const name = group.integration.name ?? group.integration.id
  return (
    <>
      <Button size="small" icon="retry" onPress={open}>
        {say('overview.retry_count', { count: group.failed })}
      </Button>
      <Dialog
        size="small"
        title={say('overview.retry_title', { name })}
        isOpen={isAsked}
        onClose={() => ask(false)}
        closeLabel={say('common.close')}
        footer={
          <>
            <Button onPress={() => ask(false)}>{say('common.cancel')}</Button>
            <Button
              look="primary"
              icon="retry"
              isDisabled={!count.data || count.data.matched === 0}
              isBusy={retry.isPending}
              onPress={() => retry.mutate()}
            >
              {say('overview.retry_count', { count: count.data?.matched ?? group.failed })}
            </Button>
          </>
        }
      >
        {count.error || retry.error ? (
          <ProblemNote error={count.error ?? retry.error} onRetry={() => count.mutate()} />
        ) : (
          <p role="status">
            {count.data
              ? say('overview.retry_help', { count: count.data.matched, name })
              : say('overview.retry_counting')}
          </p>
        )}
      </Dialog>
    </>
  )
}
