import type { Catalogue, Recipe } from '../../../api/catalogue.ts'
import type { Language } from '../../../words/words.tsx'

/** What the gallery is narrowed to, and where a recipe that is taken shall send; all of it stands in the address. */
export interface RecipeFilter {
  readonly text?: string
  readonly type?: string
  readonly kind?: string
  readonly to?: string
}

/** Stands for all destinations that this server has no kind for: they become a webhook or the wall. */
export const otherSystems = 'other'

/** Recipes that all filters fit: the text is looked for in the title and in the message. */
export function findRecipes(catalogue: Catalogue, filter: RecipeFilter, language: Language): readonly Recipe[] {
  const words = plain(filter.text ?? '')
    .split(/\s+/)
    .filter(Boolean)
  return catalogue.recipes.filter(
    (recipe) =>
      (!filter.type || recipe.event_type === filter.type) &&
      (!filter.kind || kindOf(recipe, catalogue) === filter.kind) &&
      words.every((word) => plain(`${recipe.title[language]} ${recipe.text[language]}`).includes(word)),
  )
}

/** The kinds that recipes are meant for, with their titles; the other systems last, without one. */
export function kindsMeant(
  catalogue: Catalogue,
  language: Language,
): readonly { readonly kind: string; readonly title: string | null }[] {
  const meant = new Set(catalogue.recipes.map((recipe) => kindOf(recipe, catalogue)))
  const known = catalogue.integrations
    .filter(({ kind }) => meant.has(kind))
    .map(({ kind, title }) => ({ kind, title: title[language] }))
  return meant.has(otherSystems) ? [...known, { kind: otherSystems, title: null }] : known
}

export function kindOf({ destination }: Recipe, { integrations }: Catalogue): string {
  return integrations.some(({ kind }) => kind === destination.kind) ? destination.kind : otherSystems
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}
