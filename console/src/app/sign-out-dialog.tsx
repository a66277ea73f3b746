import { Confirm } from '../parts/confirm.tsx'
import { useSay } from '../words/words.tsx'

/** Asks before somebody signs out who has not saved everything. */
export function SignOutDialog({ onDo, onClose }: { readonly onDo: () => void; readonly onClose: () => void }) {
  const say = useSay()
  return (
    <Confirm title={say('shell.sign_out_title')} verb={say('shell.sign_out')} onDo={onDo} onClose={onClose}>
      <p>{say('shell.sign_out_help')}</p>
    </Confirm>
  )
}
