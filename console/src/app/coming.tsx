import { Skeleton } from '../ui/feedback.tsx'
import { useSay } from '../words/words.tsx'

/** In the place of a page whose code or data are still on their way. */
export function Coming() {
  const say = useSay()
  return <Skeleton rows={12} label={say('common.loading')} />
}
