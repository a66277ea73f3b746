import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { type Integration, integrationsQuery, integrationUsersQuery } from '../../api/integrations.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../words/words.tsx'
import { BindingList } from './where-used.tsx'

interface RemoveDialogProps {
  readonly integration: Integration
  readonly onClose: () => void
  /** Called instead of `onClose` when it is gone. */
  readonly onGone?: () => void
}

/** Deletes an integration; one that is used is first replaced by another in all its bindings. */
export function RemoveDialog({ integration, onClose, onGone = onClose }: RemoveDialogProps) {
  const say = useSay()
  const queries = useQueryClient()
  const users = useQuery(integrationUsersQuery(integration.id))
  const remove = useMutation({
    mutationFn: () => api.remove(`/integrations/${integration.id}`),
    onSuccess: () => {
      onGone()
      queries.removeQueries({ queryKey: ['integrations', integration.id] })
      return queries.invalidateQueries({ queryKey: ['integrations'] })
    },
  })
  if (users.data && users.data.items.length > 0) return <Replace integration={integration} onClose={onClose} />
  return (
    <Confirm
      title={say('integrations.confirm_delete', { name: integration.name })}
      verb={say('common.delete')}
      onClose={onClose}
      onDo={() => remove.mutate()}
      isBusy={remove.isPending}
      error={remove.error}
    >
      <Loaded query={users} rows={1}>
        {() => <p>{say('integrations.delete_help')}</p>}
      </Loaded>
    </Confirm>
  )
}

/** All bindings move or none: the server checks each before the first one moves. */
function Replace({ integration, onClose }: Pick<RemoveDialogProps, 'integration' | 'onClose'>) {
  const say = useSay()
  const queries = useQueryClient()
  const users = useQuery(integrationUsersQuery(integration.id))
  const all = useQuery(integrationsQuery)
  const [withId, setWithId] = useState<string | null>(null)
  const replace = useMutation({
    mutationFn: () => api.post(`/integrations/${integration.id}/replace`, { with: withId }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['integrations'] }),
        queries.invalidateQueries({ queryKey: ['bindings'] }),
      ]),
  })
  const count = users.data?.items.length ?? 0
  const others = (all.data?.items ?? []).filter(({ id }) => id !== integration.id)
  const alike = others.toSorted((a, b) => Number(b.kind === integration.kind) - Number(a.kind === integration.kind))
  return (
    <Dialog
      title={say('integrations.in_use', { name: integration.name })}
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button
            look="primary"
            isDisabled={withId === null}
            isBusy={replace.isPending}
            onPress={() => replace.mutate()}
          >
            {say('integrations.replace_do', { count })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{say('integrations.in_use_help')}</p>
        <BindingList items={users.data?.items ?? []} />
        <Select
          label={say('integrations.replace_with')}
          value={withId}
          placeholder={say('common.choose')}
          options={alike.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setWithId}
        />
        {replace.isError && <ProblemNote error={replace.error} title={say('integrations.not_replaced')} />}
      </div>
    </Dialog>
  )
}
