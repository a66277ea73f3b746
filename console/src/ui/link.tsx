import { type LinkProps, Link as RouterLink } from '@tanstack/react-router'
import type { MouseEventHandler, ReactNode } from 'react'
import { type ButtonLook, buttonLooks, buttonShape } from './button.tsx'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'

/** A link inside the console. */
export function Link({
  className,
  ...rest
}: LinkProps & {
  readonly className?: string
  readonly title?: string
  readonly onClick?: MouseEventHandler<HTMLAnchorElement>
}) {
  return <RouterLink {...rest} className={classes(linkLook, className)} />
}

export const linkLook = 'text-accent-ink underline-offset-2 hover:underline'

/** A link that looks like a button: it leads somewhere. */
export function ButtonLink({
  look = 'plain',
  size = 'normal',
  icon,
  children,
  className,
  ...rest
}: Omit<LinkProps, 'children'> & {
  readonly look?: ButtonLook
  readonly size?: 'small' | 'normal'
  readonly icon?: IconName
  readonly children?: ReactNode
  readonly className?: string
}) {
  return (
    <RouterLink {...rest} className={classes(buttonShape(size), buttonLooks[look], className)}>
      {icon && <Icon name={icon} />}
      {children}
    </RouterLink>
  )
}
