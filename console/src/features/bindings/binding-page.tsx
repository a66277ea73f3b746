import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type Binding, bindingQuery } from '../../api/bindings.ts'
import { catalogueQuery } from '../../api/catalogue.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { readEvent } from '../../api/journal.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { tell } from '../../ui/toast.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { formOf, newForm } from './editor/draft.ts'
import { Editor } from './editor/editor.tsx'

interface Search {
  readonly recipe?: string
  readonly copy?: string
  /** Where a recipe shall send. */
  readonly integration?: string
  /** The number of an event to try with. */
  readonly event?: string
}

/** A new rule: from nothing, from a recipe, as a copy, or for an event of the journal. */
export function NewBindingPage() {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const { recipe, copy, integration, event } = useSearch({ strict: false }) as Search
  const catalogue = useQuery(catalogueQuery)
  const integrations = useQuery(integrationsQuery)
  const copied = useQuery({ ...bindingQuery(copy ?? ''), enabled: copy !== undefined })
  const shown = useQuery({
    queryKey: ['event', event],
    queryFn: ({ signal }) => readEvent(event!, signal),
    enabled: event !== undefined,
  })
  const created = async ({ id, version, enabled }: Binding) => {
    await navigate({ to: '/bindings/$id', params: { id }, replace: true, ignoreBlocker: true })
    tell(say('editor.saved', { version, state: enabled ? 'on' : 'off' }))
  }
  if (copy !== undefined && !copied.data) return <Loaded query={copied}>{() => null}</Loaded>
  if (event !== undefined && shown.isLoading) return <Loaded query={shown}>{() => null}</Loaded>
  return (
    <Loaded query={catalogue}>
      {(known) => (
        <Loaded query={integrations}>
          {({ items }) => (
            <Editor
              key={recipe ?? copy ?? ''}
              catalogue={known}
              integrations={items}
              saved={null}
              first={
                copied.data
                  ? formOf(copied.data)
                  : newForm(known, items, { recipe, integration, eventType: shown.data?.event_type, language })
              }
              eventNo={event ?? null}
              onCreated={(binding) => void created(binding)}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

/** A rule that exists. */
export function BindingPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { event } = useSearch({ strict: false }) as Search
  const catalogue = useQuery(catalogueQuery)
  const integrations = useQuery(integrationsQuery)
  const binding = useQuery(bindingQuery(id))
  return (
    <Loaded query={catalogue}>
      {(known) => (
        <Loaded query={integrations}>
          {({ items }) => (
            <Loaded query={binding}>
              {(saved) => (
                <Editor
                  key={saved.id}
                  catalogue={known}
                  integrations={items}
                  saved={saved}
                  first={formOf(saved)}
                  eventNo={event ?? null}
                  onCreated={() => undefined}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  )
}
