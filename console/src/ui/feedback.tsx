import { type ReactNode, useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'neutral'

const tones: Readonly<Record<Tone, string>> = {
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
  info: 'bg-info-soft text-info',
  neutral: 'bg-sunken text-ink-soft',
}

/** A state: icon, word and color together, never color alone. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  readonly tone?: Tone
  readonly icon?: IconName
  readonly children: ReactNode
}) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 rounded px-1.5 py-0.5 text-sm font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {icon && <Icon name={icon} size={13} />}
      {children}
    </span>
  )
}

/** A sentence about the page or a part of it, with what can be done. */
export function Note({
  tone = 'info',
  title,
  children,
  actions,
}: {
  readonly tone?: Tone
  readonly title?: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  const icons = { good: 'check', bad: 'warning', warn: 'warning', info: 'info', neutral: 'info' } as const
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={classes('flex items-start gap-2 rounded-lg px-3 py-2', tones[tone])}
    >
      <Icon name={icons[tone]} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {actions && <div className="flex flex-wrap gap-2 pt-1">{actions}</div>}
      </div>
    </div>
  )
}

/** Nothing is here yet, or nothing matches: one sentence, one thing to do. */
export function Empty({
  icon = 'info',
  title,
  children,
  actions,
}: {
  readonly icon?: IconName
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-12 text-center">
      <span className="grid size-10 place-items-center rounded-full bg-sunken text-ink-soft">
        <Icon name={icon} size={20} />
      </span>
      <p className="text-lg font-medium">{title}</p>
      {children && <div className="max-w-prose text-ink-soft">{children}</div>}
      {actions && <div className="flex flex-wrap justify-center gap-2 pt-2">{actions}</div>}
    </div>
  )
}

/** Rows of the final height, shown when loading takes longer than 150 ms. */
export function Skeleton({
  rows = 5,
  height = 40,
  label,
}: {
  readonly rows?: number
  readonly height?: number
  readonly label: string
}) {
  const [isShown, show] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => show(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={label} aria-busy="true" className="flex flex-col gap-px">
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} style={{ height }} className="flex items-center px-3">
          {isShown && (
            <div className="h-3 animate-pulse rounded bg-sunken" style={{ width: `${85 - ((at * 17) % 45)}%` }} />
          )}
        </div>
      ))}
    </div>
  )
}

/** Something failed: what, its code, and another try. */
export function Failure({
  title,
  detail,
  code,
  onRetry,
  retryLabel,
}: {
  readonly title: string
  readonly detail: string
  readonly code?: string
  readonly onRetry?: () => void
  readonly retryLabel: string
}) {
  return (
    <Note
      tone="bad"
      title={title}
      actions={
        onRetry && (
          <Button size="small" icon="retry" onPress={onRetry}>
            {retryLabel}
          </Button>
        )
      }
    >
      <p>{detail}</p>
      {code && <p className="font-mono text-sm text-ink-soft">{code}</p>}
    </Note>
  )
}
