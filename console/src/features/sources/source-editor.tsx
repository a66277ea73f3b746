import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { JsonObject } from '../../api/bindings.ts'
import type { SourceKind } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import type { Source } from '../../api/sources.ts'
import { asSentence } from '../../parts/as-sentence.ts'
import { useCommandKeys } from '../../parts/command-keys.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { FieldsForm, faultAt } from '../../parts/fields/fields-form.tsx'
import { useFormats } from '../../parts/formats.ts'
import { Guide } from '../../parts/guide.tsx'
import { KindIcon } from '../../parts/kind-icon.tsx'
import { LeaveGuard } from '../../parts/leave-guard.tsx'
import { ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card, Facts, PageHead } from '../../ui/layout.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { SourceBadge } from './source-badge.tsx'

type Draft = Pick<Source, 'kind' | 'name' | 'enabled' | 'settings'>

interface SourceEditorProps {
  readonly described: SourceKind
  readonly saved: Source | null
  readonly first: Draft
}

/** A source that is listened to: its form, how it is, and its guide. */
export function SourceEditor({ described, saved, first }: SourceEditorProps) {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useMay('sources:write')
  const [draft, setDraft] = useState<Draft>(first)
  const [isRemoving, setRemoving] = useState(false)
  const [isLeft, setLeft] = useState(false)
  const isDirty = JSON.stringify(draft) !== JSON.stringify(first)
  const refresh = () => queries.invalidateQueries({ queryKey: ['sources'] })
  const save = useMutation({
    mutationFn: () => (saved ? api.put<Source>(`/sources/${saved.id}`, draft) : api.post<Source>('/sources', draft)),
    onSuccess: async ({ id }) => {
      setLeft(true)
      await refresh()
      if (!saved) await navigate({ to: '/sources/$id', params: { id }, replace: true, ignoreBlocker: true })
    },
  })
  const remove = useMutation({
    mutationFn: () => api.remove(`/sources/${saved!.id}`),
    onSuccess: async () => {
      setLeft(true)
      await navigate({ to: '/sources', ignoreBlocker: true })
      await refresh()
    },
  })
  useCommandKeys({ KeyS: () => mayWrite && save.mutate() })
  return (
    <>
      <PageHead
        title={
          <span className="flex items-center gap-3">
            <KindIcon room="sources" kind={described.kind} />
            {saved?.name ?? say('sources.new', { kind: described.title[language] })}
          </span>
        }
        about={described.summary[language]}
        actions={
          mayWrite && (
            <>
              {saved && <StartStop source={saved} />}
              {saved && (
                <IconButton look="plain" icon="trash" label={say('common.delete')} onPress={() => setRemoving(true)} />
              )}
              <Button
                look="primary"
                isBusy={save.isPending}
                isDisabled={!isDirty && saved !== null}
                onPress={() => save.mutate()}
              >
                {say(saved ? 'common.save' : 'sources.connect')}
              </Button>
            </>
          )
        }
      />
      <ReadOnlyNote right="sources:write" />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <Card title={say('integrations.what_and_where')}>
          <div className="flex flex-col gap-4">
            <TextField
              label={say('integrations.name')}
              value={draft.name}
              onChange={(name) => setDraft({ ...draft, name })}
              isRequired
              isReadOnly={!mayWrite}
              fault={faultAt(save.error, 'name')}
            />
            <FieldsForm
              fields={described.settings}
              values={draft.settings}
              onChange={(settings: JsonObject) => setDraft({ ...draft, settings })}
              path="settings"
              error={save.error}
              isReadOnly={!mayWrite}
            />
            {!saved && (
              <Switch
                label={say('sources.enabled')}
                isOn={draft.enabled}
                isDisabled={!mayWrite}
                onChange={(enabled) => setDraft({ ...draft, enabled })}
              />
            )}
            {save.isError && <ProblemNote error={save.error} title={say('common.not_saved')} />}
          </div>
        </Card>
        <div className="flex min-w-0 flex-col gap-4">
          {saved && <HowItIs source={saved} />}
          <Card title={say('guide.title')}>
            <Guide room="sources" kind={described.kind} />
          </Card>
        </div>
      </div>
      <LeaveGuard isDirty={isDirty && !isLeft && !save.isPending} />
      {saved && isRemoving && (
        <Confirm
          title={say('sources.confirm_delete', { name: saved.name })}
          verb={say('common.delete')}
          onClose={() => setRemoving(false)}
          onDo={() => remove.mutate()}
          isBusy={remove.isPending}
          error={remove.error}
        >
          <p>{say('sources.delete_help')}</p>
        </Confirm>
      )}
    </>
  )
}

function StartStop({ source: { id, enabled } }: { readonly source: Source }) {
  const say = useSay()
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: () => api.patch(`/sources/${id}`, { enabled: !enabled }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sources'] }),
  })
  return (
    <Button icon={enabled ? 'stop' : 'play'} isBusy={change.isPending} onPress={() => change.mutate()}>
      {say(enabled ? 'sources.stop' : 'sources.start')}
    </Button>
  )
}

function HowItIs({ source }: { readonly source: Source }) {
  const say = useSay()
  const { ago, number } = useFormats()
  const { health } = source
  return (
    <Card title={say('sources.how')}>
      <div className="flex flex-col gap-3">
        <Facts
          items={[
            [say('sources.state'), <SourceBadge key="state" source={source} />],
            [say('sources.last_event'), health.last_event_at ? ago(health.last_event_at) : say('common.never')],
            [`${say('sources.events')} · ${say('sources.told')}`, number(health.events)],
          ]}
        />
        {health.message && <Note tone={health.connected ? 'info' : 'warn'}>{asSentence(health.message)}</Note>}
      </div>
    </Card>
  )
}
