import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { catalogueQuery } from '../../api/catalogue.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SearchField } from '../../ui/field.tsx'
import { PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { Select } from '../../ui/select.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { findRecipes, kindsMeant, type RecipeFilter } from './recipes/find-recipes.ts'
import { RecipeCard } from './recipes/recipe-card.tsx'

/** Ready-made rules: find one, say where it shall send, take it. */
export function RecipesPage() {
  const say = useSay()
  const language = useLanguage()
  const navigate = useNavigate()
  const filter = useSearch({ strict: false }) as RecipeFilter
  const mayTake = useMay('bindings:write')
  const catalogue = useQuery(catalogueQuery)
  const integrations = useQuery(integrationsQuery)
  const change = (part: RecipeFilter) =>
    void navigate({ to: '/bindings/recipes', search: { ...filter, ...part }, replace: true })
  const look = 'w-full sm:w-56'
  return (
    <>
      <PageHead
        before={<Link to="/bindings">{say('nav.bindings')}</Link>}
        title={say('bindings.recipes')}
        about={say('bindings.recipes_help')}
        actions={
          mayTake && (
            <ButtonLink icon="plus" to="/integrations/new">
              {say('recipes.new_integration')}
            </ButtonLink>
          )
        }
      />
      <Loaded query={catalogue}>
        {(known) => {
          const some = findRecipes(known, filter, language)
          return (
            <>
              <div className="mb-3 flex flex-wrap items-end gap-2">
                <SearchField
                  isPageSearch
                  className="w-full sm:w-64"
                  label={say('common.search')}
                  value={filter.text ?? ''}
                  onChange={(text) => change({ text })}
                  clearLabel={say('common.clear')}
                />
                <Select
                  hideLabel
                  label={say('journal.type')}
                  className={look}
                  value={filter.type ?? ''}
                  options={[
                    { value: '', label: say('bindings.every_type') },
                    ...known.event_types.map(({ key, title }) => ({ value: key, label: title[language] })),
                  ]}
                  onChange={(type) => change({ type })}
                />
                <Select
                  hideLabel
                  label={say('recipes.meant_for')}
                  className={look}
                  value={filter.kind ?? ''}
                  options={[
                    { value: '', label: say('recipes.every_kind') },
                    ...kindsMeant(known, language).map(({ kind, title }) => ({
                      value: kind,
                      label: title ?? say('recipes.other_systems'),
                    })),
                  ]}
                  onChange={(kind) => change({ kind })}
                />
                {mayTake && (
                  <Select
                    hideLabel
                    label={say('recipes.send_to')}
                    className={look}
                    value={filter.to ?? ''}
                    options={[
                      { value: '', label: say('recipes.to_fitting') },
                      ...(integrations.data?.items ?? []).map(({ id, name }) => ({
                        value: id,
                        label: say('recipes.to', { name }),
                      })),
                    ]}
                    onChange={(to) => change({ to })}
                  />
                )}
                <span role="status" className="pb-1.5 text-sm text-ink-soft">
                  {say('recipes.count', { count: some.length })}
                </span>
              </div>
              {some.length === 0 ? (
                <Empty
                  icon="search"
                  title={say('common.nothing_found')}
                  actions={<ButtonLink to="/bindings/recipes">{say('common.clear_filters')}</ButtonLink>}
                />
              ) : (
                <ul className="grid gap-3 md:grid-cols-2 2xl:grid-cols-3">
                  {some.map((recipe) => (
                    <RecipeCard
                      key={recipe.id}
                      recipe={recipe}
                      catalogue={known}
                      integrations={integrations.data?.items ?? []}
                      to={filter.to}
                    />
                  ))}
                </ul>
              )}
            </>
          )
        }}
      </Loaded>
    </>
  )
}
