import { useMutation } from '@tanstack/react-query'
import type { Binding } from '../../../api/bindings.ts'
import { api } from '../../../api/client.ts'
import { Exchange, type TestResult } from '../../../parts/exchange.tsx'
import { useFormats } from '../../../parts/formats.ts'
import { ProblemNote } from '../../../parts/loaded.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { useSay } from '../../../words/words.tsx'

/** Asked before rules without conditions are switched on: they fire on everything, and how much that is was measured. */
export function SwitchOnDialog({
  bindings,
  perDay,
  onYes,
  onClose,
}: {
  readonly bindings: readonly Binding[]
  readonly perDay: number
  readonly onYes: () => void
  readonly onClose: () => void
}) {
  const say = useSay()
  const formats = useFormats()
  return (
    <Dialog
      isAlert
      size="small"
      title={say('bindings.switch_on_title')}
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button look="primary" onPress={onYes}>
            {say('bindings.switch_on')}
          </Button>
        </>
      }
    >
      <p>
        {say('bindings.switch_on_help', {
          count: bindings.length,
          name: bindings[0]?.name ?? '',
          events: formats.number(perDay),
        })}
      </p>
    </Dialog>
  )
}

/** Sends for real, and shows everything that was sent and came back. */
export function TestDialog({
  binding,
  target,
  onClose,
}: {
  readonly binding: Binding
  readonly target: string
  readonly onClose: () => void
}) {
  const say = useSay()
  const test = useMutation({ mutationFn: () => api.post<TestResult>(`/bindings/${binding.id}/test`, {}) })
  return (
    <Dialog
      title={say('bindings.test_title', { name: binding.name })}
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.close')}</Button>
          <Button look="primary" icon="send" isBusy={test.isPending} onPress={() => test.mutate()}>
            {say('bindings.test')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{say('bindings.test_sends', { target })}</p>
        {test.data && <Exchange result={test.data} />}
        {test.error && <ProblemNote error={test.error} title={say('integrations.test_failed')} />}
      </div>
    </Dialog>
  )
}
