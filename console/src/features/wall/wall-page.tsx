import { useQuery } from '@tanstack/react-query'
import type { JsonObject } from '../../api/bindings.ts'
import { api } from '../../api/client.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'

interface Message {
  readonly delivery_id: string
  readonly at: string
  readonly integration: { readonly id: string; readonly name: string | null }
  readonly binding: { readonly id: string; readonly name: string | null }
  readonly looks_like: string
  readonly message: JsonObject
}

/** Each look has its own color at the edge; the words say the same. */
const edges: Readonly<Record<string, string>> = {
  telegram: 'border-l-info',
  discord: 'border-l-accent',
  slack: 'border-l-good',
  mail: 'border-l-warn',
}

/** Messages as they would look elsewhere, newest first. */
export function WallPage() {
  const say = useSay()
  const wall = useQuery({
    queryKey: ['wall'],
    queryFn: ({ signal }) => api.get<{ items: readonly Message[] }>('/wall', { query: { limit: 60 }, signal }),
    refetchInterval: 3000,
  })
  return (
    <>
      <PageHead title={say('nav.wall')} about={say('wall.about')} />
      <Loaded query={wall} rows={6} rowHeight={96}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              icon="wall"
              title={say('wall.empty')}
              actions={<ButtonLink to="/bindings/recipes">{say('palette.recipes')}</ButtonLink>}
            >
              {say('wall.empty_help')}
            </Empty>
          ) : (
            <ul className="grid gap-3 md:grid-cols-2 2xl:grid-cols-3">
              {items.map((message) => (
                <Bubble key={message.delivery_id} message={message} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  )
}

function Bubble({
  message: { delivery_id, at, integration, binding, looks_like, message },
}: {
  readonly message: Message
}) {
  const formats = useFormats()
  const subject = message['subject']
  const text = message['text'] ?? message['content'] ?? JSON.stringify(message, null, 2)
  return (
    <li
      className={`flex flex-col gap-1.5 rounded-xl border border-l-4 border-line bg-surface p-3 ${edges[looks_like] ?? ''}`}
    >
      <p className="flex flex-wrap justify-between gap-x-3 text-sm text-ink-soft">
        <span className="font-medium text-ink">{integration.name}</span>
        <span className="tabular-nums">{`${looks_like} · ${formats.clock(at)}`}</span>
      </p>
      {typeof subject === 'string' && <p className="font-semibold">{subject}</p>}
      <p className="whitespace-pre-wrap">{String(text)}</p>
      <p className="text-sm">
        <Link to="/journal/$id" params={{ id: delivery_id }}>
          {binding.name ?? delivery_id}
        </Link>
      </p>
    </li>
  )
}
