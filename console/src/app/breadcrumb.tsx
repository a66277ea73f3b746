import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { bindingsQuery } from '../api/bindings.ts'
import { integrationsQuery } from '../api/integrations.ts'
import { sourcesQuery } from '../api/sources.ts'
import { Icon } from '../ui/icon.tsx'
import { Link } from '../ui/link.tsx'
import { useSay } from '../words/words.tsx'
import { placeOf } from './places.ts'

/** Where one is: the screen, and what of it is open. The page's own heading says the last part in full. */
export function Breadcrumb() {
  const say = useSay()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  const [, first = '', second = '', third] = pathname.split('/')
  const place = placeOf(first)
  const name = useNameOf(first, third ?? second)
  if (!place || second === '') return null
  return (
    <nav aria-label={say('shell.breadcrumb')} className="hidden min-w-0 items-center gap-1 text-sm lg:flex">
      <Link to={place.to} className="whitespace-nowrap">
        {say(place.words)}
      </Link>
      {name && (
        <>
          <Icon name="chevronRight" size={14} className="text-ink-faint" />
          <span className="max-w-64 truncate text-ink-soft">{name}</span>
        </>
      )}
    </nav>
  )
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
