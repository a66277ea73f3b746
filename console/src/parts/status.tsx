import { Badge, type Tone } from '../ui/feedback.tsx'
import type { IconName } from '../ui/icon.tsx'
import { type SentenceKey, useSay } from '../words/words.tsx'
import { useFormats } from './formats.ts'

export type DeliveryStatus = 'pending' | 'retrying' | 'delivered' | 'failed' | 'canceled' | 'skipped'

const looks: Readonly<Record<DeliveryStatus, { readonly tone: Tone; readonly icon: IconName }>> = {
  pending: { tone: 'info', icon: 'clock' },
  retrying: { tone: 'warn', icon: 'retry' },
  delivered: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'close' },
  canceled: { tone: 'neutral', icon: 'ban' },
  skipped: { tone: 'neutral', icon: 'skip' },
}

interface StatusProps {
  readonly status: DeliveryStatus
  /** The HTTP status or the service's own code. */
  readonly code?: number | null
  /** When the next attempt is due, for one that waits. */
  readonly nextAt?: string | null
}

/** Icon, word and color of a delivery's status. */
export function StatusBadge({ status, code, nextAt }: StatusProps) {
  const say = useSay()
  const { ago } = useFormats()
  const { tone, icon } = looks[status]
  const waits = status === 'retrying' && nextAt
  return (
    <Badge tone={tone} icon={icon}>
      {waits ? say('status.retrying_in', { when: ago(nextAt) }) : say(`status.${status}` as SentenceKey)}
      {code ? <span className="font-mono font-normal">{code}</span> : null}
    </Badge>
  )
}
