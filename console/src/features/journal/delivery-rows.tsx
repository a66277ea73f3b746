import { memo, type RefObject, useMemo } from 'react'
import type { Delivery } from '../../api/journal.ts'
import { isPlainClick, useClicks, useFollow, useFollowLinks } from '../../parts/follow-link.ts'
import { useIsNarrow } from '../../parts/narrow.ts'
import { StatusBadge } from '../../parts/status.tsx'
import { classes } from '../../ui/classes.ts'
import { linkLook } from '../../ui/link.tsx'
import { Tick } from '../../ui/tick.tsx'
import { useWhenChanged } from '../../ui/use-when-changed.ts'
import { useSay } from '../../words/words.tsx'
import { type CellTools, type Column, columns, extraLook, type ListLook, useCellTools } from './columns.tsx'
import { useTypeNames } from './filter-words.ts'
import { useWindowRows } from './use-window-rows.ts'

interface Props {
  readonly items: readonly Delivery[]
  readonly look: ListLook
  /** The row that the keyboard stands on; null for none. */
  readonly active: number | null
  readonly openId: string | null
  readonly onOpen: (id: string) => void
  readonly onNearEnd: () => void
  /** Absent: nothing can be done with a selection. */
  readonly selection?: {
    readonly has: (id: string) => boolean
    readonly toggle: (id: string) => void
    readonly toggleAll: () => void
    readonly state: 'none' | 'some' | 'all'
  }
}

/** Deliveries as a table; on a phone each is a card. */
export function DeliveryRows(props: Props) {
  return useIsNarrow() ? <Cards {...props} /> : <Table {...props} />
}

