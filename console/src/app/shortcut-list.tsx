import { useState } from 'react'
import { areSingleKeysOn, switchSingleKeys } from '../parts/single-keys.ts'
import { Dialog } from '../ui/overlay.tsx'
import { Switch } from '../ui/toggle.tsx'
import { type SentenceKey, useSay } from '../words/words.tsx'

const shortcuts: readonly (readonly [keys: string, words: SentenceKey])[] = [
  ['Ctrl K', 'keys.palette'],
  ['g → o b i j w s', 'keys.go'],
  ['/', 'keys.focus_search'],
  ['j k', 'keys.rows'],
  ['Enter', 'keys.open'],
  ['x', 'keys.select'],
  ['r', 'keys.retry'],
  ['e', 'keys.edit'],
  ['Ctrl S', 'keys.save'],
  ['Ctrl Enter', 'keys.test'],
  ['Ctrl Z · Ctrl Shift Z', 'keys.undo'],
  ['?', 'keys.help'],
]

/** What can be done without a mouse. */
export function ShortcutList({ onClose }: { readonly onClose: () => void }) {
  const say = useSay()
  const [areOn, setOn] = useState(areSingleKeysOn)
  return (
    <Dialog title={say('keys.title')} isOpen onClose={onClose} closeLabel={say('common.close')}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {shortcuts.map(([keys, words]) => (
          <div key={words} className="contents">
            <dt>
              <kbd className="rounded border border-line bg-sunken px-1.5 py-0.5 font-sans text-sm">{keys}</kbd>
            </dt>
            <dd>{say(words)}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 border-t border-line pt-3">
        <Switch
          label={say('keys.single')}
          help={say('keys.single_help')}
          isOn={areOn}
          onChange={(isOn) => {
            switchSingleKeys(isOn)
            setOn(isOn)
          }}
        />
      </div>
    </Dialog>
  )
}
