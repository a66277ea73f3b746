import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type Story, storyQuery } from '../../api/journal.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { StatusBadge } from '../../parts/status.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { StoryActions } from './story-actions.tsx'
import { StoryView } from './story-view.tsx'

/** One delivery: what happened, what was sent, every try and every answer. */
export function DeliveryPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const story = useQuery(storyQuery(id))
  return (
    <Loaded query={story} rows={10}>
      {(loaded) => <Whole story={loaded} />}
    </Loaded>
  )
}

function Whole({ story }: { readonly story: Story }) {
  const say = useSay()
  return (
    <>
      <PageHead
        before={<Link to="/journal">{say('nav.journal')}</Link>}
        title={story.binding.name ?? say('journal.removed')}
        about={<StatusBadge status={story.status} code={story.status_code} nextAt={story.next_attempt_at} />}
        actions={<StoryActions story={story} />}
      />
      <StoryView story={story} />
    </>
  )
}