function Table({ items, look, active, openId, onOpen, onNearEnd, selection }: Props) {
  const say = useSay()
  const tools = useCellTools(useTypeNames())
  const rowHeight = look.density === 'compact' ? 30 : 38
  const { list, first, end, above, below, scrollTo } = useWindowRows(items.length, rowHeight, onNearEnd)
  useRowInSight(active, scrollTo)
  useRowClick(list, onOpen)
  const shown = useMemo(() => columns.filter(({ id }) => !look.hidden.includes(id)), [look.hidden])
  const width = shown.length + (selection ? 2 : 1)
  return (
    <table aria-rowcount={items.length + 1} className="w-full table-fixed border-separate border-spacing-0 text-left">
      <colgroup>
        {selection && <col style={{ width: 36 }} />}
        <col style={{ width: 118 }} />
        {shown.map(({ id, width: wide, isExtra }) => (
          <col key={id} className={classes(isExtra && extraLook)} style={wide === null ? {} : { width: wide }} />
        ))}
      </colgroup>
      <thead className="text-sm text-ink-soft">
        <tr aria-rowindex={1}>
          {selection && (
            <th className={classes(headLook, 'pr-0 pl-3')}>
              <Tick
                label={say('common.select_all')}
                isChecked={selection.state === 'all'}
                isMixed={selection.state === 'some'}
                onChange={selection.toggleAll}
              />
            </th>
          )}
          <th className={headLook}>{say('journal.when')}</th>
          {shown.map(({ id, words, isNumber, isExtra }) => (
            <th
              key={id}
              title={say(words)}
              className={classes(headLook, isNumber && 'text-right', isExtra && extraLook)}
            >
              {say(words)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={list as RefObject<HTMLTableSectionElement | null>}>
        <Spacer height={above} columns={width} />
        {items.slice(first, end).map((row, at) => (
          <TableRow
            key={row.delivery_id}
            row={row}
            rowIndex={first + at + 2}
            height={rowHeight}
            columns={shown}
            tools={tools}
            isOpen={openId === row.delivery_id}
            isActive={active === first + at}
            isSelected={selection ? selection.has(row.delivery_id) : null}
            onToggle={selection?.toggle}
          />
        ))}
        <Spacer height={below} columns={width} />
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly row: Delivery
  readonly rowIndex: number
  /** In pixels. */
  readonly height: number
  readonly columns: readonly Column[]
  readonly tools: CellTools
  readonly isOpen: boolean
  readonly isActive: boolean
  /** Null where nothing can be selected. */
  readonly isSelected: boolean | null
  readonly onToggle: ((id: string) => void) | undefined
}

/** Drawn once while it is scrolled through the window: only what it shows draws it anew. */
const TableRow = memo(function TableRow({ row, tools, isSelected, onToggle, ...look }: RowProps) {
  const id = row.delivery_id
  return (
    <tr
      data-row={id}
      aria-rowindex={look.rowIndex}
      aria-selected={isSelected ?? undefined}
      style={{ height: look.height }}
      className={classes(
        'group cursor-default hover:bg-sunken',
        (isSelected || look.isOpen) && 'bg-accent-soft',
        look.isActive && activeLook,
      )}
    >
      {isSelected !== null && (
        <td className={classes(cellLook, 'pr-0 pl-3')}>
          <Tick
            label={tools.say('common.select_row', { name: row.binding.name ?? id })}
            isChecked={isSelected}
            onChange={() => onToggle?.(id)}
          />
        </td>
      )}
      <td className={classes(cellLook, 'whitespace-nowrap')}>
        <a href={pageOf(id)} title={tools.formats.exact(row.created_at)} className={linkLook}>
          {tools.formats.brief(row.created_at)}
        </a>
      </td>
      {look.columns.map((column) => (
        <td
          key={column.id}
          className={classes(cellLook, 'truncate', column.isNumber && 'text-right', column.isExtra && extraLook)}
        >
          {column.cell(row, tools)}
        </td>
      ))}
    </tr>
  )
})

const pageOf = (id: string) => `/journal/${id}`

export const headLook =
  'sticky top-13 z-10 truncate border-b border-line bg-surface px-2 py-1.5 font-medium first:rounded-tl-xl last:rounded-tr-xl'
export const cellLook = 'border-b border-line px-2 py-0'
export const activeLook = '[&>td]:bg-sunken [&>td:first-child]:shadow-[inset_3px_0_0_var(--accent)]'

/** Scrolls the list when the keyboard stands on another row. */
export function useRowInSight(active: number | null, scrollTo: (index: number) => void): void {
  useWhenChanged([active], () => {
    if (active !== null) scrollTo(active)
  })
}

/** Keeps the place of rows that are not drawn. */
export function Spacer({ height, columns: count }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can have the focus
    <tr aria-hidden="true">
      <td colSpan={count} style={{ height, padding: 0 }} />
    </tr>
  )
}

/** A click anywhere on a row opens it beside the list; on something of its own, that does what it does. */
function useRowClick(list: RefObject<HTMLElement | null>, onOpen: (id: string) => void): void {
  const follow = useFollow()
  useClicks(list, (event) => {
    const target = event.target as HTMLElement
    const id = target.closest<HTMLElement>('[data-row]')?.dataset['row']
    const link = target.closest('a')
    if (link && (!id || link.getAttribute('href') !== pageOf(id))) return follow(event)
    if (!id || !isPlainClick(event) || target.closest('button,input,label')) return
    event.preventDefault()
    if (!window.getSelection()?.toString()) onOpen(id)
  })
}

/** Each is equally high, whatever stands in it. */
const cardHeight = 88

/** Cards lead to the page of the delivery: there is no room beside the list. */
function Cards({ items, onNearEnd, selection }: Props) {
  const tools = useCellTools(useTypeNames())
  const { list, first, end, above, below } = useWindowRows(items.length, cardHeight, onNearEnd)
  useFollowLinks(list)
  return (
    <ul ref={list as RefObject<HTMLUListElement | null>} style={{ paddingTop: above, paddingBottom: below }}>
      {items.slice(first, end).map((row) => (
        <Card
          key={row.delivery_id}
          row={row}
          tools={tools}
          isSelected={selection ? selection.has(row.delivery_id) : null}
          onToggle={selection?.toggle}
        />
      ))}
    </ul>
  )
}

type CardProps = Pick<RowProps, 'row' | 'tools' | 'isSelected' | 'onToggle'>

const Card = memo(function Card({ row, tools: { say, formats, typeName }, isSelected, onToggle }: CardProps) {
  const id = row.delivery_id
  return (
    <li style={{ height: cardHeight }} className="relative flex gap-2 overflow-hidden border-b border-line px-3 py-2.5">
      {isSelected !== null && (
        <span className="z-10">
          <Tick
            label={say('common.select_row', { name: row.binding.name ?? id })}
            isChecked={isSelected}
            onChange={() => onToggle?.(id)}
          />
        </span>
      )}
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex items-start justify-between gap-2">
          <a href={pageOf(id)} className={classes(linkLook, 'truncate font-medium after:absolute after:inset-0')}>
            {row.binding.name ?? say('journal.removed')}
          </a>
          <StatusBadge status={row.status} code={row.status_code} nextAt={row.next_attempt_at} />
        </span>
        <span className="line-clamp-2 text-sm text-ink-soft tabular-nums">
          {[formats.brief(row.created_at), typeName(row.event_type), row.integration.name, row.phone]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </li>
  )
})
