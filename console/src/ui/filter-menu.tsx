import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Menu } from './menu.tsx'

interface Choice {
  readonly value: string
  readonly label: string
}

interface FilterMenuProps {
  readonly label: string
  readonly value: string
  /** The first one is what holds while nothing is chosen. */
  readonly options: readonly Choice[]
  readonly onChange: (value: string) => void
}

/** One filter as a button: its name, or what it is set to. */
export function FilterMenu({ label, value, options, onChange }: FilterMenuProps) {
  const chosen = options.find((option) => option.value === value) ?? options[0]
  const isSet = chosen !== options[0]
  return (
    <Menu
      label={label}
      trigger={
        <Button
          aria-label={`${label}: ${chosen?.label ?? ''}`}
          className={classes('min-w-0', isSet && 'border-accent/60 bg-accent-soft')}
        >
          <span
            className={classes(
              'min-w-0 flex-1 truncate text-left',
              isSet ? 'text-accent-ink' : 'font-normal text-ink-soft',
            )}
          >
            {isSet ? chosen?.label : label}
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

/** What stands in the address but not in the list is shown all the same. */
export function withOther(
  options: readonly Choice[],
  value: string | undefined,
  label: (value: string) => string,
): readonly Choice[] {
  if (!value || options.some((option) => option.value === value)) return options
  return [...options, { value, label: label(value) }]
}
