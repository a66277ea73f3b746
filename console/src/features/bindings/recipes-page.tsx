import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { catalogueQuery } from '../../api/catalogue.ts'
import { summarize } from '../../parts/conditions/summary.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SearchField } from '../../ui/field.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'

/** Ready-made rules: take one, choose where it sends, save. */
export function RecipesPage() {
  const say = useSay()
  const language = useLanguage()
  const [typed, setTyped] = useState('')
  const query = useQuery(catalogueQuery)
  return (
    <>
      <PageHead
        before={<Link to="/bindings">{say('nav.bindings')}</Link>}
        title={say('bindings.recipes')}
        about={say('bindings.recipes_help')}
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
        {({ recipes, event_types }) => {
          const some = recipes.filter(({ title }) => title[language].toLowerCase().includes(typed.toLowerCase()))
          if (some.length === 0) return <Empty icon="search" title={say('common.nothing_found')} />
          return (
            <ul className="grid gap-3 md:grid-cols-2 2xl:grid-cols-3">
              {some.map((recipe) => {
                const type = event_types.find(({ key }) => key === recipe.event_type)
                return (
                  <li key={recipe.id} className="flex flex-col gap-2 rounded-xl border border-line bg-surface p-4">
                    <h2 className="text-base font-semibold">{recipe.title[language]}</h2>
                    <p className="text-sm text-ink-soft">{`${type?.title[language] ?? recipe.event_type}. ${summarize(recipe.conditions, type?.parameters ?? [], language)}`}</p>
                    <p className="flex-1 rounded-md bg-sunken p-2 text-sm whitespace-pre-wrap">
                      {recipe.text[language]}
                    </p>
                    <span>
                      <ButtonLink size="small" to="/bindings/new" search={{ recipe: recipe.id }}>
                        {say('bindings.take')}
                      </ButtonLink>
                    </span>
                  </li>
                )
              })}
            </ul>
          )
        }}
      </Loaded>
    </>
  )
}
