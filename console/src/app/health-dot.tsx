import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Integration, integrationsQuery } from '../api/integrations.ts'
import { type Source, sourcesQuery } from '../api/sources.ts'
import { asSentence } from '../parts/as-sentence.ts'
import { useMay } from '../parts/me.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Popover } from '../ui/overlay.tsx'
import { useSay } from '../words/words.tsx'

interface Trouble {
  readonly key: string
  readonly to: '/integrations/$id' | '/sources/$id'
  readonly id: string
  readonly name: string
  readonly state: string
  readonly reason: string | null
  readonly isBad: boolean
}

/** One sign for all: green while everything works, else what does not, with the way there. */
export function HealthDot() {
  const say = useSay()
  const troubles = useTroubles()
  if (troubles === null) return null
  const isFine = troubles.length === 0
  const isBad = troubles.some((one) => one.isBad)
  const label = isFine ? say('shell.healthy') : say('shell.troubles', { count: troubles.length })
  const tone = isFine ? 'text-good' : isBad ? 'text-bad' : 'text-warn'
  return (
    <Popover
      label={label}
      trigger={
        <Button look="quiet" aria-label={label} className="px-2!">
          <span className={`inline-flex items-center gap-1 ${tone}`}>
            <Icon name={isFine ? 'check' : 'warning'} />
            {!isFine && <span className="tabular-nums">{troubles.length}</span>}
          </span>
        </Button>
      }
      className="w-88 max-w-full"
    >
      {(close) => (
        <div className="flex flex-col gap-2">
          <p className="font-medium">{label}</p>
          {troubles.length > 0 && (
            <ul className="flex flex-col divide-y divide-line">
              {troubles.map(({ key, to, id, name, state, reason, isBad: hurts }) => (
                <li key={key} className="flex flex-col gap-0.5 py-1.5">
                  <span className="flex items-center gap-1.5">
                    <Icon name={hurts ? 'warning' : 'pause'} size={14} className={hurts ? 'text-bad' : 'text-warn'} />
                    <Link
                      to={to}
                      params={{ id }}
                      onClick={close}
                      className="min-w-0 font-medium text-accent-ink hover:underline"
                    >
                      {name}
                    </Link>
                    <span className="ml-auto text-sm text-ink-soft">{state}</span>
                  </span>
                  {reason && <span className="line-clamp-2 text-sm text-ink-soft">{asSentence(reason)}</span>}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Popover>
  )
}

/** Integrations that are paused or fail, and sources that are meant to run and do not; null until it is known. */
function useTroubles(): readonly Trouble[] | null {
  const say = useSay()
  const mayRead = useMay('sources:read')
  const integrations = useQuery(integrationsQuery)
  const sources = useQuery({ ...sourcesQuery, enabled: mayRead, refetchInterval: 30_000 })
  if (!integrations.data) return null
  return [
    ...integrations.data.items.filter(isInTrouble).map((one) => ({
      key: one.id,
      to: '/integrations/$id' as const,
      id: one.id,
      name: one.name,
      state: say(`health.${one.health.state}`),
      reason: one.health.reason ?? null,
      isBad: one.health.state === 'failing' || one.health.paused_by !== 'person',
    })),
    ...(sources.data?.items ?? []).filter(isSilent).map((one) => ({
      key: one.id,
      to: '/sources/$id' as const,
      id: one.id,
      name: one.name,
      state: say('shell.silent_source'),
      reason: one.health.message,
      isBad: true,
    })),
  ]
}

function isInTrouble({ health }: Integration): boolean {
  return health.state === 'paused' || health.state === 'failing'
}

function isSilent({ enabled, health }: Source): boolean {
  return enabled && !health.connected
}
