import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Binding } from '../../../api/bindings.ts'
import { api } from '../../../api/client.ts'
import { useChangesEntry } from '../../../parts/changes-entry.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Menu, type MenuEntry } from '../../../ui/menu.tsx'
import { tell } from '../../../ui/toast.tsx'
import { useSay } from '../../../words/words.tsx'
import { formOf } from './draft.ts'
import { useTools } from './editor-tools.ts'

/** What else can be done with a binding that exists. */
export function EditorMenu({ binding, onVersions }: { readonly binding: Binding; readonly onVersions: () => void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { form, isReadOnly } = useTools()
  const remove = useRemoval(binding)
  const changes = useChangesEntry(`bindings:${binding.id}`)
  const text = () => JSON.stringify(formOf(form), null, 2)
  const entries: (MenuEntry | null)[] = [
    {
      label: say('nav.journal'),
      icon: 'journal',
      onAction: () => void navigate({ to: '/journal', search: { binding_id: binding.id } }),
    },
    { label: say('editor.history'), icon: 'clock', onAction: onVersions },
    ...changes,
    null,
    ...(isReadOnly
      ? []
      : [
          {
            label: say('common.duplicate'),
            icon: 'copy' as const,
            onAction: () => void navigate({ to: '/bindings/new', search: { copy: binding.id } }),
          },
        ]),
    {
      label: say('editor.export'),
      icon: 'download',
      onAction: () => saveFile(`${fileName(binding.name)}.json`, text()),
    },
    {
      label: say('editor.copy_json'),
      icon: 'copy',
      onAction: () => void navigator.clipboard?.writeText(text()).then(() => tell(say('editor.copied_json'))),
    },
    ...(isReadOnly
      ? []
      : [
          null,
          { label: say('common.delete'), icon: 'trash' as const, isDangerous: true, onAction: () => remove.mutate() },
        ]),
  ]
  return (
    <Menu
      label={say('common.actions')}
      trigger={<IconButton icon="more" look="plain" label={say('common.actions')} />}
      entries={entries}
    />
  )
}

/** Deletes at once, and brings it back when that was not meant. */
function useRemoval(binding: Binding) {
  const say = useSay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { id, name } = binding
  const refresh = () => queries.invalidateQueries({ queryKey: ['bindings'] })
  const restore = async () => {
    await api.post(`/bindings/${id}/restore`)
    await refresh()
    tell(say('editor.restored', { name }))
  }
  return useMutation({
    mutationFn: () => api.remove(`/bindings/${id}`),
    onSuccess: async () => {
      await navigate({ to: '/bindings', ignoreBlocker: true })
      queries.removeQueries({ queryKey: ['bindings', id] })
      await refresh()
      tell(say('editor.deleted', { name }), { label: say('common.undo'), run: () => void restore() }, 30_000)
    },
    onError: (error) => tell(error.message),
  })
}

function saveFile(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

function fileName(name: string): string {
  return (
    name
      .trim()
      .replace(/[^\p{L}\d]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'binding'
  )
}
