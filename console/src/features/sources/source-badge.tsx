import type { Source } from '../../api/sources.ts'
import { Badge } from '../../ui/feedback.tsx'
import { useSay } from '../../words/words.tsx'

/** Whether a source is listened to. */
export function SourceBadge({ source: { enabled, health } }: { readonly source: Source }) {
  const say = useSay()
  if (!enabled) return <Badge icon="ban">{say('common.off')}</Badge>
  return health.connected ? (
    <Badge tone="good" icon="check">
      {say('sources.is_connected')}
    </Badge>
  ) : (
    <Badge tone="bad" icon="warning">
      {say('sources.is_silent')}
    </Badge>
  )
}
