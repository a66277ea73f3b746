import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import type { IntegrationKind } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import type { Integration } from '../../api/integrations.ts'
import { useChangesEntry } from '../../parts/changes-entry.ts'
import { useCommandKeys } from '../../parts/command-keys.ts'
import type { TestResult } from '../../parts/exchange.tsx'
import { Guide } from '../../parts/guide.tsx'
import { KindIcon } from '../../parts/kind-icon.tsx'
import { LeaveGuard } from '../../parts/leave-guard.tsx'
import { ProblemNote } from '../../parts/loaded.tsx'
import { ReadOnlyNote, useMay } from '../../parts/me.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { CheckCard } from './check-card.tsx'
import { type Draft, differs, draftOf } from './draft.ts'
import { HealthStrip } from './health-strip.tsx'
import { IntegrationForm } from './integration-form.tsx'
import { IntegrationJournal } from './integration-journal.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { WhereUsed } from './where-used.tsx'

interface EditorProps {
  readonly described: IntegrationKind
  readonly saved: Integration | null
  readonly first: Draft
  /** A new one begins as a copy of this and takes over its secrets. */
  readonly copyOf?: string
}

/** One integration: its form with the guide beside it, what went through it, and who uses it. */
export function Editor({ described, saved, first, copyOf }: EditorProps) {
  const say = useSay()
  const language = useLanguage()
  const [draft, setDraft] = useState(first)
  const [isLeaving, setLeaving] = useState(false)
  const mayWrite = useMay('integrations:write')
  const isDirty = differs(draft, first) || copyOf !== undefined
  const { save, test, leave, isLeft } = useDeeds({
    draft,
    saved,
    isDirty,
    copyOf,
    onSaved: (after) => setDraft(draftOf(after)),
  })
  useCommandKeys({ KeyS: () => mayWrite && save.mutate(), Enter: () => mayWrite && test.mutate() })
  const setup = (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
      <IntegrationForm
        described={described}
        draft={draft}
        onChange={(part) => setDraft({ ...draft, ...part })}
        error={save.error ?? test.error}
        isReadOnly={!mayWrite}
        secretsFrom={saved?.id ?? copyOf ?? null}
      />
      <div className="flex min-w-0 flex-col gap-4 lg:sticky lg:top-17 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto">
        {mayWrite && <CheckCard described={described} test={test} isDirty={isDirty} />}
        <Card title={say('guide.title')}>
          <Guide room="integrations" kind={described.kind} />
        </Card>
      </div>
    </div>
  )
  return (
    <>
      <PageHead
        title={
          <span className="flex items-center gap-3">
            <KindIcon room="integrations" kind={described.kind} />
            <span className="min-w-0">
              {saved?.name ?? say('integrations.new', { kind: described.title[language] })}
            </span>
          </span>
        }
        about={described.summary[language]}
        actions={
          mayWrite && (
            <>
              {save.isSuccess && !isDirty && (
                <Badge tone="good" icon="check">
                  {say('integrations.saved')}
                </Badge>
              )}
              {saved && <MoreMenu saved={saved} onRemove={() => setLeaving(true)} />}
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
      {save.isError && (
        <div className="mb-3">
          <ProblemNote error={save.error} title={say('common.not_saved')} />
        </div>
      )}
      {saved ? (
        <>
          <HealthStrip integration={saved} />
          <SavedTabs id={saved.id} usedBy={saved.used_by ?? 0} setup={setup} />
        </>
      ) : (
        setup
      )}
      <LeaveGuard isDirty={isDirty && !isLeft && !save.isPending} />
      {saved && isLeaving && <RemoveDialog integration={saved} onClose={() => setLeaving(false)} onGone={leave} />}
    </>
  )
}

interface Deeds {
  readonly draft: Draft
  readonly saved: Integration | null
  readonly isDirty: boolean
  readonly copyOf: string | undefined
  readonly onSaved: (after: Integration) => void
}

/** What can be done with the form: save it, test it, leave it for good. */
function useDeeds({ draft, saved, isDirty, copyOf, onSaved }: Deeds) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [isLeft, setLeft] = useState(false)
  const testing = useRef(isDirty)
  testing.current = isDirty
  const save = useMutation({
    mutationFn: () =>
      saved
        ? api.put<Integration>(`/integrations/${saved.id}`, draft)
        : api.post<Integration>('/integrations', { ...draft, ...(copyOf && { secrets_from: copyOf }) }),
    onSuccess: async (after) => {
      setLeft(saved === null)
      onSaved(after)
      queries.setQueryData(['integrations', after.id], after)
      await queries.invalidateQueries({ queryKey: ['integrations'] })
      if (!saved)
        await navigate({ to: '/integrations/$id', params: { id: after.id }, replace: true, ignoreBlocker: true })
    },
  })
  const test = useMutation({
    // As it is saved, the server remembers when it was tested last.
    mutationFn: () =>
      saved && !testing.current
        ? api.post<TestResult>(`/integrations/${saved.id}/test`, {})
        : api.post<TestResult>('/integrations/test', { ...draft, ...testId(saved?.id ?? copyOf) }),
    onSettled: () => saved && queries.invalidateQueries({ queryKey: ['integrations'], exact: true }),
  })
  const leave = () => {
    setLeft(true)
    void navigate({ to: '/integrations', ignoreBlocker: true })
  }
  return { save, test, leave, isLeft }
}

/** Whose hidden secrets are meant. */
function testId(id: string | undefined): { id?: string } {
  return id === undefined ? {} : { id }
}

function MoreMenu({ saved, onRemove }: { readonly saved: Integration; readonly onRemove: () => void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { id, kind, name } = saved
  const changes = useChangesEntry(`integrations:${id}`)
  return (
    <Menu
      label={say('common.actions_of', { name })}
      trigger={<IconButton icon="more" label={say('common.actions_of', { name })} />}
      entries={[
        ...changes,
        {
          label: say('common.duplicate'),
          icon: 'copy',
          onAction: () =>
            void navigate({ to: '/integrations/new/$kind', params: { kind }, search: { from: id } as never }),
        },
        null,
        { label: say('common.delete'), icon: 'trash', isDangerous: true, onAction: onRemove },
      ]}
    />
  )
}

function SavedTabs({ id, usedBy, setup }: { readonly id: string; readonly usedBy: number; readonly setup: ReactNode }) {
  const say = useSay()
  const navigate = useNavigate()
  const { tab = 'setup' } = useSearch({ strict: false }) as { tab?: string }
  const tabs = [
    { id: 'setup', label: say('integrations.tab_setup'), content: setup },
    { id: 'journal', label: say('integrations.tab_journal'), content: <IntegrationJournal id={id} /> },
    { id: 'used', label: say('integrations.tab_used'), note: usedBy, content: <WhereUsed id={id} /> },
  ]
  return (
    <Tabs
      label={say('integrations.tabs')}
      tabs={tabs}
      selected={tabs.some((one) => one.id === tab) ? tab : 'setup'}
      onSelect={(next) =>
        void navigate({
          to: '/integrations/$id',
          params: { id },
          search: (next === 'setup' ? {} : { tab: next }) as never,
          replace: true,
          ignoreBlocker: true,
        })
      }
    />
  )
}
