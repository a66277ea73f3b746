import type { ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'
import { popoverLook } from './options.tsx'

export interface MenuEntry {
  readonly label: string
  readonly icon?: IconName
  readonly onAction?: () => void
  readonly href?: string
  readonly isDangerous?: boolean
  readonly isDisabled?: boolean
  readonly isChecked?: boolean
  /** The keys that do the same, to be learned here. */
  readonly keys?: string
}

interface MenuProps {
  readonly trigger: ReactElement
  readonly label: string
  /** `null` draws a line between what stands before and after. */
  readonly entries: readonly (MenuEntry | null)[]
}

/** A list of actions behind a button. */
export function Menu({ trigger, label, entries }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={popoverLook}>
        <AriaMenu aria-label={label} className="min-w-44 outline-none">
          {entries.map((entry, at) =>
            entry === null ? (
              <Separator key={`line-${at}`} className="my-1 border-t border-line" />
            ) : (
              <MenuItem
                key={entry.label}
                textValue={entry.label}
                isDisabled={entry.isDisabled ?? false}
                {...(entry.onAction && { onAction: entry.onAction })}
                {...(entry.href && { href: entry.href })}
                className={classes(
                  'flex min-h-7.5 cursor-default items-center gap-2 rounded px-2 py-1 text-base data-disabled:opacity-50 data-focused:bg-sunken data-hovered:bg-sunken',
                  entry.isDangerous && 'text-bad',
                )}
              >
                {entry.icon ? <Icon name={entry.icon} className={entry.isDangerous ? '' : 'text-ink-soft'} /> : null}
                <span className="flex-1">{entry.label}</span>
                {entry.isChecked && <Icon name="check" />}
                {entry.keys && <kbd className="font-sans text-xs text-ink-faint">{entry.keys}</kbd>}
              </MenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
