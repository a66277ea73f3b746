import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type JournalFilter, removeView, type SavedView, saveView, viewsQuery } from '../../api/journal.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { useMe } from '../../parts/me.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'
import { useFilterWords } from './filter-words.ts'

/** Gives a filter a name, for oneself or for everybody. */
export function SaveDialog({ filter, onClose }: { readonly filter: JournalFilter; readonly onClose: () => void }) {
  const say = useSay()
  const parts = useFilterWords()(filter)
  const queries = useQueryClient()
  const [name, setName] = useState(parts.map(({ value }) => value).join(' · '))
  const [isShared, setShared] = useState(false)
  const save = useMutation({
    mutationFn: () => saveView({ name: name.trim(), filter, shared: isShared }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['views'] })
      onClose()
    },
  })
  return (
    <Dialog
      title={say('views.save')}
      size="small"
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button look="primary" isBusy={save.isPending} isDisabled={name.trim() === ''} onPress={() => save.mutate()}>
            {say('common.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField label={say('views.name')} value={name} onChange={setName} isRequired autoFocus maxLength={200} />
        <Switch label={say('views.share')} help={say('views.share_help')} isOn={isShared} onChange={setShared} />
        {save.isError && <ProblemNote title={say('views.not_saved')} error={save.error} />}
      </div>
    </Dialog>
  )
}

/** One's own views and the shared ones, each with what may be done with it. */
export function ManageDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay()
  const views = useQuery(viewsQuery)
  return (
    <Dialog title={say('views.manage')} size="small" isOpen onClose={onClose} closeLabel={say('common.close')}>
      <Loaded query={views} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink-soft">{say('views.none')}</p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((view) => (
                <Kept key={view.id} view={view} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Dialog>
  )
}

function Kept({ view }: { readonly view: SavedView }) {
  const say = useSay()
  const me = useMe()
  const words = useFilterWords()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeView(view.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['views'] }),
  })
  const isMine = view.owner.id === me.id
  const filter = words(view.filter)
    .map(({ field, value }) => `${field}: ${value}`)
    .join(' · ')
  return (
    <li className="flex items-center gap-2 py-2">
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {view.name}
          {view.shared && <Badge>{isMine ? say('views.shared') : view.owner.name}</Badge>}
        </span>
        <span className="text-sm text-ink-soft">{filter}</span>
        {remove.isError && <ProblemNote error={remove.error} />}
      </span>
      {(isMine || me.role === 'admin') && (
        <IconButton
          icon="trash"
          size="small"
          label={say('views.remove', { name: view.name })}
          isDisabled={remove.isPending}
          onPress={() => remove.mutate()}
        />
      )}
    </li>
  )
}
