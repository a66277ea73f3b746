import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { bindingsQuery } from '../../api/bindings.ts'
import { catalogueQuery } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Badge, Empty } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { Select } from '../../ui/select.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import type { Message } from './message.ts'
import { WallMessage } from './wall-message.tsx'

interface Filter {
  readonly looks_like?: string
  readonly binding_id?: string
}

const everyMs = 2000
const mostShown = 60

/** Messages as they would look elsewhere, newest first. New ones appear by themselves while the page is at its top. */
export function WallPage() {
  const say = useSay()
  const filter = useSearch({ strict: false }) as Filter
  const navigate = useNavigate()
  const change = (next: Filter) => void navigate({ to: '/wall', search: next as never, replace: true })
  const wall = useQuery({
    queryKey: ['wall', filter],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly Message[] }>('/wall', { query: { ...filter, limit: mostShown }, signal }),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })
  const { shown, waiting, take } = useCalm(wall.data?.items)
  const isFiltered = Boolean(filter.looks_like || filter.binding_id)
  return (
    <>
      <PageHead
        title={say('nav.wall')}
        about={say('wall.about')}
        actions={
          !wall.isError && (
            <Badge tone="good" icon="bolt">
              {say('wall.live')}
            </Badge>
          )
        }
      />
      <FilterBar filter={filter} onChange={change} />
      {waiting > 0 && (
        <div className="sticky top-15 z-10 mb-2 flex justify-center">
          <Button icon="arrowUp" onPress={take}>
            {say('wall.fresh', { count: waiting })}
          </Button>
        </div>
      )}
      <Loaded query={wall} rows={6} rowHeight={96}>
        {() =>
          shown.length === 0 ? (
            isFiltered ? (
              <Empty
                icon="search"
                title={say('common.nothing_found')}
                actions={<Button onPress={() => change({})}>{say('common.clear_filters')}</Button>}
              />
            ) : (
              <Empty
                icon="wall"
                title={say('wall.empty')}
                actions={<ButtonLink to="/bindings/recipes">{say('palette.recipes')}</ButtonLink>}
              >
                {say('wall.empty_help')}
              </Empty>
            )
          ) : (
            <ol aria-label={say('nav.wall')} className="columns-1 gap-3 md:columns-2 2xl:columns-3">
              {shown.map((message) => (
                <WallMessage key={message.delivery_id} message={message} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </>
  )
}

/** Holds new messages back while somebody reads further down, so that nothing moves under their eyes. */
function useCalm(items: readonly Message[] | undefined) {
  const [held, setHeld] = useState<readonly Message[] | null>(null)
  useEffect(() => {
    const look = () => setHeld((before) => (scrollY < 80 ? null : (before ?? items ?? null)))
    look()
    addEventListener('scroll', look, { passive: true })
    return () => removeEventListener('scroll', look)
  }, [items])
  const shown = held ?? items ?? []
  const known = new Set(shown.map(({ delivery_id }) => delivery_id))
  const waiting = held === null ? 0 : (items ?? []).filter(({ delivery_id }) => !known.has(delivery_id)).length
  const take = () => {
    setHeld(null)
    scrollTo({ top: 0 })
  }
  return { shown, waiting, take }
}

function FilterBar({ filter, onChange }: { readonly filter: Filter; readonly onChange: (next: Filter) => void }) {
  const say = useSay()
  const looks = useLooks()
  const { data: bindings } = useQuery(bindingsQuery)
  const { data: integrations } = useQuery(integrationsQuery)
  const walls = new Set(
    (integrations?.items ?? []).filter(({ settings }) => 'looks_like' in settings).map(({ id }) => id),
  )
  const senders = (bindings?.items ?? []).filter(({ integration_id }) => walls.has(integration_id))
  return (
    <div className="mb-3 flex flex-wrap gap-2 no-print">
      <Select
        label={say('wall.look')}
        hideLabel
        className="w-full sm:w-52"
        value={filter.looks_like ?? ''}
        options={[{ value: '', label: say('wall.every_look') }, ...looks]}
        onChange={(looks_like) => onChange({ ...filter, looks_like })}
      />
      <Select
        label={say('journal.binding')}
        hideLabel
        className="w-full sm:w-80"
        value={filter.binding_id ?? ''}
        options={[
          { value: '', label: say('wall.every_binding') },
          ...senders.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(binding_id) => onChange({ ...filter, binding_id })}
      />
    </div>
  )
}

/** Every look that some kind lets one choose. */
function useLooks(): readonly { readonly value: string; readonly label: string }[] {
  const language = useLanguage()
  const { data } = useQuery(catalogueQuery)
  const field = data?.integrations.flatMap(({ settings }) => settings).find(({ name }) => name === 'looks_like')
  return (field?.choices ?? []).map(({ value, label }) => ({ value, label: label[language] }))
}
