import type { Catalogue } from '../core/catalogue.ts'
import type { Clock } from '../core/clock.ts'
import type { Company } from '../core/company.ts'
import type { Recipe } from '../core/event-type.ts'
import { maskValues } from '../core/mask.ts'
import { scopeOf } from '../core/scope.ts'
import { secVariables } from '../core/sec-variables.ts'
import type { Language, Sentence } from '../core/sentence.ts'
import { compileTemplate } from '../core/template.ts'
import { sampleEvent } from './try-out.ts'

interface PreviewTools {
  readonly catalogue: Catalogue
  readonly company: Company
  readonly clock: Clock
}

/** A recipe's message as a chat would get it, in both languages, about the sample of its event type. */
export function previewRecipe(recipe: Recipe, tools: PreviewTools): Sentence {
  return { en: textIn('en', recipe, tools), ru: textIn('ru', recipe, tools) }
}

function textIn(language: Language, recipe: Recipe, { catalogue, company, clock }: PreviewTools): string {
  const event = sampleEvent(recipe.event_type, { catalogue, clock })
  const context = {
    timeZone: company.timeZone,
    language,
    companyName: company.name,
    bindingName: recipe.title[language],
    eventUrl: '',
  }
  const values = maskValues(scopeOf(event, context), catalogue.parametersOf(recipe.event_type))
  // What is looked up at sending has nobody to be looked up for here: its label stands in its place.
  const sec = Object.fromEntries(secVariables.map(({ name, label }) => [name, `‹${label[language]}›`]))
  const template = compileTemplate({ text: recipe.text[language] })
  const { value } = template.render({ ...values, sec, events: [values], count: 1 }, () => 'none')
  return String((value as { text?: unknown }).text ?? '')
}
