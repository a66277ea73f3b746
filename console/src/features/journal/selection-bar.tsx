import { Button } from '../../ui/button.tsx'
import { useSay } from '../../words/words.tsx'
import type { Selection } from './use-selection.ts'

/** What can be done with the selection; at the bottom, where it covers nothing that is read. */
export function SelectionBar({ selection, onRetry }: { readonly selection: Selection; readonly onRetry: () => void }) {
  const say = useSay()
  return (
    <div
      role="region"
      aria-label={say('journal.selection')}
      className="fixed inset-x-3 bottom-4 z-30 mx-auto flex w-fit items-center gap-3 rounded-xl border border-line bg-raised px-3 py-2 shadow-high max-sm:bottom-18 no-print"
    >
      <span className="tabular-nums">{say('common.selected', { count: selection.ids.size })}</span>
      <Button look="primary" icon="retry" onPress={onRetry}>
        {say('journal.retry_selected')}
      </Button>
      <Button look="quiet" onPress={selection.clear}>
        {say('common.clear')}
      </Button>
    </div>
  )
}
