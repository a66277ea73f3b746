import type { UseMutationResult } from '@tanstack/react-query'
import type { IntegrationKind } from '../../api/catalogue.ts'
import { Exchange, type TestResult } from '../../parts/exchange.tsx'
import { ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/layout.tsx'
import { useSay } from '../../words/words.tsx'

interface CheckCardProps {
  readonly described: IntegrationKind
  readonly test: UseMutationResult<TestResult, Error, void>
  readonly isDirty: boolean
}

/** Sends a real message through the form as it stands and shows everything about it. */
export function CheckCard({ described, test, isDirty }: CheckCardProps) {
  const say = useSay()
  return (
    <Card title={say('integrations.check')}>
      <div className="flex flex-col gap-3">
        <p className="text-ink-soft">{say('integrations.test_help')}</p>
        {!test.data && described.steps.length > 0 && <Planned described={described} />}
        <span>
          <Button icon="send" isBusy={test.isPending} onPress={() => test.mutate()}>
            {say(isDirty ? 'integrations.test_unsaved' : 'integrations.test')}
          </Button>
        </span>
        {test.data && <Exchange result={test.data} planned={described.steps} />}
        {test.isError && <ProblemNote error={test.error} title={say('integrations.test_failed')} />}
      </div>
    </Card>
  )
}

function Planned({ described: { steps } }: Pick<CheckCardProps, 'described'>) {
  const say = useSay()
  return <p className="text-sm text-ink-soft">{say('integrations.steps', { count: steps.length })}</p>
}
