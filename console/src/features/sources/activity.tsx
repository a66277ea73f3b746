import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '../../api/catalogue.ts'
import { activityQuery, type SourceActivity } from '../../api/sources.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

const mostTypes = 4

/** What arrived in a day, by the name that events give as their source, whoever sent them. */
export function Activity() {
  const say = useSay()
  const language = useLanguage()
  const { ago, number } = useFormats()
  const query = useQuery(activityQuery)
  const { data: catalogue } = useQuery(catalogueQuery)
  const titleOf = (key: string) => catalogue?.event_types.find((one) => one.key === key)?.title[language] ?? key
  const columns: Column<SourceActivity>[] = [
    {
      id: 'source',
      title: say('sources.source'),
      hideTitle: true,
      className: 'sm:w-[26%]',
      cell: ({ source }) => <span className="font-mono text-sm font-medium">{source}</span>,
    },
    { id: 'events', title: say('sources.events'), isNumber: true, cell: ({ events }) => number(events) },
    {
      id: 'last',
      title: say('sources.last_event'),
      className: 'whitespace-nowrap',
      cell: ({ last_event_at }) => ago(last_event_at),
    },
    {
      id: 'types',
      title: say('sources.types'),
      cell: ({ event_types }) => (
        <span className="text-sm text-ink-soft">
          {event_types
            .toSorted((a, b) => b.events - a.events)
            .slice(0, mostTypes)
            .map(({ event_type, events }) => `${titleOf(event_type)} ${number(events)}`)
            .join(' · ')}
          {event_types.length > mostTypes && ` · +${event_types.length - mostTypes}`}
        </span>
      ),
    },
  ]
  return (
    <Card title={say('sources.arrived')} flush>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="journal" title={say('sources.arrived_none')} />
          ) : (
            <>
              <p className="px-4 pt-3 text-sm text-ink-soft">{say('sources.arrived_help')}</p>
              <DataTable label={say('sources.arrived')} columns={columns} rows={items} keyOf={({ source }) => source} />
            </>
          )
        }
      </Loaded>
    </Card>
  )
}
