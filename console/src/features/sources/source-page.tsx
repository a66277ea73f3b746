import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { JsonObject } from '../../api/bindings.ts'
import { catalogueQuery, type SourceKind } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import type { Source } from '../../api/sources.ts'
import { FieldsForm, faultAt } from '../../parts/fields/fields-form.tsx'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

type Draft = Pick<Source, 'kind' | 'name' | 'enabled' | 'settings'>

/** A new one of the kind in the address. */
export function NewSourcePage() {
  const { kind } = useParams({ strict: false }) as { kind: string }
  const language = useLanguage()
  const catalogue = useQuery(catalogueQuery)
  return (
    <Loaded query={catalogue}>
      {({ sources }) => {
        const described = sources.find((one) => one.kind === kind)
        return described ? (
          <Editor
            described={described}
            saved={null}
            first={{ kind, name: described.title[language], enabled: true, settings: {} }}
          />
        ) : null
      }}
    </Loaded>
  )
}

/** One that exists. */
export function SourcePage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const catalogue = useQuery(catalogueQuery)
  const source = useQuery({
    queryKey: ['sources', id],
    queryFn: ({ signal }) => api.get<Source>(`/sources/${id}`, { signal }),
  })
  return (
    <Loaded query={catalogue}>
      {({ sources }) => (
        <Loaded query={source}>
          {(saved) => {
            const described = sources.find((one) => one.kind === saved.kind)
            return described ? (
              <Editor key={saved.updated_at} described={described} saved={saved} first={saved} />
            ) : null
          }}
        </Loaded>
      )}
    </Loaded>
  )
}

function Editor({
  described,
  saved,
  first,
}: {
  readonly described: SourceKind
  readonly saved: Source | null
  readonly first: Draft
}) {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useMay('sources:write')
  const [draft, setDraft] = useState<Draft>(first)
  const { kind, name, enabled, settings } = draft
  const leave = async () => {
    await queries.invalidateQueries({ queryKey: ['sources'] })
    await navigate({ to: '/sources' })
  }
  const body = { kind, name, enabled, settings }
  const save = useMutation({
    mutationFn: () => (saved ? api.put(`/sources/${saved.id}`, body) : api.post('/sources', body)),
    onSuccess: leave,
  })
  const remove = useMutation({ mutationFn: () => api.remove(`/sources/${saved!.id}`), onSuccess: leave })
  return (
    <>
      <PageHead
        before={<Link to="/sources">{say('nav.sources')}</Link>}
        title={saved?.name ?? described.title[language]}
        about={described.summary[language]}
        actions={
          mayWrite && (
            <>
              {saved && (
                <Button
                  look="danger"
                  icon="trash"
                  onPress={() => confirm(say('sources.confirm_delete', { name: saved.name })) && remove.mutate()}
                >
                  {say('common.delete')}
                </Button>
              )}
              <Button look="primary" isBusy={save.isPending} onPress={() => save.mutate()}>
                {say('common.save')}
              </Button>
            </>
          )
        }
      />
      <ReadOnlyNote right="sources:write" />
      {saved?.health.message && (
        <div className="mb-3">
          <Note tone="warn">{saved.health.message}</Note>
        </div>
      )}
      <Card className="max-w-3xl">
        <div className="flex flex-col gap-4">
          <TextField
            label={say('integrations.name')}
            value={name}
            onChange={(next) => setDraft({ ...draft, name: next })}
            isRequired
            isReadOnly={!mayWrite}
            fault={faultAt(save.error, 'name')}
          />
          <Switch
            label={say('sources.enabled')}
            isOn={enabled}
            isDisabled={!mayWrite}
            onChange={(next) => setDraft({ ...draft, enabled: next })}
          />
          <FieldsForm
            fields={described.settings}
            values={settings}
            onChange={(next: JsonObject) => setDraft({ ...draft, settings: next })}
            path="settings"
            error={save.error}
            isReadOnly={!mayWrite}
          />
          {save.isError && <ProblemNote error={save.error} title={say('common.not_saved')} />}
        </div>
      </Card>
    </>
  )
}
