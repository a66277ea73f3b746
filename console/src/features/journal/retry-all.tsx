import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type JournalFilter, retryAll } from '../../api/journal.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { tell } from '../../ui/toast.tsx'
import { useSay } from '../../words/words.tsx'

/** Counts first, then sends again everything failed that the filter finds. */
export function RetryAll({ filter, onClose }: { readonly filter: JournalFilter; readonly onClose: () => void }) {
  const say = useSay()
  const queries = useQueryClient()
  const counted = useQuery({ queryKey: ['retry-count', filter], queryFn: () => retryAll(filter, true), staleTime: 0 })
  const retry = useMutation({
    mutationFn: () => retryAll(filter, false),
    onSuccess: ({ retried }) => {
      onClose()
      tell(say('journal.retried', { count: retried }))
      void queries.invalidateQueries({ queryKey: ['journal'] })
    },
  })
  return (
    <Dialog
      title={say('journal.retry_all')}
      size="small"
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button
            look="primary"
            icon="retry"
            isBusy={retry.isPending}
            isDisabled={!counted.data?.matched}
            onPress={() => retry.mutate()}
          >
            {say('journal.retry_count', { count: counted.data?.matched ?? 0 })}
          </Button>
        </>
      }
    >
      <Loaded query={counted} rows={1}>
        {({ matched }) => <p>{say('journal.retry_matched', { count: matched })}</p>}
      </Loaded>
      {retry.isError && <ProblemNote error={retry.error} />}
    </Dialog>
  )
}
