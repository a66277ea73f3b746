import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { JsonObject } from '../../api/bindings.ts'
import { catalogueQuery, type IntegrationKind } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import { type Integration, integrationQuery } from '../../api/integrations.ts'
import { Exchange, type TestResult } from '../../parts/exchange.tsx'
import { FieldsForm, faultAt } from '../../parts/fields/fields-form.tsx'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choose.tsx'
import { Note } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

type Draft = Pick<Integration, 'kind' | 'name' | 'enabled' | 'settings' | 'limits'> & {
  readonly personal_data?: 'masked' | 'clear'
}

/** A new one of the kind in the address. */
export function NewIntegrationPage() {
  const { kind } = useParams({ strict: false }) as { kind: string }
  const language = useLanguage()
  const catalogue = useQuery(catalogueQuery)
  return (
    <Loaded query={catalogue}>
      {({ integrations }) => {
        const described = integrations.find((one) => one.kind === kind)
        if (!described) return null
        const draft: Draft = {
          kind,
          name: described.title[language],
          enabled: true,
          settings: {},
          limits: { rate_per_second: null, concurrency: null },
        }
        return <Editor described={described} saved={null} first={draft} />
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
  readonly described: IntegrationKind
  readonly saved: Integration | null
  readonly first: Draft
}) {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useMay('integrations:write')
  const [draft, setDraft] = useState<Draft>(first)
  const isDirty = draft !== first
  const { kind, name, enabled, settings, limits, personal_data } = draft
  const body = { kind, name, enabled, settings, limits, ...(personal_data && { personal_data }) }
  const save = useMutation({
    mutationFn: () =>
      saved ? api.put<Integration>(`/integrations/${saved.id}`, body) : api.post<Integration>('/integrations', body),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['integrations'] })
      await navigate({ to: '/integrations/$id', params: { id }, replace: true, ignoreBlocker: true })
    },
  })
  const test = useMutation({
    mutationFn: () => api.post<TestResult>('/integrations/test', { ...body, ...(saved && { id: saved.id }) }),
  })
  const remove = useMutation({
    mutationFn: () => api.remove(`/integrations/${saved!.id}`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['integrations'] })
      await navigate({ to: '/integrations', ignoreBlocker: true })
    },
  })
  useBlocker({
    shouldBlockFn: () => isDirty && !save.isSuccess && !confirm(say('common.leave')),
    enableBeforeUnload: isDirty && !save.isSuccess,
  })
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  return (
    <>
      <PageHead
        before={<Link to="/integrations">{say('nav.integrations')}</Link>}
        title={saved?.name ?? say('palette.new_integration')}
        about={described.title[language]}
        actions={
          mayWrite && (
            <>
              {saved && (
                <Button
                  look="danger"
                  icon="trash"
                  isBusy={remove.isPending}
                  onPress={() => confirm(say('integrations.confirm_delete', { name: saved.name })) && remove.mutate()}
                >
                  {say('common.delete')}
                </Button>
              )}
              <Button icon="send" isBusy={test.isPending} onPress={() => test.mutate()}>
                {say('integrations.test')}
              </Button>
              <Button
                look="primary"
                isBusy={save.isPending}
                isDisabled={!isDirty && saved !== null}
                onPress={() => save.mutate()}
              >
                {say('common.save')}
              </Button>
            </>
          )
        }
      />
      <ReadOnlyNote right="integrations:write" />
      {saved?.health.reason && (
        <div className="mb-3">
          <Note tone="warn" title={saved.health.reason} />
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <Card>
          <div className="flex flex-col gap-4">
            <TextField
              label={say('integrations.name')}
              value={name}
              onChange={(next) => change({ name: next })}
              isRequired
              isReadOnly={!mayWrite}
              fault={faultAt(save.error, 'name')}
            />
            <Switch
              label={say('integrations.enabled')}
              isOn={enabled}
              isDisabled={!mayWrite}
              onChange={(next) => change({ enabled: next })}
            />
            <FieldsForm
              fields={described.settings}
              values={settings}
              onChange={(next: JsonObject) => change({ settings: next })}
              path="settings"
              error={save.error ?? test.error}
              isReadOnly={!mayWrite}
            />
            <Select
              label={say('integrations.personal_data')}
              value={personal_data ?? ''}
              placeholder={say('integrations.personal_default')}
              isReadOnly={!mayWrite}
              options={[
                { value: 'masked', label: say('integrations.masked') },
                { value: 'clear', label: say('integrations.clear') },
              ]}
              onChange={(next) => change({ personal_data: next as 'masked' | 'clear' })}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <NumberField
                label={say('integrations.rate')}
                value={limits.rate_per_second ?? Number.NaN}
                isReadOnly={!mayWrite}
                onChange={(next) =>
                  change({ limits: { ...limits, rate_per_second: Number.isNaN(next) ? null : next } })
                }
              />
              <NumberField
                label={say('integrations.concurrency')}
                value={limits.concurrency ?? Number.NaN}
                isReadOnly={!mayWrite}
                onChange={(next) => change({ limits: { ...limits, concurrency: Number.isNaN(next) ? null : next } })}
              />
            </div>
          </div>
        </Card>
        <Card title={say('integrations.check')}>
          <div className="flex flex-col gap-3">
            <p className="text-ink-soft">{say('integrations.test_help')}</p>
            {test.data && <Exchange result={test.data} />}
            {test.isError && <ProblemNote error={test.error} title={say('integrations.test_failed')} />}
            {save.isError && <ProblemNote error={save.error} title={say('common.not_saved')} />}
            {remove.isError && <ProblemNote error={remove.error} title={say('common.not_removed')} />}
            {saved && <UsedBy id={saved.id} />}
          </div>
        </Card>
      </div>
    </>
  )
}

function UsedBy({ id }: { readonly id: string }) {
  const say = useSay()
  const query = useQuery({
    queryKey: ['integrations', id, 'bindings'],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly { id: string; name: string }[] }>(`/integrations/${id}/bindings`, { signal }),
  })
  return (
    <Loaded query={query} rows={2}>
      {({ items }) => (
        <div>
          <h3 className="font-medium">{say('integrations.used_by', { count: items.length })}</h3>
          <ul className="list-disc pl-5">
            {items.map((binding) => (
              <li key={binding.id}>
                <Link to="/bindings/$id" params={{ id: binding.id }}>
                  {binding.name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Loaded>
  )
}
