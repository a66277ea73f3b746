import { Button, Label, Tag, TagGroup, TagList } from 'react-aria-components'
import { Icon } from './icon.tsx'

interface ChipsProps {
  readonly label: string
  readonly items: readonly { readonly id: string; readonly text: string }[]
  readonly removeLabel: (text: string) => string
  /** Absent: they can only be looked at. */
  readonly onRemove?: (id: string) => void
}

/** Several short things in a row, each with a cross; the arrow keys walk them, Delete takes one away. */
export function Chips({ label, items, removeLabel, onRemove }: ChipsProps) {
  return (
    <TagGroup {...(onRemove && { onRemove: (keys) => onRemove(String([...keys][0])) })}>
      <Label className="sr-only">{label}</Label>
      <TagList items={items} className="flex flex-wrap gap-1">
        {({ id, text }) => (
          <Tag
            id={id}
            textValue={text}
            className="inline-flex min-h-6 max-w-full cursor-default items-center gap-1 rounded bg-accent-soft pl-2 text-sm text-accent-ink not-has-[button]:pr-2"
          >
            <span className="truncate">{text}</span>
            {onRemove && (
              <Button
                slot="remove"
                aria-label={removeLabel(text)}
                className="grid size-6 place-items-center rounded data-hovered:bg-accent/15"
              >
                <Icon name="close" size={12} />
              </Button>
            )}
          </Tag>
        )}
      </TagList>
    </TagGroup>
  )
}
