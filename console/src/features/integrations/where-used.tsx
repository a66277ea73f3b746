import { useQuery } from '@tanstack/react-query'
import type { Binding } from '../../api/bindings.ts'
import { catalogueQuery } from '../../api/catalogue.ts'
import { integrationUsersQuery } from '../../api/integrations.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Badge, Empty } from '../../ui/feedback.tsx'
import { Card } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

/** Every binding that sends through an integration. */
export function WhereUsed({ id }: { readonly id: string }) {
  const say = useSay()
  const query = useQuery(integrationUsersQuery(id))
  return (
    <Card flush>
      <Loaded query={query} rows={3}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              icon="bindings"
              title={say('integrations.unused')}
              actions={<ButtonLink to="/bindings/recipes">{say('palette.recipes')}</ButtonLink>}
            >
              {say('integrations.unused_help')}
            </Empty>
          ) : (
            <BindingList items={items} isRoomy />
          )
        }
      </Loaded>
    </Card>
  )
}

export function BindingList({
  items,
  isRoomy = false,
}: {
  readonly items: readonly Binding[]
  readonly isRoomy?: boolean
}) {
  const say = useSay()
  const language = useLanguage()
  const { data: catalogue } = useQuery(catalogueQuery)
  const titleOf = (key: string) => catalogue?.event_types.find((one) => one.key === key)?.title[language] ?? key
  return (
    <ul
      className={
        isRoomy ? 'divide-y divide-line' : 'max-h-48 divide-y divide-line overflow-y-auto rounded-md border border-line'
      }
    >
      {items.map(({ id, name, event_type, enabled }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2">
          <Link to="/bindings/$id" params={{ id }} className="min-w-0 flex-1 font-medium">
            {name}
          </Link>
          <span className="text-sm text-ink-soft">{titleOf(event_type)}</span>
          {!enabled && <Badge icon="ban">{say('common.off')}</Badge>}
        </li>
      ))}
    </ul>
  )
}
