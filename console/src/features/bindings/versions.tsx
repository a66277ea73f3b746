import { useQuery } from '@tanstack/react-query'
import type { Binding } from '../../api/bindings.ts'
import { api } from '../../api/client.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../words/words.tsx'

/** Every version, newest first; an older one can be put back into the form, and saved as a new one. */
export function Versions({
  id,
  onRestore,
  mayRestore,
}: {
  readonly id: string
  readonly onRestore: (version: Binding) => void
  readonly mayRestore: boolean
}) {
  const say = useSay()
  const formats = useFormats()
  const query = useQuery({
    queryKey: ['bindings', id, 'versions'],
    queryFn: ({ signal }) => api.get<{ items: readonly Binding[] }>(`/bindings/${id}/versions`, { signal }),
  })
  return (
    <Loaded query={query} rows={2}>
      {({ items }) => (
        <ul className="divide-y divide-line">
          {items.map((version, at) => (
            <li key={version.version} className="flex flex-wrap items-center gap-3 px-4 py-2">
              <span className="font-medium tabular-nums">{`v${version.version}`}</span>
              <span className="flex-1 text-sm text-ink-soft">{`${version.name}${version.updated_at ? ` · ${formats.moment(version.updated_at)}` : ''}`}</span>
              {mayRestore && at > 0 && (
                <Button size="small" onPress={() => onRestore(version)}>
                  {say('bindings.restore')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}
