import { ApiProblem } from '../../../api/client.ts'
import { useSay } from '../../../words/words.tsx'

/** True when all that is wrong is a condition that somebody has not filled in yet. */
export function isUnfinished(error: unknown): boolean {
  return (
    error instanceof ApiProblem &&
    error.faults.length > 0 &&
    error.faults.every(({ path }) => path.startsWith('conditions'))
  )
}

/** Says so instead of an error: the person is still writing. */
export function Unfinished() {
  const say = useSay()
  return <p className="text-ink-soft">{say('check.unfinished')}</p>
}
