import { type ReactNode, useMemo } from 'react'
import type { Delivery } from '../../api/journal.ts'
import { type Formats, useFormats } from '../../parts/formats.ts'
import { usePreference } from '../../parts/preference.ts'
import { StatusBadge } from '../../parts/status.tsx'
import { IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { linkLook } from '../../ui/link.tsx'
import { Menu } from '../../ui/menu.tsx'
import { type Say, type SentenceKey, useSay } from '../../words/words.tsx'

export interface CellTools {
  readonly say: Say
  readonly formats: Formats
  readonly typeName: (key: string) => string
}

export interface Column {
  readonly id: string
  readonly words: SentenceKey
  /** In pixels; null shares what is left. */
  readonly width: number | null
  /** Left out where there is little room, and on paper. */
  readonly isExtra?: boolean
  readonly isNumber?: boolean
  readonly cell: (row: Delivery, tools: CellTools) => ReactNode
}

/** Every column of the journal, in order. The first one holds the link that opens the row and cannot be hidden. */
export const columns: readonly Column[] = [
  {
    id: 'event',
    words: 'journal.event',
    width: 132,
    cell: (row, { typeName }) => (
      <>
        <a
          href={`/journal/events/${row.event_no}`}
          className={classes(linkLook, 'text-sm whitespace-nowrap tabular-nums')}
        >
          {`№ ${row.event_no}`}
        </a>{' '}
        <span title={typeName(row.event_type)}>{typeName(row.event_type)}</span>
      </>
    ),
  },
  {
    id: 'binding',
    words: 'journal.binding',
    width: null,
    cell: ({ binding }, { say }) => (
      <span title={`${binding.name ?? ''} · v${binding.version}`}>{binding.name ?? say('journal.removed')}</span>
    ),
  },
  {
    id: 'integration',
    words: 'journal.integration',
    width: 124,
    cell: ({ integration }, { say }) => (
      <span title={integration.name ?? ''}>{integration.name ?? say('journal.removed')}</span>
    ),
  },
  {
    id: 'result',
    words: 'journal.result',
    width: 156,
    // When it is tried next matters more than what was answered: both do not fit.
    cell: ({ status, status_code, next_attempt_at }) => (
      <StatusBadge status={status} code={status === 'retrying' ? null : status_code} nextAt={next_attempt_at} />
    ),
  },
  {
    id: 'phone',
    words: 'journal.phone',
    width: 114,
    cell: ({ phone }) => <span className="tabular-nums">{phone}</span>,
  },
  {
    id: 'attempts',
    words: 'journal.attempts',
    isExtra: true,
    width: 78,
    isNumber: true,
    cell: ({ attempts_count }, { formats }) => formats.number(attempts_count),
  },
  {
    id: 'duration',
    words: 'journal.duration',
    isExtra: true,
    width: 104,
    isNumber: true,
    cell: ({ duration_ms }, { formats }) => formats.duration(duration_ms),
  },
]

/** What a column that is left out where there is little room looks like. */
export const extraLook = 'max-[960px]:hidden'

/** How somebody wants to see the list. */
export interface ListLook {
  readonly hidden: readonly string[]
  readonly density: 'normal' | 'compact'
}

/** How long the attempt took is seldom asked: the names need its room. */
const plain: ListLook = { hidden: ['duration'], density: 'normal' }

export function useListLook(): readonly [ListLook, (look: ListLook) => void] {
  const [kept, change] = usePreference<Partial<ListLook>>('journal', plain)
  return [{ ...plain, ...kept }, change]
}

/** Chooses columns and density; it is remembered. */
export function ColumnMenu({
  look,
  onChange,
}: {
  readonly look: ListLook
  readonly onChange: (look: ListLook) => void
}) {
  const say = useSay()
  const toggle = (id: string) =>
    onChange({
      ...look,
      hidden: look.hidden.includes(id) ? look.hidden.filter((one) => one !== id) : [...look.hidden, id],
    })
  return (
    <Menu
      label={say('journal.columns')}
      trigger={<IconButton icon="columns" look="plain" label={say('journal.columns')} className="max-md:hidden" />}
      entries={[
        ...columns.map(({ id, words }) => ({
          label: say(words),
          isChecked: !look.hidden.includes(id),
          onAction: () => toggle(id),
        })),
        null,
        {
          label: say('journal.compact'),
          isChecked: look.density === 'compact',
          onAction: () => onChange({ ...look, density: look.density === 'compact' ? 'normal' : 'compact' }),
        },
      ]}
    />
  )
}

/** What cells are drawn with. */
export function useCellTools(typeName: (key: string) => string): CellTools {
  const say = useSay()
  const formats = useFormats()
  return useMemo(() => ({ say, formats, typeName }), [say, formats, typeName])
}
