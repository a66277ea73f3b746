import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { bindingsQuery } from '../api/bindings.ts'
import { integrationsQuery } from '../api/integrations.ts'
import { sourcesQuery } from '../api/sources.ts'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import { type SentenceKey, useSay } from '../words/words.tsx'
import { placeOf } from './places.ts'

/** Where one is: the screen, and what of it is open. The page's own heading says the last part in full. */
export function Breadcrumb() {
  const say = useSay()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const [, first = '', second = '', third] = pathname.split('/')
  const place = placeOf(first)
  const inner = innerPlaces[`${first}/${second}`]
  const name = useNameOf(first, second)
  if (!place || second === '') return null
  const here = inner && third === undefined ? say(inner.words) : (third ?? name)
  return (
    <nav aria-label={say('shell.breadcrumb')} className="hidden min-w-0 items-center gap-1 text-sm lg:flex">
      <Link to={place.to} className="whitespace-nowrap">
        {say(place.words)}
      </Link>
      {inner && third !== undefined && (
        <>
          <Arrow />
          <Link to={inner.to} search={inner.search as never} className="whitespace-nowrap">
            {say(inner.words)}
          </Link>
        </>
      )}
      {here && (
        <>
          <Arrow />
          <span className="max-w-64 truncate text-ink-soft">{here}</span>
        </>
      )}
    </nav>
  )
}

function Arrow() {
  return <Icon name="chevronRight" size={14} className="shrink-0 text-ink-faint" />
}

interface InnerPlace {
  readonly words: SentenceKey
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
}

/** Lists inside a screen that have an address of their own. */
const innerPlaces: Readonly<Record<string, InnerPlace>> = {
  'journal/events': { words: 'journal.grain_events', to: '/journal', search: { grain: 'events' } },
  'journal/jobs': { words: 'jobs.title', to: '/journal/jobs' },
  'bindings/recipes': { words: 'bindings.recipes', to: '/bindings/recipes' },
}

/** The name of what an address means, from what is loaded anyway. */
function useNameOf(section: string, id: string): string | null {
  const say = useSay()
  const bindings = useQuery({ ...bindingsQuery, enabled: section === 'bindings' })
  const integrations = useQuery({ ...integrationsQuery, enabled: section === 'integrations' })
  const sources = useQuery({ ...sourcesQuery, enabled: section === 'sources' })
  if (id === 'new') return say('common.create')
  const known: readonly { readonly id: string; readonly name: string }[] =
    { bindings: bindings.data, integrations: integrations.data, sources: sources.data }[section]?.items ?? []
  return known.find((one) => one.id === id)?.name ?? (section === 'journal' && id !== '' ? id : null)
}
