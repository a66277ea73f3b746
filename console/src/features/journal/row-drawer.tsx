import { useQuery } from '@tanstack/react-query'
import { storyQuery } from '../../api/journal.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { StatusBadge } from '../../parts/status.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { Drawer } from '../../ui/overlay.tsx'
import { useSay } from '../../words/words.tsx'
import { StoryActions } from './story-actions.tsx'
import { StoryView } from './story-view.tsx'

/** One delivery beside the list it was found in. */
export function RowDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const say = useSay()
  const story = useQuery(storyQuery(id))
  return (
    <Drawer
      title={story.data?.binding.name ?? say('delivery.one')}
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      actions={
        <ButtonLink to="/journal/$id" params={{ id }} look="quiet" icon="external">
          {say('delivery.whole_page')}
        </ButtonLink>
      }
    >
      <Loaded query={story} rows={10}>
        {(loaded) => (
          <>
            <div className="mb-4 flex flex-wrap items-start justify-between gap-2">
              <StatusBadge status={loaded.status} code={loaded.status_code} nextAt={loaded.next_attempt_at} />
              <span className="flex flex-wrap items-start gap-2">
                <StoryActions story={loaded} />
              </span>
            </div>
            <StoryView story={loaded} />
          </>
        )}
      </Loaded>
    </Drawer>
  )
}
