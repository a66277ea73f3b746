import { type ReactNode, useState } from 'react'
import { useWhenChanged } from './use-when-changed.ts'

interface FoldProps {
  readonly title: string
  /** True: what is in it matters now, so it opens. */
  readonly isInUse?: boolean
  readonly children: ReactNode
}

/** What most people need seldom, behind its title. Only what is open is drawn. */
export function Fold({ title, isInUse = false, children }: FoldProps) {
  const [isOpen, setOpen] = useState(isInUse)
  useWhenChanged([isInUse], () => {
    if (isInUse) setOpen(true)
  })
  return (
    <details
      open={isOpen}
      className="border-t border-line pt-3"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="min-h-6 cursor-pointer font-medium">{title}</summary>
      {isOpen && children}
    </details>
  )
}
