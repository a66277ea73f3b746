import type { Condition } from '../../api/bindings.ts'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../words/words.tsx'
import { ConditionPart, useTree } from './condition-editor.tsx'
import { type Path, placeOf } from './tree.ts'
import { Verdict } from './verdict.tsx'

/** What must not be so. */
export function NotBlock({ inner, path }: { readonly inner: Condition; readonly path: Path }) {
  const say = useSay()
  const { root, isReadOnly, change, noteAt } = useTree()
  const place = placeOf(root, path)
  return (
    <div data-place={place} className="rounded-lg border border-dashed border-line-strong p-2">
      <div className="mb-2 flex items-center gap-2">
        <Verdict path={path} />
        <span className="flex-1 font-medium">{say('rule.not')}</span>
        {!isReadOnly && (
          <Button size="small" look="quiet" onPress={() => change(path, inner, path)}>
            {say('rule.drop_not')}
          </Button>
        )}
      </div>
      <ConditionPart condition={inner} path={[...path, 'not']} />
      {noteAt(place)}
    </div>
  )
}
