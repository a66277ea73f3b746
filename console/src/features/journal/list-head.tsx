import { useQuery } from '@tanstack/react-query'
import { Link as RouterLink } from '@tanstack/react-router'
import { countQuery } from '../../api/journal.ts'
import { useFormats } from '../../parts/formats.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useSay } from '../../words/words.tsx'
import { ColumnMenu, useListLook } from './columns.tsx'
import type { Grain, JournalSearch } from './journal-search.ts'
import type { Rows } from './use-rows.ts'

/** Which list, how many, whether it is live, and how it looks. */
export function ListHead({ search, rows }: { readonly search: JournalSearch; readonly rows: Rows }) {
  const say = useSay()
  const [look, setLook] = useListLook()
  const { grain, filter } = search
  const { data: counted } = useQuery(countQuery(grain, filter))
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
      <Grains search={search} />
      <span className="text-sm text-ink-soft tabular-nums" data-testid="count">
        {counted && say(counted.more ? 'journal.count_more' : 'journal.count', { count: counted.count })}
      </span>
      <Waiting rows={rows} />
      <span className="ml-auto flex items-center gap-2">
        <LiveMark rows={rows} />
        <IconButton icon="retry" look="plain" label={say('journal.reload')} onPress={rows.reload} />
        {grain === 'deliveries' && <ColumnMenu look={look} onChange={setLook} />}
      </span>
    </div>
  )
}

/** Two lists of the same past, each with an address of its own. */
function Grains({ search: { grain, filter } }: { readonly search: JournalSearch }) {
  const say = useSay()
  return (
    <nav
      aria-label={say('journal.grain')}
      className="inline-flex rounded-md border border-line bg-sunken p-0.5 no-print"
    >
      {(['deliveries', 'events'] as const satisfies readonly Grain[]).map((one) => (
        <RouterLink
          key={one}
          to="/journal"
          search={{ ...filter, ...(one === 'events' && { grain: one }) } as never}
          aria-current={grain === one ? 'page' : undefined}
          className="inline-flex min-h-6.5 items-center rounded px-2 text-sm text-ink-soft hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-flat"
        >
          {say(`journal.grain_${one}`)}
        </RouterLink>
      ))}
    </nav>
  )
}

function Waiting({ rows }: { readonly rows: Rows }) {
  const say = useSay()
  if (rows.waiting === 0) return null
  return (
    <div className="pointer-events-none fixed inset-x-0 top-16 z-30 flex justify-center no-print">
      <Button
        size="small"
        look="primary"
        icon="arrowUp"
        className="pointer-events-auto shadow-high"
        onPress={() => {
          rows.showWaiting()
          window.scrollTo({ top: 0 })
        }}
      >
        {say('journal.fresh', { count: rows.waiting })}
      </Button>
    </div>
  )
}

function LiveMark({ rows: { liveness } }: { readonly rows: Rows }) {
  const say = useSay()
  const formats = useFormats()
  return (
    <span role="status" className="flex items-center gap-1.5 text-sm text-ink-soft">
      <span aria-hidden="true" className={`size-2 rounded-full ${liveness.isLive ? 'bg-good' : 'bg-warn'}`} />
      {liveness.isLive ? say('journal.live') : say('journal.lost', { time: formats.clock(liveness.since) })}
    </span>
  )
}
