import { useQuery } from '@tanstack/react-query'
import type { Binding } from '../../../api/bindings.ts'
import { api } from '../../../api/client.ts'
import { useFormats } from '../../../parts/formats.ts'
import { Loaded } from '../../../parts/loaded.tsx'
import { Button } from '../../../ui/button.tsx'
import { Badge } from '../../../ui/feedback.tsx'
import { Drawer } from '../../../ui/overlay.tsx'
import { useSay } from '../../../words/words.tsx'
import { type Change, changesBetween } from './changes.ts'
import { draftOf, formOf } from './draft.ts'
import { useTools } from './editor-tools.ts'
import { useFieldNames } from './error-summary.tsx'
import { ShownValue } from './shown-value.tsx'

/** Every version, newest first, each with what it changed; one can be put back into the form, and saved as a new one. */
export function Versions({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const say = useSay()
  const { base } = useTools()
  const query = useQuery({
    queryKey: ['bindings', id, 'versions', base?.version],
    queryFn: ({ signal }) => api.get<{ items: readonly Binding[] }>(`/bindings/${id}/versions`, { signal }),
  })
  return (
    <Drawer isOpen title={say('editor.history')} closeLabel={say('common.close')} onClose={onClose}>
      <Loaded query={query} rows={4}>
        {({ items }) => (
          <ol className="flex flex-col divide-y divide-line">
            {items.map((version, at) => (
              <Version
                key={version.version}
                version={version}
                before={items[at + 1] ?? null}
                isNow={at === 0}
                onDone={onClose}
              />
            ))}
          </ol>
        )}
      </Loaded>
    </Drawer>
  )
}

interface VersionProps {
  readonly version: Binding
  readonly before: Binding | null
  readonly isNow: boolean
  readonly onDone: () => void
}

function Version({ version, before, isNow, onDone }: VersionProps) {
  const say = useSay()
  const formats = useFormats()
  const { takeDraft, isReadOnly } = useTools()
  const changes = before ? changesBetween(formOf(before), formOf(version)) : []
  const restore = () => {
    takeDraft(draftOf(formOf(version)))
    onDone()
  }
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium tabular-nums">{`v${version.version}`}</span>
        {isNow && <Badge tone="info">{say('editor.version_now')}</Badge>}
        <span className="flex-1 text-sm text-ink-soft tabular-nums">
          {version.updated_at && formats.moment(version.updated_at)}
        </span>
        {!isReadOnly && !isNow && (
          <Button size="small" onPress={restore}>
            {say('bindings.restore')}
          </Button>
        )}
      </div>
      {before ? <Changes changes={changes} /> : <p className="text-sm text-ink-soft">{say('editor.version_first')}</p>}
    </li>
  )
}

/** Before and after, field by field. */
function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const say = useSay()
  const nameOf = useFieldNames()
  if (changes.length === 0) return <p className="text-sm text-ink-soft">{say('editor.no_versions')}</p>
  return (
    <dl className="flex flex-col gap-2">
      {changes.map(({ path, before, after }) => (
        <div key={path}>
          <dt className="text-sm font-medium">{nameOf(path)}</dt>
          <dd className="flex items-start gap-1.5 rounded bg-bad-soft px-2 py-0.5">
            <span aria-hidden="true">−</span>
            <del className="min-w-0 no-underline">
              <ShownValue path={path} value={before} />
            </del>
          </dd>
          <dd className="mt-0.5 flex items-start gap-1.5 rounded bg-good-soft px-2 py-0.5">
            <span aria-hidden="true">+</span>
            <ins className="min-w-0 no-underline">
              <ShownValue path={path} value={after} />
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
