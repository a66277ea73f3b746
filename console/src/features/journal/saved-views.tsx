import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { type JournalFilter, viewsQuery } from '../../api/journal.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { type SentenceKey, useSay } from '../../words/words.tsx'

const dialogs = () => import('./views-dialogs.tsx')
const SaveDialog = lazy(() => dialogs().then((module) => ({ default: module.SaveDialog })))
const ManageDialog = lazy(() => dialogs().then((module) => ({ default: module.ManageDialog })))

/** Questions that everybody asks. */
const builtIn: readonly { readonly words: SentenceKey; readonly filter: JournalFilter }[] = [
  { words: 'views.failed', filter: { status: 'failed', period: '24h' } },
  { words: 'views.waiting', filter: { status: 'pending,retrying' } },
  { words: 'views.slow', filter: { min_duration_ms: '3000', period: '24h' } },
]

interface Props {
  readonly filter: JournalFilter
  readonly onChoose: (filter: JournalFilter) => void
}

/** Filters with names: those that come along, one's own, and those that others share. */
export function SavedViews({ filter, onChoose }: Props) {
  const say = useSay()
  const [opened, setOpened] = useState<'save' | 'manage' | null>(null)
  const { data } = useQuery(viewsQuery)
  const kept = data?.items ?? []
  const close = () => setOpened(null)
  return (
    <>
      <Menu
        label={say('views.title')}
        trigger={<Button icon="star">{say('views.title')}</Button>}
        entries={[
          ...builtIn.map((view) => ({ label: say(view.words), onAction: () => onChoose(view.filter) })),
          ...(kept.length > 0 ? [null] : []),
          ...kept.map((view) => ({ label: view.name, onAction: () => onChoose(textsOf(view.filter)) })),
          null,
          {
            label: say('views.save'),
            icon: 'plus',
            isDisabled: Object.keys(filter).length === 0,
            onAction: () => setOpened('save'),
          },
          { label: say('views.manage'), icon: 'settings', onAction: () => setOpened('manage') },
        ]}
      />
      <Suspense>
        {opened === 'save' && <SaveDialog filter={filter} onClose={close} />}
        {opened === 'manage' && <ManageDialog onClose={close} />}
      </Suspense>
    </>
  )
}

/** In the address everything is text; a program may have saved numbers. */
function textsOf(filter: JournalFilter): JournalFilter {
  return Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]))
}
