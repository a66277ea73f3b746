import type { ReactNode } from 'react'
import type { Attempt, Story } from '../../api/journal.ts'
import { useFormats } from '../../parts/formats.ts'
import { classes } from '../../ui/classes.ts'
import { Badge, type Tone } from '../../ui/feedback.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { type SentenceKey, useSay } from '../../words/words.tsx'
import { reasonWords } from './reasons.ts'

/** From the moment it arrived to the last answer, and what comes next. */
export function Timeline({ story }: { readonly story: Story }) {
  const say = useSay()
  const formats = useFormats()
  const { event, attempts } = story
  const isWaiting = story.next_attempt_at !== null
  const at = (time: string) => <span className="text-ink-soft tabular-nums">{formats.exact(time)}</span>
  return (
    <ol className="flex flex-col">
      <Step icon="bolt" tone="info">
        {at(event?.received_at ?? story.created_at)} {say('delivery.received')}
        {event && (
          <span className="text-sm text-ink-soft">{say('delivery.from_source', { source: event.source })}</span>
        )}
      </Step>
      <Step icon="check" tone="good">
        {at(story.created_at)} {say(story.conditions ? 'delivery.conditions_held' : 'delivery.no_conditions')}
      </Step>
      {story.status === 'skipped' && story.reason && (
        <Step icon="skip" tone="neutral">
          {story.finished_at && at(story.finished_at)} {reasonWords(story.reason, say)}
        </Step>
      )}
      {attempts.map((attempt, index) => (
        <Try key={attempt.no} attempt={attempt} isLast={index === attempts.length - 1 && !isWaiting} />
      ))}
      {story.status === 'canceled' && story.finished_at && (
        <Step icon="ban" tone="neutral" isLast>
          {at(story.finished_at)} {story.reason ? reasonWords(story.reason, say) : say('status.canceled')}
        </Step>
      )}
      {story.next_attempt_at && (
        <Step icon="clock" tone="neutral" isLast isAhead>
          {at(story.next_attempt_at)}{' '}
          {say(attempts.length > 0 ? 'delivery.next' : 'delivery.first', { when: formats.ago(story.next_attempt_at) })}
        </Step>
      )}
    </ol>
  )
}

function Try({ attempt, isLast }: { readonly attempt: Attempt; readonly isLast: boolean }) {
  const say = useSay()
  const formats = useFormats()
  const isGood = attempt.outcome === 'ok' || attempt.outcome === 'accepted'
  return (
    <Step icon={isGood ? 'check' : 'close'} tone={isGood ? 'good' : 'bad'} isLast={isLast}>
      <span className="text-ink-soft tabular-nums">{formats.exact(attempt.at)}</span>{' '}
      {say('delivery.attempt', { no: attempt.no })}
      <Badge tone={isGood ? 'good' : 'bad'}>
        {say(`outcome.${attempt.outcome}` as SentenceKey)}
        {attempt.status_code && <span className="font-mono font-normal">{attempt.status_code}</span>}
      </Badge>
      <span className="text-sm text-ink-soft">
        {[formats.duration(attempt.duration_ms), say(`trigger.${attempt.trigger}` as SentenceKey)].join(' · ')}
      </span>
      {attempt.error && <span className="w-full text-sm text-bad">{reasonWords(attempt.error, say)}</span>}
    </Step>
  )
}

const tones: Readonly<Record<Tone, string>> = {
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
  info: 'bg-info-soft text-info',
  neutral: 'bg-sunken text-ink-soft',
}

function Step({
  icon,
  tone,
  isLast = false,
  isAhead = false,
  children,
}: {
  readonly icon: IconName
  readonly tone: Tone
  readonly isLast?: boolean
  /** It has not happened yet. */
  readonly isAhead?: boolean
  readonly children: ReactNode
}) {
  return (
    <li className="relative flex gap-3 pb-3">
      {!isLast && <span aria-hidden="true" className="absolute top-6 bottom-0 left-[11px] w-px bg-line" />}
      <span
        className={classes(
          'grid size-6 shrink-0 place-items-center rounded-full',
          isAhead ? 'border border-dashed border-line-strong text-ink-soft' : tones[tone],
        )}
      >
        <Icon name={icon} size={13} />
      </span>
      <span
        className={classes('flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5 pt-0.5', isAhead && 'text-ink-soft')}
      >
        {children}
      </span>
    </li>
  )
}
