import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** The head of a page: its name, a line about it, and what can be done. */
export function PageHead({
  title,
  about,
  actions,
  before,
}: {
  readonly title: ReactNode
  readonly about?: ReactNode
  readonly actions?: ReactNode
  /** The way back, where there is no room for it at the top of the window. */
  readonly before?: ReactNode
}) {
  return (
    <header className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        {before && <div className="lg:hidden">{before}</div>}
        <h1 className="text-xl font-semibold">{title}</h1>
        {about && <div className="mt-0.5 text-ink-soft">{about}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 no-print">{actions}</div>}
    </header>
  )
}

/** A frame around what belongs together. */
export function Card({
  title,
  actions,
  children,
  className,
  flush = false,
}: {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string
  readonly flush?: boolean
}) {
  return (
    <section className={classes('min-w-0 rounded-xl border border-line bg-surface shadow-flat', className)}>
      {(title || actions) && (
        <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2.5">
          <h2 className="text-base font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  )
}

/** Names and values, one pair a line; on phones the value stands below the name. */
export function Facts({ items }: { readonly items: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1.5 sm:grid-cols-[minmax(8rem,auto)_1fr]">
      {items.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="min-w-0 max-sm:mb-1">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Text as a program wrote it. */
export function Pre({ children, label }: { readonly children: string; readonly label: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      role="region"
      className="max-h-96 overflow-auto rounded-md bg-sunken p-3 font-mono text-sm whitespace-pre-wrap"
    >
      {children}
    </pre>
  )
}
