import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { catalogueQuery } from '../../api/catalogue.ts'
import { sourceQuery } from '../../api/sources.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { IntakePage } from './intake-page.tsx'
import { SourceEditor } from './source-editor.tsx'

/** A new one of the kind in the address. */
export function NewSourcePage() {
  const { kind } = useParams({ strict: false }) as { kind: string }
  const language = useLanguage()
  const catalogue = useQuery(catalogueQuery)
  return (
    <Loaded query={catalogue}>
      {({ sources }) => {
        const described = sources.find((one) => one.kind === kind && one.live)
        if (!described) return <UnknownKind kind={kind} />
        const first = { kind, name: described.title[language], enabled: true, settings: {} }
        return <SourceEditor key={kind} described={described} saved={null} first={first} />
      }}
    </Loaded>
  )
}

/** One that exists; `api` is the open door, which nobody sets up. */
export function SourcePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  return id === 'api' ? <IntakePage /> : <SavedSource id={id} />
}

function SavedSource({ id }: { readonly id: string }) {
  const catalogue = useQuery(catalogueQuery)
  const source = useQuery(sourceQuery(id))
  return (
    <Loaded query={catalogue}>
      {({ sources }) => (
        <Loaded query={source}>
          {(saved) => {
            const described = sources.find((one) => one.kind === saved.kind)
            if (!described) return <UnknownKind kind={saved.kind} />
            const { kind, name, enabled, settings } = saved
            return (
              <SourceEditor
                key={saved.updated_at}
                described={described}
                saved={saved}
                first={{ kind, name, enabled, settings }}
              />
            )
          }}
        </Loaded>
      )}
    </Loaded>
  )
}

function UnknownKind({ kind }: { readonly kind: string }) {
  const say = useSay()
  return (
    <Empty
      icon="sources"
      title={say('integrations.unknown_kind', { kind })}
      actions={<ButtonLink to="/sources">{say('nav.sources')}</ButtonLink>}
    >
      {say('integrations.unknown_kind_help')}
    </Empty>
  )
}
