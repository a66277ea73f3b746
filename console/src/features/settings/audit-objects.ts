import { useQuery } from '@tanstack/react-query'
import { bindingsQuery } from '../../api/bindings.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { sourcesQuery } from '../../api/sources.ts'

/** Something that is still there: its name, and the page it has. */
export interface KnownObject {
  readonly name: string
  readonly to: '/bindings/$id' | '/integrations/$id' | '/sources/$id'
  readonly id: string
}

/** Finds what a row of the audit is about, such as `bindings:bnd_1`; null when it has no page, or is gone. */
export function useKnownObjects(): (object: string) => KnownObject | null {
  const bindings = useQuery(bindingsQuery)
  const integrations = useQuery(integrationsQuery)
  const sources = useQuery({ ...sourcesQuery, refetchInterval: false })
  const rooms = {
    bindings: { to: '/bindings/$id', items: bindings.data?.items },
    integrations: { to: '/integrations/$id', items: integrations.data?.items },
    sources: { to: '/sources/$id', items: sources.data?.items },
  } as const
  return (object) => {
    const [room = '', id = ''] = object.split(':', 2)
    if (!Object.hasOwn(rooms, room)) return null
    const { to, items } = rooms[room as keyof typeof rooms]
    const found = items?.find((one) => one.id === id)
    return found ? { name: found.name, to, id } : null
  }
}
