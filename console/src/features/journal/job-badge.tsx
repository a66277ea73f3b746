import type { RetryJob } from '../../api/retry-jobs.ts'
import { Badge } from '../../ui/feedback.tsx'
import { useSay } from '../../words/words.tsx'

const looks = {
  running: { tone: 'info', icon: 'retry' },
  done: { tone: 'good', icon: 'check' },
  stopped: { tone: 'neutral', icon: 'stop' },
} as const

/** Where a bulk retry stands. */
export function JobBadge({ status }: Pick<RetryJob, 'status'>) {
  const say = useSay()
  return <Badge {...looks[status]}>{say(`jobs.${status}`)}</Badge>
}
