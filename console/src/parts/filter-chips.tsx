import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useSay } from '../words/words.tsx'

/** One active filter in words: what, and which. */
export interface FilterPart<Name extends string = string> {
  readonly name: Name
  readonly field: string
  readonly value: string
}

interface FilterChipsProps<Name extends string> {
  readonly parts: readonly FilterPart<Name>[]
  readonly onRemove: (name: Name) => void
  readonly onClear: () => void
}

/** Every active filter, each with a cross. */
export function FilterChips<Name extends string>({ parts, onRemove, onClear }: FilterChipsProps<Name>) {
  const say = useSay()
  if (parts.length === 0) return null
  return (
    <ul aria-label={say('filter.active')} className="flex flex-wrap items-center gap-1.5">
      {parts.map(({ name, field, value }) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => onRemove(name)}
            aria-label={say('filter.remove', { field, value })}
            className="inline-flex min-h-6 max-w-80 items-center gap-1 rounded-full border border-line-strong/60 bg-surface pr-1.5 pl-2.5 text-sm hover:bg-sunken"
          >
            <span className="truncate">
              <span className="text-ink-soft">{field}: </span>
              {value}
            </span>
            <Icon name="close" size={12} className="text-ink-soft" />
          </button>
        </li>
      ))}
      <li>
        <Button look="quiet" size="small" onPress={onClear}>
          {say('common.clear_filters')}
        </Button>
      </li>
    </ul>
  )
}
