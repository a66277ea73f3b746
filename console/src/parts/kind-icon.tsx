import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '../api/catalogue.ts'
import { Drawing } from '../ui/drawing.tsx'
import { Icon } from '../ui/icon.tsx'

interface KindIconProps {
  readonly room: 'integrations' | 'sources'
  readonly kind: string | null
  readonly size?: number
}

/** The drawing that a kind brings along, in a square; a kind of one's own may have none. */
export function KindIcon({ room, kind, size = 32 }: KindIconProps) {
  const { data } = useQuery(catalogueQuery)
  const known: readonly { readonly kind: string; readonly icon: string | null }[] = data?.[room] ?? []
  const svg = known.find((one) => one.kind === kind)?.icon
  return (
    <span
      className="grid shrink-0 place-items-center rounded-lg bg-sunken text-ink-soft"
      style={{ width: size, height: size }}
    >
      {svg ? <Drawing svg={svg} size={size * 0.6} /> : <Icon name={room} size={size * 0.6} />}
    </span>
  )
}
