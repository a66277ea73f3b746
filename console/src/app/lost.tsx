import type { ErrorComponentProps } from '@tanstack/react-router'
import { ApiProblem } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { Copy } from '../ui/copy.tsx'
import { Empty } from '../ui/feedback.tsx'
import { ButtonLink } from '../ui/link.tsx'
import { useSay } from '../words/words.tsx'

/** An address that leads nowhere. */
export function NotFound() {
  const say = useSay()
  return (
    <main>
      <Empty
        icon="search"
        title={say('shell.not_found')}
        actions={<ButtonLink to="/">{say('shell.go_home')}</ButtonLink>}
      >
        {say('shell.not_found_help')}
      </Empty>
    </main>
  )
}

/** A page that broke: the rest of the console goes on. What it says is for the person who is asked for help. */
export function Crashed({ error, reset }: ErrorComponentProps) {
  const say = useSay()
  const problem = error instanceof ApiProblem ? error : null
  const told = [
    error instanceof Error ? error.message : String(error),
    problem && say('problem.code', { code: problem.code }),
    problem?.requestId && say('problem.request', { id: problem.requestId }),
    `${location.pathname} · ${new Date().toISOString()}`,
  ].filter(Boolean)
  return (
    <div className="py-6">
      <Empty
        icon="warning"
        title={say('shell.crashed')}
        actions={
          <>
            <Button icon="retry" onPress={reset}>
              {say('common.retry')}
            </Button>
            <Button onPress={() => location.reload()}>{say('shell.reload')}</Button>
            <Copy look="button" text={told.join('\n')} label={say('common.copy')} doneLabel={say('common.copied')} />
          </>
        }
      >
        <p>{say('shell.crashed_help')}</p>
        <pre className="mt-2 rounded-md bg-sunken p-3 text-left font-mono text-sm whitespace-pre-wrap">
          {told.join('\n')}
        </pre>
      </Empty>
    </div>
  )
}
