import type { Binding, BindingForm, Condition, JsonObject } from '../../../api/bindings.ts'
import type { Catalogue } from '../../../api/catalogue.ts'
import type { Integration } from '../../../api/integrations.ts'
import { readJsonObject } from '../../../parts/code/read-json.ts'
import type { Language } from '../../../words/words.tsx'

/**
 * What a person edits: one document, seen as a form or as JSON. `text` is the JSON of the parameters as it was typed, kept
 * while it says the same as the form, or while it cannot be read; null: nobody typed any.
 */
export interface Draft {
  readonly form: BindingForm
  readonly text: string | null
}

export function formOf(binding: Binding | BindingForm): BindingForm {
  const { name, enabled, event_type, integration_id, conditions, parameters, options } = binding
  return { name, enabled, event_type, integration_id, conditions, parameters, options }
}

export function draftOf(form: BindingForm): Draft {
  return { form, text: null }
}

/** The parameters as JSON text. */
export function jsonOf({ form, text }: Draft): string {
  return text ?? JSON.stringify(form.parameters, null, 2)
}

/** The draft after its JSON was typed: the form follows as soon as it can be read. */
export function withJson(draft: Draft, text: string): Draft {
  const { value } = readJsonObject(text)
  if (value === undefined) return { ...draft, text }
  return { form: { ...draft.form, parameters: value as JsonObject }, text }
}

/** The draft after its form was changed: JSON that was typed stays only while the parameters stay. */
export function withForm(draft: Draft, part: Partial<BindingForm>): Draft {
  return { form: { ...draft.form, ...part }, text: part.parameters ? null : draft.text }
}

/** True while the JSON that was typed cannot be read. */
export function isBroken({ text }: Draft): boolean {
  return text !== null && readJsonObject(text).value === undefined
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

/** The order of keys says nothing: the server may tell them in another one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]))
}

interface Start {
  readonly recipe: string | undefined
  /** Where it shall send. */
  readonly integration: string | undefined
  /** Of the event that somebody wants a binding for. */
  readonly eventType: string | undefined
  readonly language: Language
}

/** A new binding: from a recipe, for an event, or from nothing. */
export function newForm(
  catalogue: Catalogue,
  integrations: readonly Integration[],
  { recipe: recipeId, integration: integrationId, eventType, language }: Start,
): BindingForm {
  const recipe = catalogue.recipes.find(({ id }) => id === recipeId)
  const wanted = recipe?.event_type ?? eventType
  const type = catalogue.event_types.find(({ key }) => key === wanted)
  const fitting = integrations.find(({ kind }) => kind === recipe?.destination.kind)
  const chosen = integrations.find(({ id }) => id === integrationId)
  const integration = chosen ?? fitting ?? (integrations.length === 1 || recipe ? integrations[0] : undefined)
  const kind = catalogue.integrations.find((one) => one.kind === integration?.kind)
  const main = kind?.parameters.find(({ required, type: of }) => required && of === 'long_text') ?? kind?.parameters[0]
  const others =
    integration && integration.kind === recipe?.destination.kind ? (recipe?.destination.parameters ?? {}) : {}
  return {
    name: recipe?.title[language] ?? '',
    enabled: true,
    event_type: type?.key ?? '',
    integration_id: integration?.id ?? '',
    conditions: recipe ? recipe.conditions : ((type?.starting_conditions ?? null) as Condition | null),
    parameters: recipe ? { ...others, [main?.name ?? 'text']: recipe.text[language] } : {},
    options: recipe?.options ?? {},
  }
}
