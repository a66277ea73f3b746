import { useRef } from 'react'
import { Exchange } from '../../../parts/exchange.tsx'
import { ProblemNote } from '../../../parts/loaded.tsx'
import { Button } from '../../../ui/button.tsx'
import { useWhenChanged } from '../../../ui/use-when-changed.ts'
import { useSay } from '../../../words/words.tsx'
import { useTools } from '../editor/editor-tools.ts'

/** Sends the message for real, as the form has it now, and tells everything about it. */
export function TestPart() {
  const say = useSay()
  const { test, integration, event, draft } = useTools()
  const { isPending, result, error } = test
  const shown = useRef<HTMLDivElement>(null)
  useWhenChanged([result], () => shown.current?.scrollIntoView({ block: 'nearest' }))
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-ink-soft">
        {integration ? say('check.sends_real', { name: integration.name }) : say('check.asked_later')}
      </p>
      <span className="flex flex-wrap gap-2">
        <Button
          icon="send"
          isBusy={isPending}
          isDisabled={!integration || event.tried === null || draft.form.integration_id === ''}
          onPress={test.run}
        >
          {say('editor.test')}
        </Button>
        {isPending && <Button onPress={test.cancel}>{say('check.cancel')}</Button>}
      </span>
      {!isPending && result && !error && (
        <div ref={shown}>
          <Exchange result={result} />
        </div>
      )}
      {!isPending && error && <ProblemNote error={error} title={say('integrations.test_failed')} />}
    </div>
  )
}
