import type { ReactNode } from 'react'
import type { Binding, BindingActivity } from '../../api/bindings.ts'
import type { IntegrationFigures, Overview } from '../../api/overview.ts'
import { useFormats } from '../../parts/formats.ts'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'

const mostShown = 6

/** Those with failures, most of them first. */
export function WorstIntegrations({ all }: { readonly all: readonly IntegrationFigures[] }) {
  const say = useSay()
  const formats = useFormats()
  const ill = all.filter(({ failed }) => failed > 0).slice(0, mostShown)
  if (ill.length === 0) return <AllWell text={say('overview.no_failures')} />
  return (
    <Ranking
      heads={[say('overview.integration'), say('overview.failed'), say('overview.share'), say('overview.p95')]}
      rows={ill.map(({ integration: { id, name }, failed, delivered, p95_ms }) => ({
        id,
        cells: [
          <Link key="name" to="/integrations/$id" params={{ id }}>
            {name ?? id}
          </Link>,
          formats.number(failed),
          formats.percent(failed / (failed + delivered)),
          formats.duration(p95_ms),
        ],
      }))}
    />
  )
}

/** Those that fire most often. */
export function BusiestBindings({ all }: { readonly all: Overview['bindings'] }) {
  const say = useSay()
  const formats = useFormats()
  if (all.length === 0) return <p className="px-4 py-3 text-ink-soft">{say('overview.nothing')}</p>
  return (
    <Ranking
      heads={[say('overview.binding'), say('overview.fired'), say('overview.failed')]}
      rows={all.slice(0, mostShown).map(({ binding: { id, name }, fired, failed }) => ({
        id,
        cells: [
          <Link key="name" to="/bindings/$id" params={{ id }}>
            {name ?? id}
          </Link>,
          formats.number(fired),
          formats.number(failed),
        ],
      }))}
    />
  )
}

/** Those that are on and did not fire for a week although their event type arrives. */
export function SilentBindings({
  activity,
  bindings,
}: {
  readonly activity: readonly BindingActivity[]
  readonly bindings: readonly Binding[]
}) {
  const say = useSay()
  const formats = useFormats()
  const names = new Map(bindings.map(({ id, name }) => [id, name]))
  const silent = activity.filter((one) => one.silent && names.has(one.binding_id))
  if (silent.length === 0) return <AllWell text={say('overview.none_silent')} />
  return (
    <Ranking
      heads={[say('overview.binding'), say('overview.last_fired')]}
      rows={silent.slice(0, mostShown).map(({ binding_id: id, last_fired_at }) => ({
        id,
        cells: [
          <Link key="name" to="/bindings/$id" params={{ id }}>
            {names.get(id)}
          </Link>,
          last_fired_at ? formats.ago(last_fired_at) : say('common.never'),
        ],
      }))}
    />
  )
}

/** Good news in one line. */
export function AllWell({ text }: { readonly text: string }) {
  return (
    <p className="flex items-center gap-2 px-4 py-3 text-ink-soft">
      <Icon name="check" className="text-good" />
      {text}
    </p>
  )
}

/** A short table: a name and some figures. */
function Ranking({
  heads,
  rows,
}: {
  readonly heads: readonly string[]
  readonly rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[]
}) {
  return (
    <table className="w-full text-left">
      <thead className="text-sm text-ink-soft">
        <tr>
          {heads.map((head, at) => (
            <th
              key={head}
              className={`px-2 py-2 font-medium first:pl-4 last:pr-4 ${at > 0 ? 'text-right whitespace-nowrap' : ''}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-t border-line">
        {rows.map(({ id, cells }) => (
          <tr key={id}>
            {cells.map((cell, at) => (
              <td
                key={heads[at]}
                className={`px-2 py-2 first:pl-4 last:pr-4 ${at > 0 ? 'text-right whitespace-nowrap' : ''}`}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
