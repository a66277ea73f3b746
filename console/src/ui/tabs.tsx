import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import { classes } from './classes.ts'

export interface TabSpec {
  readonly id: string
  readonly label: string
  /** A number or a mark after the label. */
  readonly note?: ReactNode
  readonly content: ReactNode
}

interface TabsProps {
  readonly label: string
  readonly tabs: readonly TabSpec[]
  readonly selected?: string
  readonly onSelect?: (id: string) => void
  readonly className?: string
}

/** Several panels in one place; only the chosen one is drawn. */
export function Tabs({ label, tabs, selected, onSelect, className }: TabsProps) {
  return (
    <AriaTabs
      {...(selected !== undefined && { selectedKey: selected })}
      onSelectionChange={(key) => onSelect?.(String(key))}
      className={classes('flex min-w-0 flex-col', className)}
    >
      <TabList aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line no-print">
        {tabs.map(({ id, label: text, note }) => (
          <Tab
            key={id}
            id={id}
            className="-mb-px flex min-h-9 cursor-default items-center gap-1.5 border-b-2 border-transparent px-2.5 text-base whitespace-nowrap text-ink-soft data-hovered:text-ink data-selected:border-accent data-selected:font-medium data-selected:text-ink"
          >
            {text}
            {note !== undefined && <span className="text-sm text-ink-faint tabular-nums">{note}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="min-w-0 pt-3 outline-none">
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
