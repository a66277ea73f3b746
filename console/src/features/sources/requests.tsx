import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type IntakeRequest, intakeQuery } from '../../api/sources.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Badge, Empty } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'

/** What became of the latest requests that brought events. */
export function Requests() {
  const say = useSay()
  const { clock, number, moment } = useFormats()
  const query = useQuery(intakeQuery)
  const [onlyWrong, setOnlyWrong] = useState(false)
  const columns: Column<IntakeRequest>[] = [
    {
      id: 'when',
      title: say('sources.when'),
      className: 'tabular-nums whitespace-nowrap',
      cell: ({ at }) => clock(at),
    },
    {
      id: 'caller',
      title: say('sources.caller'),
      cell: ({ caller }) => caller?.name ?? <span className="text-bad">{say('sources.nobody')}</span>,
    },
    { id: 'answer', title: say('sources.answer'), cell: (request) => <Answer request={request} /> },
    { id: 'wrong', title: say('sources.what_wrong'), className: 'sm:w-2/5', cell: (one) => <Wrong request={one} /> },
  ]
  return (
    <Card
      title={say('sources.requests')}
      actions={<Checkbox label={say('sources.only_rejected')} isChecked={onlyWrong} onChange={setOnlyWrong} />}
      flush
    >
      <Loaded query={query} rows={8}>
        {({ items, day }) => {
          const some = onlyWrong ? items.filter(isWrong) : items
          return (
            <>
              <p className="border-b border-line px-4 py-2.5 text-sm text-ink-soft">
                {`${say('sources.in_day')}: ${say('sources.taken', { accepted: day.accepted })}, ${say('sources.known', { count: day.duplicates })}, ${say('sources.refused', { count: day.rejected })}. ${say('sources.turned_away')}: ${number(day.turned_away)}. ${say('sources.since', { when: moment(day.since) })}.`}
              </p>
              {some.length === 0 ? (
                <Empty
                  icon={onlyWrong ? 'check' : 'sources'}
                  title={say(onlyWrong ? 'sources.no_rejected' : 'sources.no_requests')}
                >
                  {say('sources.requests_help')}
                </Empty>
              ) : (
                <DataTable
                  label={say('sources.requests')}
                  columns={columns}
                  rows={some.map((one, at) => ({ ...one, key: `${one.at} ${items.length - at}` }))}
                  keyOf={(row) => (row as IntakeRequest & { readonly key: string }).key}
                />
              )}
            </>
          )
        }}
      </Loaded>
    </Card>
  )
}

function isWrong({ status, rejected }: IntakeRequest): boolean {
  return status >= 400 || rejected > 0
}

function Answer({ request: { status, accepted, duplicates, rejected } }: { readonly request: IntakeRequest }) {
  const say = useSay()
  const isGood = status < 400
  const told = [
    accepted > 0 || (duplicates === 0 && rejected === 0) ? say('sources.taken', { accepted }) : null,
    duplicates > 0 ? say('sources.known', { count: duplicates }) : null,
    rejected > 0 ? say('sources.refused', { count: rejected }) : null,
  ].filter((one) => one !== null)
  return (
    <span className="flex flex-col items-start gap-0.5">
      <Badge
        tone={isGood ? (rejected > 0 ? 'warn' : 'good') : 'bad'}
        icon={isGood ? (rejected > 0 ? 'warning' : 'check') : 'close'}
      >
        {status}
      </Badge>
      <span className="text-sm whitespace-nowrap text-ink-soft">{told.join(', ')}</span>
    </span>
  )
}

function Wrong({ request: { code, errors } }: { readonly request: IntakeRequest }) {
  const say = useSay()
  if (errors.length === 0) return <span className="text-ink-faint">—</span>
  return (
    <ul className="flex flex-col gap-0.5 text-sm">
      {errors.map(({ index, path, message }, at) => (
        <li key={at}>
          {index !== null && <span className="text-ink-soft">{`${say('sources.item', { no: index + 1 })}: `}</span>}
          {path && <code className="font-mono">{path}</code>} {message}
        </li>
      ))}
      {code && <li className="font-mono text-xs text-ink-soft">{code}</li>}
    </ul>
  )
}
