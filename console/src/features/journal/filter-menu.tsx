import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'

interface FilterMenuProps {
  readonly label: string
  readonly value: string
  /** The first one is what holds while nothing is chosen. */
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

/** One filter as a button that says what it is set to. */
export function FilterMenu({ label, value, options, onChange }: FilterMenuProps) {
  const chosen = options.find((option) => option.value === value) ?? options[0]
  const isSet = chosen !== options[0]
  return (
    <Menu
      label={label}
      trigger={
        <Button className={classes('min-w-0', isSet && 'border-accent/60 bg-accent-soft')}>
          <span className="min-w-0 flex-1 truncate text-left font-normal">
            <span className="text-ink-soft">{label}: </span>
            <span className={isSet ? 'font-medium text-accent-ink' : ''}>{chosen?.label}</span>
          </span>
          <Icon name="chevronDown" size={14} className="text-ink-faint" />
        </Button>
      }
      entries={options.map((option) => ({
        label: option.label,
        isChecked: option === chosen,
        onAction: () => onChange(option.value),
      }))}
    />
  )
}
