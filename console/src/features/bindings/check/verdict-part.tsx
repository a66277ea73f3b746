import { asSentence } from '../../../parts/as-sentence.ts'
import { ProblemNote } from '../../../parts/loaded.tsx'
import { Badge } from '../../../ui/feedback.tsx'
import { useSay } from '../../../words/words.tsx'
import { useTools } from '../editor/editor-tools.ts'
import { isUnfinished, Unfinished } from './unfinished.tsx'

/** Whether the rule would answer the event at hand; which condition failed is painted where it stands. */
export function VerdictPart() {
  const say = useSay()
  const { why, event, form } = useTools()
  if (isUnfinished(why.error)) return <Unfinished />
  if (why.isError) return <ProblemNote error={why.error} />
  if (!why.data || event.named === null) return null
  const { fired, reason } = why.data
  return (
    <div role="status" className="flex flex-col items-start gap-1">
      <Badge tone={fired ? 'good' : 'neutral'} icon={fired ? 'check' : 'ban'}>
        {say(fired ? 'check.fires' : 'check.fires_not')}
      </Badge>
      {!fired && <p className="text-sm text-ink-soft">{asSentence(reason)}</p>}
      {form.conditions && <p className="text-sm text-ink-soft">{say('check.paints')}</p>}
    </div>
  )
}
