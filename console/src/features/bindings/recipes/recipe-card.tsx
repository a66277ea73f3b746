import type { Catalogue, Recipe } from '../../../api/catalogue.ts'
import type { Integration } from '../../../api/integrations.ts'
import { summarize } from '../../../parts/conditions/summary.ts'
import { useMay } from '../../../parts/me.tsx'
import { Badge } from '../../../ui/feedback.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { ButtonLink } from '../../../ui/link.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { kindOf } from './find-recipes.ts'

interface RecipeCardProps {
  readonly recipe: Recipe
  readonly catalogue: Catalogue
  readonly integrations: readonly Integration[]
  /** The integration that was chosen for all of the gallery. */
  readonly to: string | undefined
}

/** A ready-made rule: what fires it, the message as it would arrive, and where it would go. */
export function RecipeCard({ recipe, catalogue, integrations, to }: RecipeCardProps) {
  const say = useSay()
  const language = useLanguage()
  const mayTake = useMay('bindings:write')
  const type = catalogue.event_types.find(({ key }) => key === recipe.event_type)
  const meant = kindOf(recipe, catalogue)
  const kind = catalogue.integrations.find((one) => one.kind === meant)
  const target = integrations.find(({ id }) => id === to) ?? integrations.find((one) => one.kind === meant)
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded-xl border border-line bg-surface p-4 shadow-flat">
      <h2 className="text-base font-semibold">{recipe.title[language]}</h2>
      <p className="flex flex-wrap gap-1.5">
        <Badge>{type?.title[language] ?? recipe.event_type}</Badge>
        <Badge tone="info">{kind?.title[language] ?? say('recipes.other_systems')}</Badge>
      </p>
      <p className="text-sm text-ink-soft">{summarize(recipe.conditions, type?.parameters ?? [], language)}</p>
      <p className="flex-1 rounded-lg rounded-tl-none bg-sunken px-3 py-2 text-sm whitespace-pre-wrap">
        <span className="sr-only">{say('recipes.preview')} </span>
        {recipe.preview[language]}
      </p>
      {mayTake && (
        <p className="flex flex-wrap items-center gap-2">
          <ButtonLink
            size="small"
            to="/bindings/new"
            search={{ recipe: recipe.id, ...(target && { integration: target.id }) }}
          >
            {say('bindings.take')}
          </ButtonLink>
          {target ? (
            <span className="flex min-w-0 items-center gap-1 text-sm text-ink-soft">
              <Icon name="arrowRight" size={13} />
              {target.name}
            </span>
          ) : (
            kind && (
              <ButtonLink
                size="small"
                look="quiet"
                icon="plus"
                to="/integrations/new/$kind"
                params={{ kind: kind.kind }}
              >
                {say('recipes.add_kind', { kind: kind.title[language] })}
              </ButtonLink>
            )
          )}
        </p>
      )}
    </li>
  )
}
