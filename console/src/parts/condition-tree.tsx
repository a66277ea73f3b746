import { useQuery } from '@tanstack/react-query'
import { catalogueQuery, type Parameter } from '../api/catalogue.ts'
import type { Judged } from '../api/journal.ts'
import { Icon } from '../ui/icon.tsx'
import { useLanguage, useSay } from '../words/words.tsx'
import { sayValue } from './conditions/say-value.ts'
import { parameterOf, sayLeafAlone } from './conditions/summary.ts'

/** A rule as it was judged for one event: what held, what did not, and what was there instead. In words; pointed at, as it is written. */
export function ConditionTree({ judged, eventType }: { readonly judged: Judged; readonly eventType: string }) {
  const { data: catalogue } = useQuery(catalogueQuery)
  const parameters = catalogue?.event_types.find(({ key }) => key === eventType)?.parameters ?? none
  return <Branch judged={judged} parameters={parameters} />
}

const none: readonly Parameter[] = []

interface BranchProps {
  readonly judged: Judged
  readonly parameters: readonly Parameter[]
}

function Branch({ judged, parameters }: BranchProps) {
  const say = useSay()
  const inner = judged.all ?? judged.any ?? (judged.not ? [judged.not] : null)
  if (!inner)
    return (
      <p className="flex items-start gap-1.5 text-sm">
        <Mark holds={judged.holds} />
        <span className="sr-only">{say(judged.holds ? 'tree.holds' : 'tree.fails')}</span>
        <Compared judged={judged} parameters={parameters} />
      </p>
    )
  return (
    <div className="flex flex-col gap-1">
      <p className="flex items-center gap-1.5 text-sm font-medium">
        <Mark holds={judged.holds} />
        {say(judged.all ? 'tree.all' : judged.any ? 'tree.any' : 'tree.not')}
      </p>
      <div className="flex flex-col gap-1 border-l-2 border-line pl-3">
        {inner.map((one, at) => (
          <Branch key={at} judged={one} parameters={parameters} />
        ))}
      </div>
    </div>
  )
}

/** One comparison, and what the event held, where the comparison itself does not tell. */
function Compared({ judged, parameters }: BranchProps) {
  const say = useSay()
  const language = useLanguage()
  const { param = '', op = '', value, actual = null } = judged
  const parameter = parameterOf(param, parameters)
  const isTold = op === 'exists' || op === 'not_exists' || (op === 'eq' && judged.holds)
  const held = actual === null || actual === '' ? say('tree.nothing') : sayValue(actual, { parameter, language })
  return (
    <span title={`${param} ${op} ${JSON.stringify(value) ?? ''}`.trim()}>
      {sayLeafAlone({ param, op, ...(value !== undefined && { value }) }, parameters, language)}
      {!isTold && <span className="text-ink-soft">{` ${say('tree.actual', { value: held })}`}</span>}
    </span>
  )
}

function Mark({ holds }: { readonly holds: boolean }) {
  return (
    <Icon
      name={holds ? 'check' : 'close'}
      size={14}
      className={`mt-0.5 shrink-0 ${holds ? 'text-good' : 'text-bad'}`}
    />
  )
}
