import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/overlay.tsx'
import { useSay } from '../words/words.tsx'
import { ProblemNote } from './loaded.tsx'

interface ConfirmProps {
  readonly title: string
  /** The verb on the button that does it: the same as in the title. */
  readonly verb: string
  readonly onDo: () => void
  readonly onClose: () => void
  readonly isBusy?: boolean
  readonly error?: unknown
  readonly children?: ReactNode
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, verb, onDo, onClose, isBusy = false, error, children }: ConfirmProps) {
  const say = useSay()
  return (
    <Dialog
      title={title}
      isOpen
      isAlert
      size="small"
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {say('common.cancel')}
          </Button>
          <Button look="danger" isBusy={isBusy} onPress={onDo}>
            {verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {children}
        {error ? <ProblemNote error={error} /> : null}
      </div>
    </Dialog>
  )
}
