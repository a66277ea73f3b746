import type { Binding } from '../../../api/bindings.ts'
import { useMay } from '../../../parts/me.tsx'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../words/words.tsx'

interface BulkBarProps {
  readonly selected: readonly Binding[]
  readonly onToggle: (enabled: boolean) => void
  readonly onExport: () => void
  readonly onRemove: () => void
  readonly onClear: () => void
}

/** What can be done to all that are selected at once. */
export function BulkBar({ selected, onToggle, onExport, onRemove, onClear }: BulkBarProps) {
  const say = useSay()
  const mayWrite = useMay('bindings:write')
  return (
    <div
      role="toolbar"
      aria-label={say('bindings.bulk')}
      className="sticky top-13 z-10 flex flex-wrap items-center gap-2 rounded-t-xl border-b border-line bg-accent-soft px-4 py-2"
    >
      <span role="status" className="mr-2 font-medium">
        {say('common.selected', { count: selected.length })}
      </span>
      {mayWrite && (
        <>
          <Button size="small" icon="play" onPress={() => onToggle(true)}>
            {say('bindings.turn_on')}
          </Button>
          <Button size="small" icon="pause" onPress={() => onToggle(false)}>
            {say('bindings.turn_off')}
          </Button>
        </>
      )}
      <Button size="small" icon="download" onPress={onExport}>
        {say('bindings.export')}
      </Button>
      {mayWrite && (
        <Button size="small" look="danger" icon="trash" onPress={onRemove}>
          {say('common.delete')}
        </Button>
      )}
      <Button size="small" look="quiet" onPress={onClear}>
        {say('common.clear')}
      </Button>
    </div>
  )
}
