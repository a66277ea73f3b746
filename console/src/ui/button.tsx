import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'
import { Tip } from './tip.tsx'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** One `primary` at most on a screen: what most people came to do. */
  readonly look?: ButtonLook
  readonly size?: 'small' | 'normal'
  readonly icon?: IconName
  /** True while what the button started is under way; it cannot be pressed again. */
  readonly isBusy?: boolean
  readonly children?: ReactNode
  readonly className?: string
}

/** The looks of a button, shared with links that act like one. */
export const buttonLooks: Readonly<Record<ButtonLook, string>> = {
  primary:
    'on-accent-ground bg-accent text-on-accent hover:bg-accent-strong data-hovered:brightness-110 border border-transparent',
  plain: 'bg-surface text-ink border border-line-strong/60 hover:bg-sunken data-hovered:bg-sunken shadow-flat',
  quiet:
    'text-ink-soft border border-transparent hover:bg-sunken hover:text-ink data-hovered:bg-sunken data-hovered:text-ink',
  danger: 'bg-surface text-bad border border-bad/60 hover:bg-bad-soft data-hovered:bg-bad-soft',
}

export const buttonShape = (size: 'small' | 'normal') =>
  classes(
    'inline-flex items-center justify-center gap-1.5 rounded-md font-medium select-none text-center transition-colors',
    'data-disabled:opacity-50 data-disabled:cursor-not-allowed',
    size === 'small' ? 'min-h-7 px-2 text-sm' : 'min-h-8 px-3 text-base',
  )

export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  isBusy = false,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} isPending={isBusy} className={classes(buttonShape(size), buttonLooks[look], className)}>
      {isBusy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  )
}

/** A button that shows an icon alone: its label is said to a screen reader and shown on hover and focus. */
export function IconButton({
  icon,
  label,
  look = 'quiet',
  size = 'normal',
  className,
  ...rest
}: Omit<ButtonProps, 'children' | 'icon'> & { readonly icon: IconName; readonly label: string }) {
  return (
    <Tip text={label}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classes(buttonShape(size), size === 'small' ? 'w-7 px-0' : 'w-8 px-0', buttonLooks[look], className)}
      >
        <Icon name={icon} />
      </AriaButton>
    </Tip>
  )
}

/** Shown for work that takes longer than a glance. */
export function Spinner() {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4 shrink-0 animate-spin">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity=".3" strokeWidth="2" />
      <path d="M14 8a6 6 0 0 0-6-6" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}
