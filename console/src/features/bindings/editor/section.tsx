import type { ReactNode } from 'react'
import { Card } from '../../../ui/layout.tsx'

export const sectionIds = ['name', 'type', 'integration', 'conditions', 'parameters', 'check'] as const
export type SectionId = (typeof sectionIds)[number]

/** One of the six sections, where a link of the rail leads. */
export function Section({
  id,
  title,
  actions,
  children,
}: {
  readonly id: SectionId
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div id={`section-${id}`} tabIndex={-1} data-section={id} className="scroll-mt-28 outline-none">
      <Card title={`${sectionIds.indexOf(id) + 1}. ${title}`} actions={actions}>
        <div className="flex flex-col gap-3">{children}</div>
      </Card>
    </div>
  )
}
