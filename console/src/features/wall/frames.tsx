import type { ReactNode } from 'react'
import { useFormats } from '../../parts/formats.ts'
import { Icon } from '../../ui/icon.tsx'
import { useSay } from '../../words/words.tsx'
import { Cards } from './cards.tsx'
import { Formatted } from './formatted.tsx'
import { type Look, type Message, objectsIn, textIn } from './message.ts'

interface FrameProps {
  readonly message: Message
  readonly look: Look
}

/** A message in what it would be drawn in where it goes. */
export function Frame({ message, look }: FrameProps) {
  if (look.frame === 'letter') return <Letter message={message} look={look} />
  if (look.frame === 'post') return <Post message={message} look={look} />
  return <Bubble message={message} look={look} />
}

/** Of a chat between people: a bubble with its time in the corner. */
function Bubble({ message: { message, at, integration }, look }: FrameProps) {
  const { shortClock } = useTimes()
  const title = textIn(message, 'title', 'subject')
  return (
    <div className="flex items-end gap-2">
      <Avatar name={textIn(message, 'username') || (integration.name ?? '')} color={look.color} isRound />
      <div className="relative max-w-full min-w-0 rounded-2xl rounded-bl-sm bg-sunken px-3 pt-2 pb-1.5">
        <p className="text-sm font-semibold" style={{ color: `color-mix(in oklab, ${look.color} 45%, var(--ink))` }}>
          {textIn(message, 'username') || integration.name}
        </p>
        {title && <p className="font-semibold">{title}</p>}
        <Formatted text={textIn(message, 'text', 'content')} markup={look.markup} />
        <Cards message={message} markup={look.markup} />
        <p className="mt-0.5 text-right text-xs text-ink-soft tabular-nums">{shortClock(at)}</p>
      </div>
    </div>
  )
}

/** In a channel: who wrote it stands before the text, cards and blocks below it. */
function Post({ message: { message, at, integration }, look }: FrameProps) {
  const say = useSay()
  const { shortClock } = useTimes()
  const sender = textIn(message, 'username') || (integration.name ?? '')
  const title = textIn(message, 'title', 'subject')
  return (
    <div className="flex items-start gap-2.5">
      <Avatar name={sender} color={look.color} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-1.5">
          <span className="font-semibold">{sender}</span>
          <span className="rounded bg-sunken px-1 text-xs text-ink-soft">{say('wall.app')}</span>
          <span className="text-xs text-ink-soft tabular-nums">{shortClock(at)}</span>
        </p>
        {title && <p className="font-semibold">{title}</p>}
        <Formatted text={textIn(message, 'content', 'text')} markup={look.markup} />
        <Cards message={message} markup={look.markup} />
      </div>
    </div>
  )
}

/** A letter: subject, who it is from and to, the text, what is attached. */
function Letter({ message: { message, at, integration }, look }: FrameProps) {
  const say = useSay()
  const formats = useFormats()
  const html = textIn(message, 'html')
  const headers = [
    [say('wall.from'), integration.name ?? ''],
    [say('wall.to'), textIn(message, 'to')],
    [say('wall.cc'), textIn(message, 'cc')],
  ].filter(([, value]) => value !== '')
  const attachments = objectsIn(message, 'attachments')
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <div className="border-b border-line bg-sunken px-3 py-2">
        <p className="text-base font-semibold">{textIn(message, 'subject', 'title') || say('wall.no_subject')}</p>
        <dl className="text-sm">
          {headers.map(([name, value]) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-ink-soft">{`${name}:`}</dt>
              <dd className="min-w-0">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="text-xs text-ink-soft tabular-nums">{formats.moment(at)}</p>
      </div>
      <div className="px-3 py-2.5">
        <Formatted text={html || textIn(message, 'text', 'content')} markup={html ? 'html' : look.markup} />
        {attachments.length > 0 && (
          <ul aria-label={say('wall.attachments')} className="mt-2 flex flex-wrap gap-1.5">
            {attachments.map((file, at) => (
              <li key={at} className="inline-flex items-center gap-1 rounded-md border border-line px-2 py-1 text-sm">
                <Icon name="clip" size={14} className="text-ink-soft" />
                {textIn(file, 'filename', 'file_id', 'url')}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function Avatar({
  name,
  color,
  isRound = false,
}: {
  readonly name: string
  readonly color: string
  readonly isRound?: boolean
}): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={`grid size-9 shrink-0 place-items-center text-base font-semibold text-white ${isRound ? 'rounded-full' : 'rounded-lg'}`}
      style={{ backgroundColor: `color-mix(in oklab, ${color} 80%, #101828)` }}
    >
      {[...name.trim()][0]?.toUpperCase() ?? '·'}
    </span>
  )
}

/** `10:42`, as chats show it. */
function useTimes() {
  const { clock } = useFormats()
  return { shortClock: (at: string) => clock(at).slice(0, 5) }
}
