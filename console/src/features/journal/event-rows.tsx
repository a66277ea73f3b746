import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ListedEvent } from '../../api/journal.ts'
import { useFormats } from '../../parts/formats.ts'
import { useIsNarrow } from '../../parts/narrow.ts'
import { classes } from '../../ui/classes.ts'
import { Badge } from '../../ui/feedback.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import type { ListLook } from './columns.tsx'
import { cellLook, headLook, Spacer } from './delivery-rows.tsx'
import { useTypeNames } from './filter-words.ts'
import { between, useWindowRows } from './use-window-rows.ts'

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
  const formats = useFormats()
  const typeName = useTypeNames()
  const navigate = useNavigate()
  const rowHeight = look.density === 'compact' ? 30 : 38
  const { list, first, end, above, below, scrollTo } = useWindowRows(items.length, rowHeight, onNearEnd)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another row is stood on
  useEffect(() => {
    if (active !== null) scrollTo(active)
  }, [active])
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
      <tbody ref={list as React.RefObject<HTMLTableSectionElement | null>}>
        <Spacer height={above} columns={6} />
        {between(first, end).map((index) => {
          const event = items[index]
          if (!event) return null
          const no = String(event.event_no)
          return (
            <tr
              key={no}
              aria-rowindex={index + 2}
              style={{ height: rowHeight }}
              className={classes(
                'hover:bg-sunken',
                active === index && '[&>td]:bg-sunken [&>td:first-child]:shadow-[inset_3px_0_0_var(--accent)]',
              )}
              onDoubleClick={() => void navigate({ to: '/journal/events/$no', params: { no } })}
            >
              <td className={cellLook}>
                <Link to="/journal/events/$no" params={{ no }} className="tabular-nums">
                  {`№ ${no}`}
                </Link>
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
        })}
        <Spacer height={below} columns={6} />
      </tbody>
    </table>
  )
}

const cardHeight = 68

function Cards({ items, onNearEnd }: Props) {
  const formats = useFormats()
  const typeName = useTypeNames()
  const { list, first, end, above, below } = useWindowRows(items.length, cardHeight, onNearEnd)
  return (
    <ul ref={list as React.RefObject<HTMLUListElement | null>} style={{ paddingTop: above, paddingBottom: below }}>
      {between(first, end).map((index) => {
        const event = items[index]
        if (!event) return null
        const no = String(event.event_no)
        return (
          <li
            key={no}
            style={{ height: cardHeight }}
            className="flex flex-col gap-1 overflow-hidden border-b border-line px-3 py-2.5"
          >
            <span className="flex items-center justify-between gap-2">
              <Link to="/journal/events/$no" params={{ no }} className="truncate font-medium">
                {`№ ${no} · ${typeName(event.event_type)}`}
              </Link>
              <Answered count={event.deliveries_count} />
            </span>
            <span className="truncate text-sm text-ink-soft tabular-nums">
              {[formats.moment(event.received_at), event.source, phoneOf(event)].filter(Boolean).join(' · ')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

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
