import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { catalogueQuery } from '../../api/catalogue.ts'
import { integrationQuery } from '../../api/integrations.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { draftOf, emptyDraft } from './draft.ts'
import { Editor } from './editor.tsx'

/** A new one of the kind in the address; with `from`, a copy of another. */
export function NewIntegrationPage() {
  const say = useSay()
  const language = useLanguage()
  const { kind } = useParams({ strict: false }) as { kind: string }
  const { from } = useSearch({ strict: false }) as { from?: string }
  const catalogue = useQuery(catalogueQuery)
  const original = useQuery({ ...integrationQuery(from ?? ''), enabled: from !== undefined })
  return (
    <Loaded query={catalogue}>
      {({ integrations }) => {
        const described = integrations.find((one) => one.kind === kind)
        if (!described) return <UnknownKind kind={kind} />
        if (from === undefined)
          return (
            <Editor
              key={kind}
              described={described}
              saved={null}
              first={emptyDraft(described, described.title[language])}
            />
          )
        return (
          <Loaded query={original}>
            {(copied) => (
              <Editor
                key={`${kind}-${from}`}
                described={described}
                saved={null}
                first={{ ...draftOf(copied), name: say('integrations.copy_of', { name: copied.name }) }}
                copyOf={from}
              />
            )}
          </Loaded>
        )
      }}
    </Loaded>
  )
}

/** One that exists. */
export function IntegrationPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const catalogue = useQuery(catalogueQuery)
  const integration = useQuery(integrationQuery(id))
  return (
    <Loaded query={catalogue}>
      {({ integrations }) => (
        <Loaded query={integration}>
          {(saved) => {
            const described = integrations.find((one) => one.kind === saved.kind)
            return described ? (
              <Editor key={saved.id} described={described} saved={saved} first={draftOf(saved)} />
            ) : (
              <UnknownKind kind={saved.kind} />
            )
          }}
        </Loaded>
      )}
    </Loaded>
  )
}

/** A kind of one's own whose file is not there any more, or an address that was mistyped. */
function UnknownKind({ kind }: { readonly kind: string }) {
  const say = useSay()
  return (
    <Empty
      icon="integrations"
      title={say('integrations.unknown_kind', { kind })}
      actions={<ButtonLink to="/integrations">{say('nav.integrations')}</ButtonLink>}
    >
      {say('integrations.unknown_kind_help')}
    </Empty>
  )
}
