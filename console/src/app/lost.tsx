import type { ErrorComponentProps } from '@tanstack/react-router'
import { Button } from '../ui/button.tsx'
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

/** A page that broke: the rest of the console goes on. */
export function Crashed({ error }: ErrorComponentProps) {
  const say = useSay()
  return (
    <main>
      <Empty
        icon="warning"
        title={say('shell.crashed')}
        actions={
          <Button icon="retry" onPress={() => location.reload()}>
            {say('shell.reload')}
          </Button>
        }
      >
        <code className="font-mono text-sm">{error instanceof Error ? error.message : String(error)}</code>
      </Empty>
    </main>
  )
}
