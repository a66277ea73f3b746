import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { type Binding, type BindingForm, bindingQuery, type JsonObject } from '../../api/bindings.ts'
import { type Catalogue, catalogueQuery } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import { type Integration, integrationsQuery } from '../../api/integrations.ts'
import { ConditionEditor, firstLeaf } from '../../parts/conditions/condition-editor.tsx'
import { summarize } from '../../parts/conditions/summary.ts'
import { FieldInput } from '../../parts/fields/field-input.tsx'
import { FieldsForm, faultAt } from '../../parts/fields/fields-form.tsx'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Combo } from '../../ui/choose.tsx'
import { Note } from '../../ui/feedback.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { Radios, Segments, Switch } from '../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { CheckPane } from './check-pane.tsx'
import { Versions } from './versions.tsx'

/** A new rule: from nothing, from a recipe, or as a copy. */
export function NewBindingPage() {
  const language = useLanguage()
  const { recipe, copy, integration } = useSearch({ strict: false }) as {
    recipe?: string
    copy?: string
    integration?: string
  }
  const catalogue = useQuery(catalogueQuery)
  const integrations = useQuery(integrationsQuery)
  const copied = useQuery({ ...bindingQuery(copy ?? ''), enabled: copy !== undefined })
  if (copy !== undefined && !copied.data) return <Loaded query={copied}>{() => null}</Loaded>
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
              first={copied.data ? formOf(copied.data) : draftOf(known, items, { recipe, integration }, language)}
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
                  key={`${saved.id} ${saved.version}`}
                  catalogue={known}
                  integrations={items}
                  saved={saved}
                  first={formOf(saved)}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

function formOf({ name, enabled, event_type, integration_id, conditions, parameters, options }: Binding): BindingForm {
  return { name, enabled, event_type, integration_id, conditions, parameters, options }
}

function draftOf(
  catalogue: Catalogue,
  integrations: readonly Integration[],
  wish: { readonly recipe: string | undefined; readonly integration: string | undefined },
  language: 'en' | 'ru',
): BindingForm {
  const recipe = catalogue.recipes.find(({ id }) => id === wish.recipe)
  const type = catalogue.event_types.find(({ key }) => key === recipe?.event_type) ?? catalogue.event_types[0]
  const integration =
    integrations.find(({ id }) => id === wish.integration) ??
    integrations.find(({ kind }) => kind === recipe?.destination.kind) ??
    integrations[0]
  const kind = catalogue.integrations.find((one) => one.kind === integration?.kind)
  const main = kind?.parameters.find(({ required }) => required) ?? kind?.parameters[0]
  return {
    name: recipe?.title[language] ?? '',
    enabled: true,
    event_type: type?.key ?? '',
    integration_id: integration?.id ?? '',
    conditions: recipe ? recipe.conditions : ((type?.starting_conditions ?? null) as BindingForm['conditions']),
    parameters: recipe ? { [main?.name ?? 'text']: recipe.text[language] } : {},
    options: recipe?.options ?? {},
  }
}

interface EditorProps {
  readonly catalogue: Catalogue
  readonly integrations: readonly Integration[]
  readonly saved: Binding | null
  readonly first: BindingForm
}

/** Six sections on one page, and beside them the pane that tries the rule as it stands. */
function Editor({ catalogue, integrations, saved, first }: EditorProps) {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useMay('bindings:write')
  const { form, change, undo, redo } = useHistory(first)
  const isDirty = form !== first
  const type = catalogue.event_types.find(({ key }) => key === form.event_type)
  const integration = integrations.find(({ id }) => id === form.integration_id)
  const kind = catalogue.integrations.find((one) => one.kind === integration?.kind)
  const save = useMutation({
    mutationFn: () =>
      saved
        ? api.put<Binding>(`/bindings/${saved.id}`, { ...form, version: saved.version })
        : api.post<Binding>('/bindings', form),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['bindings'] })
      await navigate({ to: '/bindings/$id', params: { id }, replace: true, ignoreBlocker: true })
    },
  })
  useBlocker({
    shouldBlockFn: () => isDirty && !save.isSuccess && !confirm(say('common.leave')),
    enableBeforeUnload: isDirty && !save.isSuccess,
  })
  const keys = (event: React.KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || !mayWrite) return
    if (event.code === 'KeyS') {
      event.preventDefault()
      save.mutate()
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for Ctrl+S wherever the focus is inside
    <div onKeyDown={keys}>
      <PageHead
        before={<Link to="/bindings">{say('nav.bindings')}</Link>}
        title={saved?.name ?? say('palette.new_binding')}
        about={saved ? say('bindings.version', { version: saved.version }) : undefined}
        actions={
          mayWrite && (
            <>
              <Button look="quiet" isDisabled={!undo} onPress={() => undo?.()}>
                {say('common.undo')}
              </Button>
              <Button look="quiet" isDisabled={!redo} onPress={() => redo?.()}>
                {say('common.redo')}
              </Button>
              {saved && (
                <ButtonLink icon="journal" to="/journal" search={{ binding_id: saved.id }}>
                  {say('nav.journal')}
                </ButtonLink>
              )}
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
      <ReadOnlyNote right="bindings:write" />
      {save.isError && (
        <div className="mb-3">
          <ProblemNote error={save.error} title={say('common.not_saved')} />
        </div>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_420px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={`1. ${say('bindings.section_name')}`}>
            <div className="flex flex-col gap-3">
              <TextField
                label={say('bindings.name')}
                value={form.name}
                onChange={(name) => change({ name })}
                isRequired
                isReadOnly={!mayWrite}
                fault={faultAt(save.error, 'name')}
              />
              <Switch
                label={say('bindings.enabled')}
                help={say('bindings.enabled_help')}
                isOn={form.enabled}
                isDisabled={!mayWrite}
                onChange={(enabled) => change({ enabled })}
              />
            </div>
          </Card>
          <Card title={`2. ${say('bindings.section_type')}`}>
            <Radios
              look="cards"
              hideLabel
              label={say('bindings.section_type')}
              value={form.event_type}
              isReadOnly={!mayWrite}
              choices={catalogue.event_types.map(({ key, title, when }) => ({
                value: key,
                label: title[language],
                help: when[language],
              }))}
              onChange={(event_type) =>
                change({
                  event_type,
                  conditions: (catalogue.event_types.find(({ key }) => key === event_type)?.starting_conditions ??
                    null) as BindingForm['conditions'],
                })
              }
            />
          </Card>
          <Card
            title={`3. ${say('bindings.section_integration')}`}
            actions={
              <ButtonLink size="small" icon="plus" to="/integrations/new">
                {say('palette.new_integration')}
              </ButtonLink>
            }
          >
            <Combo
              label={say('bindings.section_integration')}
              hideLabel
              value={form.integration_id}
              isReadOnly={!mayWrite}
              emptyText={say('common.nothing_found')}
              fault={faultAt(save.error, 'integration_id')}
              options={integrations.map(({ id, name, kind: of }) => ({
                value: id,
                label: name,
                note: catalogue.integrations.find((one) => one.kind === of)?.title[language] ?? of,
              }))}
              onChange={(integration_id) => change({ integration_id })}
            />
            {integration?.health.state === 'paused' && (
              <div className="mt-2">
                <Note tone="warn">{say('bindings.integration_paused')}</Note>
              </div>
            )}
          </Card>
          <Card title={`4. ${say('bindings.section_conditions')}`}>
            <div className="flex flex-col gap-3">
              <p className="rounded-md bg-sunken px-3 py-2">
                {summarize(form.conditions, type?.parameters ?? [], language)}
              </p>
              {form.conditions === null && <Note tone="warn">{say('bindings.no_conditions')}</Note>}
              {lacksState(form) && (
                <Note
                  tone="warn"
                  actions={
                    mayWrite && (
                      <Button size="small" onPress={() => change({ conditions: withFinish(form.conditions) })}>
                        {say('bindings.add_finish')}
                      </Button>
                    )
                  }
                >
                  {say('bindings.lacks_state')}
                </Note>
              )}
              {form.conditions && (
                <ConditionEditor
                  condition={form.conditions}
                  parameters={type?.parameters ?? []}
                  isReadOnly={!mayWrite}
                  onChange={(conditions) => change({ conditions })}
                />
              )}
              {form.conditions === null && mayWrite && (
                <span>
                  <Button
                    icon="plus"
                    onPress={() => change({ conditions: { all: [firstLeaf(type?.parameters ?? [])] } })}
                  >
                    {say('rule.add')}
                  </Button>
                </span>
              )}
              {faultAt(save.error, 'conditions') && <Note tone="bad">{faultAt(save.error, 'conditions')}</Note>}
            </div>
          </Card>
          <Card title={`5. ${say('bindings.section_parameters')}`}>
            <Parameters form={form} change={change} kind={kind} error={save.error} isReadOnly={!mayWrite} />
            <details className="mt-4">
              <summary className="cursor-pointer font-medium">{say('bindings.variables')}</summary>
              <ul className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-2">
                {(type?.parameters ?? []).map(({ name, label }) => (
                  <li key={name} className="text-sm">
                    <code className="font-mono text-accent-ink">{`{{${name}}}`}</code>{' '}
                    <span className="text-ink-soft">{label[language]}</span>
                  </li>
                ))}
              </ul>
            </details>
          </Card>
          {saved && (
            <Card title={say('bindings.versions')} flush>
              <Versions id={saved.id} onRestore={(version) => change(formOf(version))} mayRestore={mayWrite} />
            </Card>
          )}
        </div>
        <CheckPane form={form} savedId={saved?.id ?? null} />
      </div>
    </div>
  )
}

function Parameters({
  form,
  change,
  kind,
  error,
  isReadOnly,
}: {
  readonly form: BindingForm
  readonly change: (part: Partial<BindingForm>) => void
  readonly kind: Catalogue['integrations'][number] | undefined
  readonly error: unknown
  readonly isReadOnly: boolean
}) {
  const say = useSay()
  const [view, setView] = useState<'form' | 'json'>('form')
  const known = kind?.parameters ?? []
  const isFree = kind?.any_parameters === true
  const put = (parameters: JsonObject) => change({ parameters })
  const others = Object.fromEntries(
    Object.entries(form.parameters).filter(([name]) => !known.some((field) => field.name === name)),
  )
  const listed = Object.fromEntries(
    Object.entries(form.parameters).filter(([name]) => known.some((field) => field.name === name)),
  )
  const freeField = {
    name: 'others',
    type: 'pairs',
    label: { en: say('bindings.any_parameters'), ru: say('bindings.any_parameters') },
  }
  const jsonField = { name: 'parameters', type: 'json', label: { en: 'JSON', ru: 'JSON' } }
  return (
    <div className="flex flex-col gap-3">
      <span>
        <Segments
          label={say('bindings.view')}
          value={view}
          choices={[
            { value: 'form', label: say('bindings.form') },
            { value: 'json', label: 'JSON' },
          ]}
          onChange={setView}
        />
      </span>
      {view === 'json' ? (
        <FieldInput
          field={jsonField}
          value={form.parameters}
          isReadOnly={isReadOnly}
          fault={faultAt(error, 'parameters')}
          onChange={(value) => put((value ?? {}) as JsonObject)}
        />
      ) : (
        <>
          <FieldsForm
            fields={known}
            values={listed}
            path="parameters"
            error={error}
            isReadOnly={isReadOnly}
            onChange={(values) => put({ ...values, ...others })}
          />
          {isFree && (
            <FieldInput
              field={freeField}
              value={others}
              isReadOnly={isReadOnly}
              fault={faultAt(error, 'parameters')}
              onChange={(value) => put({ ...listed, ...(value as JsonObject) })}
            />
          )}
        </>
      )}
    </div>
  )
}

/** The form, with every state it was in: what was done can be undone. */
function useHistory(first: BindingForm) {
  const [{ states, at }, set] = useState<{ readonly states: readonly BindingForm[]; readonly at: number }>({
    states: [first],
    at: 0,
  })
  return {
    form: states[at]!,
    change: (part: Partial<BindingForm>) =>
      set({ states: [...states.slice(0, at + 1), { ...states[at]!, ...part }], at: at + 1 }),
    undo: at > 0 ? () => set({ states, at: at - 1 }) : null,
    redo: at < states.length - 1 ? () => set({ states, at: at + 1 }) : null,
  }
}

/** A function tells of its start, its connection, its stop and its end: without its state a rule fires up to four times. */
function lacksState({ event_type, conditions }: BindingForm): boolean {
  const text = JSON.stringify(conditions)
  return (
    event_type === 'call_function' && text.includes('"param":"function"') && !text.includes('"param":"function_state"')
  )
}

function withFinish(conditions: BindingForm['conditions']): BindingForm['conditions'] {
  const finish = { param: 'function_state', op: 'eq', value: 'finish' }
  if (conditions && 'all' in conditions) return { all: [...conditions.all, finish] }
  return conditions ? { all: [conditions, finish] } : finish
}
