import { Button, IconButton } from '../../../ui/button.tsx'
import { Badge } from '../../../ui/feedback.tsx'
import { useSay } from '../../../words/words.tsx'
import { useTools } from './editor-tools.ts'
import { SectionRail } from './section-rail.tsx'

/** Stays in sight: where one is, what has changed, and the two things one came to do. */
export function HeadBar({ onTest, onCheck }: { readonly onTest: () => void; readonly onCheck: () => void }) {
  const say = useSay()
  const { undo, redo, save, isDirty, base, isReadOnly, mayTest } = useTools()
  return (
    <div className="sticky top-13 z-10 -mx-3 mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-ground px-3 py-2 sm:-mx-6 sm:px-6 no-print">
      <div className="min-w-0 flex-1 basis-64 2xl:hidden">
        <SectionRail onCheck={onCheck} />
      </div>
      <div className="ml-auto flex flex-wrap items-center gap-1.5">
        <span role="status">
          {isDirty ? (
            <Badge tone="warn" icon="edit">
              {say(base ? 'editor.changed' : 'editor.unsaved')}
            </Badge>
          ) : (
            save.isDone &&
            base && (
              <Badge tone="good" icon="check">
                {say('editor.saved', { version: base.version, state: base.enabled ? 'on' : 'off' })}
              </Badge>
            )
          )}
        </span>
        {!isReadOnly && (
          <>
            <IconButton
              icon="undo"
              label={`${say('common.undo')} · Ctrl Z`}
              isDisabled={!undo}
              onPress={() => undo?.()}
            />
            <IconButton
              icon="redo"
              label={`${say('common.redo')} · Shift Ctrl Z`}
              isDisabled={!redo}
              onPress={() => redo?.()}
            />
          </>
        )}
        {mayTest && (
          <Button icon="send" onPress={onTest}>
            {say('editor.test')}
          </Button>
        )}
        {!isReadOnly && (
          <Button look="primary" isBusy={save.isPending} isDisabled={!isDirty && base !== null} onPress={save.run}>
            {say('common.save')}
          </Button>
        )}
      </div>
    </div>
  )
}
