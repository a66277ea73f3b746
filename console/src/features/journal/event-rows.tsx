import { useNavigate } from '@tanstack/react-router'
import { memo, type RefObject } from 'react'
import type { ListedEvent } from '../../api/journal.ts'
import { isPlainClick, useClicks, useFollowLinks } from '../../parts/follow-link.ts'
import { useIsNarrow } from '../../parts/narrow.ts'
import { classes } from '../../ui/classes.ts'
import { Badge } from '../../ui/feedback.tsx'
import { linkLook } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { type CellTools, type ListLook, useCellTools } from './columns.tsx'
import { activeLook, cellLook, headLook, Spacer, useRowInSight } from './delivery-rows.tsx'
import { useTypeNames } from './filter-words.ts'
import { useWindowRows } from './use-window-rows.ts'

interface Props {
  readonly items: readonly ListedEvent[]
  readonly look: ListLook
  readonly active: number | null
  readonly onNearEnd: () => void
}

/** Everything that arrived, also what no binding answered. */
export function EventRows(props: Props) {
  return useIsNarrow() ? <Cards {...props} /> : <Table {...props} />
}

function Table({ items, look, active, onNearEnd }: Props) {
  const say = useSay()
  const tools = useCellTools(useTypeNames())
  const rowHeight = look.density === 'compact' ? 30 : 38
  const { list, first, end, above, below, scrollTo } = useWindowRows(items.length, rowHeight, onNearEnd)
  useRowInSight(active, scrollTo)
  useRowClick(list)
  return (
    <table aria-rowcount={items.length + 1} className="w-full table-fixed border-separate border-spacing-0 text-left">
      <colgroup>
        <col style={{ width: 100 }} />
        <col style={{ width: 160 }} />
        <col />
        <col />
        <col style={{ width: 150 }} />
        <col style={{ width: 150 }} />
      </colgroup>
      <thead className="text-sm text-ink-soft">
        <tr aria-rowindex={1}>
          {(
            [
              'journal.number',
              'journal.when',
              'journal.type',
              'journal.source',
              'journal.phone',
              'journal.bindings',
            ] as const
          ).map((words) => (
            <th key={words} className={headLook}>
              {say(words)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={list as RefObject<HTMLTableSectionElement | null>}>
        <Spacer height={above} columns={6} />
        {items.slice(first, end).map((event, at) => (
          <TableRow
            key={event.event_no}
            event={event}
            rowIndex={first + at + 2}
            height={rowHeight}
            tools={tools}
            isActive={active === first + at}
          />
        ))}
        <Spacer height={below} columns={6} />
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly event: ListedEvent
  readonly rowIndex: number
  /** In pixels. */
  readonly height: number
  readonly tools: CellTools
  readonly isActive: boolean
}

/** Drawn once while it is scrolled through the window: only what it shows draws it anew. */
const TableRow = memo(function TableRow({ event, rowIndex, height, tools, isActive }: RowProps) {
  const { formats, typeName } = tools
  return (
    <tr
      data-row={event.event_no}
      aria-rowindex={rowIndex}
      style={{ height }}
      className={classes('cursor-default hover:bg-sunken', isActive && activeLook)}
    >
      <td className={cellLook}>
        <a href={pageOf(event.event_no)} className={classes(linkLook, 'tabular-nums')}>
          {`№ ${event.event_no}`}
        </a>
      </td>
      <td className={classes(cellLook, 'whitespace-nowrap')} title={formats.exact(event.received_at)}>
        {formats.moment(event.received_at)}
      </td>
      <td className={classes(cellLook, 'truncate')}>{typeName(event.event_type)}</td>
      <td className={classes(cellLook, 'truncate')}>{event.source}</td>
      <td className={classes(cellLook, 'truncate tabular-nums')}>{phoneOf(event)}</td>
      <td className={cellLook}>
        <Answered count={event.deliveries_count} />
      </td>
    </tr>
  )
})

const pageOf = (no: number | string) => `/journal/events/${no}`

/** A click anywhere on a row leads to the page of its event. */
function useRowClick(list: RefObject<HTMLElement | null>): void {
  const navigate = useNavigate()
  useClicks(list, (event) => {
    const no = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset['row']
    if (!no || !isPlainClick(event)) return
    event.preventDefault()
    if (!window.getSelection()?.toString()) void navigate({ href: pageOf(no) })
  })
}

const cardHeight = 68

function Cards({ items, onNearEnd }: Props) {
  const tools = useCellTools(useTypeNames())
  const { list, first, end, above, below } = useWindowRows(items.length, cardHeight, onNearEnd)
  useFollowLinks(list)
  return (
    <ul ref={list as RefObject<HTMLUListElement | null>} style={{ paddingTop: above, paddingBottom: below }}>
      {items.slice(first, end).map((event) => (
        <Card key={event.event_no} event={event} tools={tools} />
      ))}
    </ul>
  )
}

type CardProps = Pick<RowProps, 'event' | 'tools'>

const Card = memo(function Card({ event, tools: { formats, typeName } }: CardProps) {
  return (
    <li style={{ height: cardHeight }} className="flex flex-col gap-1 overflow-hidden border-b border-line px-3 py-2.5">
      <span className="flex items-center justify-between gap-2">
        <a href={pageOf(event.event_no)} className={classes(linkLook, 'truncate font-medium')}>
          {`№ ${event.event_no} · ${typeName(event.event_type)}`}
        </a>
        <Answered count={event.deliveries_count} />
      </span>
      <span className="truncate text-sm text-ink-soft tabular-nums">
        {[formats.moment(event.received_at), event.source, phoneOf(event)].filter(Boolean).join(' · ')}
      </span>
    </li>
  )
})

function Answered({ count }: { readonly count: number }) {
  const say = useSay()
  return (
    <Badge tone={count > 0 ? 'info' : 'neutral'} icon={count > 0 ? 'bolt' : 'ban'}>
      {say('journal.answered', { count })}
    </Badge>
  )
}

function phoneOf({ data }: ListedEvent): string | null {
  const phone = data['phone']
  return typeof phone === 'string' ? phone : null
}
