import { useBlocker } from '@tanstack/react-router'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { useSay } from '../../../words/words.tsx'

interface LeaveGuardProps {
  readonly isDirty: boolean
  readonly onDrop: () => void
}

/** Asks before changes are left behind: by a link, by the browser's own back, by closing the tab. */
export function LeaveGuard({ isDirty, onDrop }: LeaveGuardProps) {
  const say = useSay()
  const blocker = useBlocker({ shouldBlockFn: () => isDirty, enableBeforeUnload: () => isDirty, withResolver: true })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog
      isOpen
      isAlert
      size="small"
      title={say('editor.leave_title')}
      closeLabel={say('common.close')}
      onClose={blocker.reset}
      footer={
        <>
          <Button onPress={blocker.reset}>{say('editor.leave_stay')}</Button>
          <Button
            look="danger"
            onPress={() => {
              onDrop()
              blocker.proceed()
            }}
          >
            {say('editor.leave_drop')}
          </Button>
          <Button look="primary" onPress={blocker.proceed}>
            {say('editor.leave_keep')}
          </Button>
        </>
      }
    >
      <p>{say('editor.leave_help')}</p>
    </Dialog>
  )
}
