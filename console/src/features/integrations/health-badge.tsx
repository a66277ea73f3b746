import type { Integration } from '../../api/integrations.ts'
import type { Fare } from '../../parts/fares.ts'
import { useFormats } from '../../parts/formats.ts'
import { Badge } from '../../ui/feedback.tsx'
import { useSay } from '../../words/words.tsx'

interface HealthBadgeProps {
  readonly integration: Integration
  readonly fare: Fare
}

/** How it fares, in a word, and why when it does not. */
export function HealthBadge({ integration: { health }, fare: { errors, p95Ms } }: HealthBadgeProps) {
  const say = useSay()
  const { ago } = useFormats()
  switch (health.state) {
    case 'paused':
      return (
        <Badge tone="warn" icon="pause">
          {health.paused_since ? say('health.paused_since', { when: ago(health.paused_since) }) : say('health.paused')}
        </Badge>
      )
    case 'off':
      return <Badge icon="ban">{say('health.off')}</Badge>
    default:
      if (errors > 0)
        return (
          <Badge tone="bad" icon="warning">
            {say('health.errors', { count: errors })}
          </Badge>
        )
      if (health.state === 'failing')
        return (
          <Badge tone="bad" icon="warning">
            {say('health.failing')}
          </Badge>
        )
      // The server counts since its start; the journal remembers what went well before.
      return health.state === 'ok' || p95Ms !== null ? (
        <Badge tone="good" icon="check">
          {say('health.ok')}
        </Badge>
      ) : (
        <Badge icon="clock">{say('health.unknown')}</Badge>
      )
  }
}
