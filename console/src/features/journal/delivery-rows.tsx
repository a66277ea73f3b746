import { type MouseEvent, useEffect } from 'react'
import type { Delivery } from '../../api/journal.ts'
import { useIsNarrow } from '../../parts/narrow.ts'
import { StatusBadge } from '../../parts/status.tsx'
import { classes } from '../../ui/classes.ts'
import { Link } from '../../ui/link.tsx'
import { Tick } from '../../ui/tick.tsx'
import { useSay } from '../../words/words.tsx'
import { columns, extraLook, type ListLook, useCellTools } from './columns.tsx'
import { useTypeNames } from './filter-words.ts'
import { between, useWindowRows } from './use-window-rows.ts'

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
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row is stood on
  useEffect(() => {
    if (active !== null) scrollTo(active)
  }, [active])
  const shown = columns.filter(({ id }) => !look.hidden.includes(id))
  const width = shown.length + (selection ? 2 : 1)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: each row has a link, and keys of its own
    <table
      aria-rowcount={items.length + 1}
      className="w-full table-fixed border-separate border-spacing-0 text-left"
      onClick={(event) => openAt(event, onOpen)}
    >
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
      <tbody ref={list as React.RefObject<HTMLTableSectionElement | null>}>
        <Spacer height={above} columns={width} />
        {between(first, end).map((index) => {
          const row = items[index]
          if (!row) return null
          const id = row.delivery_id
          return (
            <tr
              key={id}
              data-row={id}
              aria-rowindex={index + 2}
              aria-selected={selection ? selection.has(id) : undefined}
              style={{ height: rowHeight }}
              className={classes(
                'group cursor-default hover:bg-sunken',
                selection?.has(id) && 'bg-accent-soft',
                openId === id && 'bg-accent-soft',
                active === index && '[&>td]:bg-sunken [&>td:first-child]:shadow-[inset_3px_0_0_var(--accent)]',
              )}
            >
              {selection && (
                <td className={classes(cellLook, 'pr-0 pl-3')}>
                  <Tick
                    label={say('common.select_row', { name: row.binding.name ?? id })}
                    isChecked={selection.has(id)}
                    onChange={() => selection.toggle(id)}
                  />
                </td>
              )}
              <td className={classes(cellLook, 'whitespace-nowrap')}>
                <Link
                  to="/journal/$id"
                  params={{ id }}
                  title={tools.formats.exact(row.created_at)}
                  onClick={(event) => {
                    if (isPlain(event)) event.preventDefault()
                  }}
                >
                  {tools.formats.brief(row.created_at)}
                </Link>
              </td>
              {shown.map((column) => (
                <td
                  key={column.id}
                  className={classes(
                    cellLook,
                    'truncate',
                    column.isNumber && 'text-right',
                    column.isExtra && extraLook,
                  )}
                >
                  {column.cell(row, tools)}
                </td>
              ))}
            </tr>
          )
        })}
        <Spacer height={below} columns={width} />
      </tbody>
    </table>
  )
}

export const headLook =
  'sticky top-13 z-10 truncate border-b border-line bg-surface px-2 py-1.5 font-medium first:rounded-tl-xl last:rounded-tr-xl'
export const cellLook = 'border-b border-line px-2 py-0'

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

function isPlain({ ctrlKey, metaKey, shiftKey, altKey, button }: MouseEvent): boolean {
  return !ctrlKey && !metaKey && !shiftKey && !altKey && button === 0
}

/** A click anywhere on a row opens it beside the list; on something of its own, that does what it does. */
function openAt(event: MouseEvent<HTMLElement>, onOpen: (id: string) => void): void {
  const target = event.target as HTMLElement
  const id = target.closest<HTMLElement>('[data-row]')?.dataset['row']
  const link = target.closest('a')
  const isOwnLink = link?.getAttribute('href') === `/journal/${id}`
  if (!id || !isPlain(event) || target.closest('button,input,label') || (link && !isOwnLink)) return
  if (window.getSelection()?.toString()) return
  onOpen(id)
}

/** Each is equally high, whatever stands in it. */
const cardHeight = 88

/** Cards lead to the page of the delivery: there is no room beside the list. */
function Cards({ items, onNearEnd, selection }: Props) {
  const say = useSay()
  const tools = useCellTools(useTypeNames())
  const { list, first, end, above, below } = useWindowRows(items.length, cardHeight, onNearEnd)
  return (
    <ul ref={list as React.RefObject<HTMLUListElement | null>} style={{ paddingTop: above, paddingBottom: below }}>
      {between(first, end).map((index) => {
        const row = items[index]
        if (!row) return null
        const id = row.delivery_id
        return (
          <li
            key={id}
            style={{ height: cardHeight }}
            className="relative flex gap-2 overflow-hidden border-b border-line px-3 py-2.5"
          >
            {selection && (
              <span className="z-10">
                <Tick
                  label={say('common.select_row', { name: row.binding.name ?? id })}
                  isChecked={selection.has(id)}
                  onChange={() => selection.toggle(id)}
                />
              </span>
            )}
            <span className="flex min-w-0 flex-1 flex-col gap-1">
              <span className="flex items-start justify-between gap-2">
                <Link to="/journal/$id" params={{ id }} className="truncate font-medium after:absolute after:inset-0">
                  {row.binding.name ?? say('journal.removed')}
                </Link>
                <StatusBadge status={row.status} code={row.status_code} nextAt={row.next_attempt_at} />
              </span>
              <span className="line-clamp-2 text-sm text-ink-soft tabular-nums">
                {[tools.formats.brief(row.created_at), tools.typeName(row.event_type), row.integration.name, row.phone]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
