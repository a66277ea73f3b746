import type { Binding, BindingActivity, Condition, Json } from '../../../api/bindings.ts'
import type { Catalogue } from '../../../api/catalogue.ts'
import type { Integration } from '../../../api/integrations.ts'
import type { Language } from '../../../words/words.tsx'

export const bindingStates = ['on', 'off', 'failing', 'silent'] as const
export type BindingState = (typeof bindingStates)[number]

/** The filters of the list, as they stand in the address. */
export interface ListFilter {
  readonly text?: string
  readonly type?: string
  readonly integration?: string
  readonly state?: string
}

interface Surroundings {
  readonly integrations: readonly Integration[]
  readonly catalogue: Catalogue | undefined
  readonly activity: ReadonlyMap<string, BindingActivity>
  readonly language: Language
}

/** Those that all given filters fit. The text is looked for in the name, in the integration's name and in the fields used. */
export function findBindings(bindings: readonly Binding[], filter: ListFilter, around: Surroundings): Binding[] {
  const words = plain(filter.text ?? '')
    .split(/\s+/)
    .filter(Boolean)
  return bindings.filter(
    (binding) =>
      (!filter.type || binding.event_type === filter.type) &&
      (!filter.integration || binding.integration_id === filter.integration) &&
      (!filter.state || isIn(filter.state, binding, around.activity.get(binding.id))) &&
      (words.length === 0 || hasWords(words, binding, around)),
  )
}

function isIn(state: string, { enabled }: Binding, activity: BindingActivity | undefined): boolean {
  switch (state) {
    case 'on':
      return enabled
    case 'off':
      return !enabled
    case 'failing':
      return (activity?.failed ?? 0) > 0
    case 'silent':
      return activity?.silent === true
    default:
      return true
  }
}

function hasWords(words: readonly string[], binding: Binding, { integrations, catalogue, language }: Surroundings) {
  const type = catalogue?.event_types.find(({ key }) => key === binding.event_type)
  const fields = fieldsOf(binding)
  const labels = (type?.parameters ?? []).filter(({ name }) => fields.has(name)).map(({ label }) => label[language])
  const text = plain(
    [binding.name, integrations.find(({ id }) => id === binding.integration_id)?.name ?? '', ...fields, ...labels].join(
      ' ',
    ),
  )
  return words.every((word) => text.includes(word))
}

/** The fields of the event that a rule asks about or puts into its message. */
export function fieldsOf({ conditions, parameters }: Pick<Binding, 'conditions' | 'parameters'>): ReadonlySet<string> {
  const fields = new Set<string>()
  if (conditions) addConditions(conditions, fields)
  addVariables(parameters, fields)
  return fields
}

function addConditions(condition: Condition, fields: Set<string>): void {
  if ('param' in condition) fields.add(condition.param)
  else if ('not' in condition) addConditions(condition.not, fields)
  else for (const one of 'all' in condition ? condition.all : condition.any) addConditions(one, fields)
}

function addVariables(value: Json, fields: Set<string>): void {
  if (typeof value === 'string')
    for (const [, name] of value.matchAll(/\{[{%][^}]*?([a-z_][a-z0-9_.]*)/gi)) fields.add(name!.replace(/\..*/, ''))
  else if (Array.isArray(value)) for (const one of value) addVariables(one as Json, fields)
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) addVariables(one as Json, fields)
}

/** Whatever the case; ё and е are the same. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}
