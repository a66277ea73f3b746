import { useEffect, useEffectEvent, useState } from 'react'
import { useFormats } from '../../../parts/formats.ts'
import { ReadOnlyNote } from '../../../parts/me.tsx'
import { Button } from '../../../ui/button.tsx'
import { Note } from '../../../ui/feedback.tsx'
import { Card, PageHead } from '../../../ui/layout.tsx'
import { Link } from '../../../ui/link.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { useIsWide } from '../../../ui/use-is-wide.ts'
import { useSay } from '../../../words/words.tsx'
import { CheckPane } from '../check/check-pane.tsx'
import { ConditionsSection } from './conditions-section.tsx'
import { ConflictDialog } from './conflict-dialog.tsx'
import { EditorMenu } from './editor-menu.tsx'
import { RuleInHand, Tools } from './editor-tools.ts'
import { ErrorSummary } from './error-summary.tsx'
import { HeadBar } from './head-bar.tsx'
import { IntegrationSection } from './integration-section.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { NameSection } from './name-section.tsx'
import { ParametersSection } from './parameters-section.tsx'
import { SectionRail } from './section-rail.tsx'
import { TypeSection } from './type-section.tsx'
import { type EditorTools, type Opened, useEditor } from './use-editor.ts'
import { useLeftDraft } from './use-left-draft.ts'
import { Versions } from './versions.tsx'

/** Six sections on one page, and beside them the pane that tries the rule as it stands. */
export function Editor(opened: Opened) {
  const say = useSay()
  const tools = useEditor(opened)
  const { base, newer, isDirty, save, test } = tools
  const drafts = useLeftDraft(tools)
  const isWide = useIsWide('(min-width: 1200px)')
  const [shown, show] = useState<'check' | 'versions' | 'conflict' | null>(null)
  const conflict = save.conflict ?? (shown === 'conflict' ? newer : null)
  const openCheck = () => {
    if (isWide) document.getElementById('section-check')?.focus()
    else show('check')
  }
  const runTest = () => {
    openCheck()
    test.run()
  }
  useKeys(tools, runTest)
  return (
    <Tools value={tools}>
      <PageHead
        before={<Link to="/bindings">{say('nav.bindings')}</Link>}
        title={base?.name ?? say('editor.new')}
        about={base ? say('bindings.version', { version: base.version }) : undefined}
        actions={base && <EditorMenu binding={base} onVersions={() => show('versions')} />}
      />
      <HeadBar onTest={runTest} onCheck={openCheck} />
      <ReadOnlyNote right="bindings:write" />
      <ErrorSummary />
      <LeftDraft tools={tools} drafts={drafts} />
      {newer && isDirty && (
        <div className="mb-4">
          <Note
            tone="warn"
            actions={
              <Button size="small" onPress={() => show('conflict')}>
                {say('editor.conflict_look')}
              </Button>
            }
          >
            {say('editor.newer', { version: newer.version })}
          </Note>
        </div>
      )}
      <div className="grid items-start gap-4 min-[1200px]:grid-cols-[minmax(0,1fr)_380px] 2xl:grid-cols-[150px_minmax(0,1fr)_420px]">
        <div className="sticky top-32 hidden 2xl:block">
          <SectionRail onCheck={openCheck} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <RuleInHand value={tools.rule}>
            <NameSection />
            <TypeSection />
            <IntegrationSection />
            <ConditionsSection />
            <ParametersSection />
          </RuleInHand>
        </div>
        {isWide && (
          <aside
            id="section-check"
            tabIndex={-1}
            aria-label={say('check.title')}
            className="sticky top-29 max-h-[calc(100dvh-8rem)] overflow-y-auto rounded-xl outline-none"
          >
            <Card title={`6. ${say('bindings.section_check')}`}>
              <CheckPane />
            </Card>
          </aside>
        )}
      </div>
      {!isWide && (
        <Sheet
          isOpen={shown === 'check'}
          title={say('bindings.section_check')}
          closeLabel={say('common.close')}
          onClose={() => show(null)}
        >
          <CheckPane />
        </Sheet>
      )}
      {shown === 'versions' && base && <Versions id={base.id} onClose={() => show(null)} />}
      {conflict && !save.isDone && (
        <ConflictDialog
          theirs={conflict}
          onClose={() => {
            save.forget()
            show(null)
          }}
        />
      )}
      <LeaveGuard isDirty={isDirty} onDrop={drafts.drop} />
    </Tools>
  )
}

function LeftDraft({
  tools,
  drafts,
}: {
  readonly tools: EditorTools
  readonly drafts: ReturnType<typeof useLeftDraft>
}) {
  const say = useSay()
  const { ago } = useFormats()
  const { left, decide } = drafts
  if (!left) return null
  const take = () => {
    tools.takeDraft(left.draft)
    decide()
  }
  return (
    <div className="mb-4">
      <Note
        tone="info"
        actions={
          <>
            <Button size="small" look="primary" onPress={take}>
              {say('editor.draft_take')}
            </Button>
            <Button size="small" onPress={decide}>
              {say('editor.draft_drop')}
            </Button>
          </>
        }
      >
        {say('editor.draft_found', { when: ago(left.at) })}
      </Note>
    </div>
  )
}

/** Save, test, undo and redo by key, wherever the focus is. Keys are known by their place on the board. */
function useKeys({ isReadOnly, save, undo, redo }: EditorTools, test: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const isElsewhere =
      document.querySelector('[role=alertdialog]') !== null ||
      (event.target instanceof Element && event.target.closest('[data-own-undo]') !== null)
    const isUndo = event.code === 'KeyZ' && !isElsewhere && !isReadOnly
    const isRedo = isUndo ? event.shiftKey : event.code === 'KeyY' && !isElsewhere && !isReadOnly
    if (event.code === 'KeyS' && !event.shiftKey) save.run()
    else if (event.code === 'Enter') test()
    else if (isRedo) redo?.()
    else if (isUndo) undo?.()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
