import type { Judged } from '../api/journal.ts'
import { Icon } from '../ui/icon.tsx'
import { useSay } from '../words/words.tsx'

/** A rule as it was judged for one event: what held, what did not, and what was there instead. */
export function ConditionTree({ judged }: { readonly judged: Judged }) {
  const say = useSay()
  const inner = judged.all ?? judged.any ?? (judged.not ? [judged.not] : null)
  const mark = (
    <Icon
      name={judged.holds ? 'check' : 'close'}
      size={14}
      className={`mt-0.5 ${judged.holds ? 'text-good' : 'text-bad'}`}
    />
  )
  if (!inner) {
    return (
      <p className="flex items-start gap-1.5 font-mono text-sm">
        {mark}
        <span className="sr-only">{say(judged.holds ? 'tree.holds' : 'tree.fails')}</span>
        <span>
          {`${judged.param} ${judged.op} ${JSON.stringify(judged.value) ?? ''} `}
          <span className="text-ink-soft">
            {say('tree.actual', {
              value:
                judged.actual === undefined || judged.actual === null
                  ? say('tree.nothing')
                  : JSON.stringify(judged.actual),
            })}
          </span>
        </span>
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-1">
      <p className="flex items-center gap-1.5 text-sm font-medium">
        {mark}
        {say(judged.all ? 'tree.all' : judged.any ? 'tree.any' : 'tree.not')}
      </p>
      <div className="flex flex-col gap-1 border-l-2 border-line pl-3">
        {inner.map((one, at) => (
          <ConditionTree key={at} judged={one} />
        ))}
      </div>
    </div>
  )
}
