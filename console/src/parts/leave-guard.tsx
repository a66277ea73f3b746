import { useBlocker } from '@tanstack/react-router'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/overlay.tsx'
import { useSay } from '../words/words.tsx'

/** Asks before unsaved changes are left behind: by a link, by the browser's back button, or by closing the tab. */
export function LeaveGuard({ isDirty }: { readonly isDirty: boolean }) {
  const say = useSay()
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  if (status !== 'blocked') return null
  return (
    <Dialog
      title={say('leave.title')}
      isOpen
      isAlert
      size="small"
      onClose={reset}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={proceed}>{say('leave.go')}</Button>
          <Button look="primary" autoFocus onPress={reset}>
            {say('leave.stay')}
          </Button>
        </>
      }
    >
      <p>{say('leave.text')}</p>
    </Dialog>
  )
}
