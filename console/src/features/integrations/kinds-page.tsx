import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { catalogueQuery } from '../../api/catalogue.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SearchField } from '../../ui/field.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

/** Every kind of integration that this server knows. */
export function KindsPage() {
  const say = useSay()
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const query = useQuery(catalogueQuery)
  return (
    <>
      <PageHead
        before={<Link to="/integrations">{say('nav.integrations')}</Link>}
        title={say('palette.new_integration')}
        about={say('integrations.choose_kind')}
      />
      <SearchField
        isPageSearch
        className="mb-3 max-w-80"
        label={say('common.search')}
        value={typed}
        onChange={setTyped}
        clearLabel={say('common.clear')}
      />
      <Loaded query={query}>
        {({ integrations }) => {
          const some = integrations.filter((kind) =>
            `${kind.title[language]} ${kind.summary[language]}`.toLowerCase().includes(typed.toLowerCase()),
          )
          if (some.length === 0) return <Empty icon="search" title={say('common.nothing_found')} />
          return (
            <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
              {some.map(({ kind, title, summary }) => (
                <li
                  key={kind}
                  className="flex flex-col gap-1 rounded-xl border border-line bg-surface p-4 hover:border-line-strong"
                >
                  <Link to="/integrations/new/$kind" params={{ kind }} className="text-lg font-semibold">
                    {title[language]}
                  </Link>
                  <span className="text-ink-soft">{summary[language]}</span>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </>
  )
}
