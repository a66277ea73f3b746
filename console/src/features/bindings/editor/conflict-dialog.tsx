import { useState } from 'react'
import type { Binding } from '../../../api/bindings.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { Radios } from '../../../ui/toggle.tsx'
import { useSay } from '../../../words/words.tsx'
import { merge, withValue } from './changes.ts'
import { formOf } from './draft.ts'
import { useTools } from './editor-tools.ts'
import { useFieldNames } from './error-summary.tsx'
import { ShownValue } from './shown-value.tsx'

/** Two people changed one binding: what only one of them changed goes together, the rest is chosen field by field. */
export function ConflictDialog({ theirs, onClose }: { readonly theirs: Binding; readonly onClose: () => void }) {
  const say = useSay()
  const nameOf = useFieldNames()
  const { start, form, save } = useTools()
  const { disputed, taken, merged } = merge(start, form, formOf(theirs))
  const [choices, choose] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({})
  const chosen = disputed
    .filter(({ path }) => choices[path] === 'theirs')
    .reduce((whole, { path, theirs: value }) => withValue(whole, path, value), merged)
  return (
    <Dialog
      isOpen
      isAlert
      size="wide"
      title={say('editor.conflict_title', { version: theirs.version })}
      closeLabel={say('common.close')}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button look="primary" isBusy={save.isPending} onPress={() => save.with(chosen, theirs.version)}>
            {say('editor.conflict_save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-ink-soft">{say(disputed.length > 0 ? 'editor.conflict_help' : 'editor.conflict_same')}</p>
        {disputed.map(({ path, mine, theirs: value }) => (
          <Radios
            key={path}
            look="cards"
            label={nameOf(path)}
            value={choices[path] ?? 'mine'}
            choices={[
              { value: 'mine', label: say('editor.mine'), note: <ShownValue path={path} value={mine} /> },
              { value: 'theirs', label: say('editor.theirs'), note: <ShownValue path={path} value={value} /> },
            ]}
            onChange={(choice) => choose({ ...choices, [path]: choice })}
          />
        ))}
        {taken.length > 0 && (
          <dl className="flex flex-col gap-1 border-t border-line pt-3">
            {taken.map(({ path, after }) => (
              <div key={path} className="flex flex-wrap gap-x-2">
                <dt className="font-medium">{`${nameOf(path)} · ${say('editor.theirs')}:`}</dt>
                <dd className="min-w-0">
                  <ShownValue path={path} value={after} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </Dialog>
  )
}
