import { useFormats } from '../../parts/formats.ts'
import { Link } from '../../ui/link.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { Frame } from './frames.tsx'
import { type Message, othersIn, plainLook } from './message.ts'

/** One message, with where it came from and the way to its delivery. */
export function WallMessage({ message }: { readonly message: Message }) {
  const say = useSay()
  const language = useLanguage()
  const { ago } = useFormats()
  const look = message.look ?? plainLook
  const others = othersIn(message.message)
  return (
    <li className="mb-3 flex break-inside-avoid flex-col gap-2.5 rounded-xl border border-line bg-surface p-3 shadow-flat">
      <p className="flex items-center gap-2 text-sm text-ink-soft">
        <span aria-hidden="true" className="size-2 shrink-0 rounded-full" style={{ backgroundColor: look.color }} />
        <span>{look.title[language]}</span>
        <span className="flex-1" />
        <span className="tabular-nums">{ago(message.at)}</span>
      </p>
      <Frame message={message} look={look} />
      {others.length > 0 && (
        <details className="text-sm">
          <summary className="cursor-pointer text-ink-soft">{say('wall.more')}</summary>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 font-mono text-xs">
            {others.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-ink-soft">{name}</dt>
                <dd className="min-w-0">{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <p className="flex flex-wrap justify-between gap-x-3 border-t border-line pt-2 text-sm">
        <Link to="/bindings/$id" params={{ id: message.binding.id }}>
          {message.binding.name ?? message.binding.id}
        </Link>
        <Link to="/journal/$id" params={{ id: message.delivery_id }}>
          {say('wall.delivery')}
        </Link>
      </p>
    </li>
  )
}
