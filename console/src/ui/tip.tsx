import type { ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'

/** A short hint on hover and focus. Never the only place where something is said. */
export function Tip({ text, children }: { readonly text: string; readonly children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip offset={6} className="max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-ground shadow-high no-print">
        {text}
      </Tooltip>
    </TooltipTrigger>
  )
}
