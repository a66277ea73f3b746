import { ProblemNote } from '../../../parts/loaded.tsx'
import { Badge } from '../../../ui/feedback.tsx'
import { useSay } from '../../../words/words.tsx'
import { useTools } from '../editor/editor-tools.ts'

/** Whether the rule would answer the event at hand; which condition failed is painted where it stands. */
export function VerdictPart() {
  const say = useSay()
  const { why, event, form } = useTools()
  if (why.isError) return <ProblemNote error={why.error} />
  if (!why.data || event.named === null) return null
  const { fired, reason } = why.data
  const isTest = reason === 'the event is a test'
  return (
    <div role="status" className="flex flex-col items-start gap-1">
      <Badge tone={fired ? 'good' : 'neutral'} icon={fired ? 'check' : 'ban'}>
        {say(fired ? 'check.fires' : isTest ? 'check.is_test' : 'check.fires_not')}
      </Badge>
      {form.conditions && <p className="text-sm text-ink-soft">{say('check.paints')}</p>}
    </div>
  )
}
