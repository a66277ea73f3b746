import { Icon } from '../../ui/icon.tsx'
import { useSay } from '../../words/words.tsx'
import { useTree } from './condition-editor.tsx'
import { judgedAt, type Path } from './tree.ts'

/** Whether this part holds for the event at hand; nothing while there is no event. */
export function Verdict({ path }: { readonly path: Path }) {
  const say = useSay()
  const { judged } = useTree()
  const here = judgedAt(judged, path)
  if (!here) return null
  return (
    <span
      className={`grid size-5 shrink-0 place-items-center rounded-full ${here.holds ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad'}`}
    >
      <Icon name={here.holds ? 'check' : 'close'} size={13} />
      <span className="sr-only">{say(here.holds ? 'tree.holds' : 'tree.fails')}</span>
    </span>
  )
}
