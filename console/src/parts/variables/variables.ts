import type { JsonObject } from '../../api/bindings.ts'
import type { Catalogue, EventType, Sentence } from '../../api/catalogue.ts'
import type { Suggestion } from '../../ui/suggest-field.tsx'
import type { Language } from '../../words/words.tsx'

/** A name that a message may use between `{{` and `}}`. */
export interface Variable {
  readonly name: string
  readonly label: Sentence
  readonly type: string
  /** What it holds in the event at hand; undefined when it is missing there or nobody can know before sending. */
  readonly value: unknown
  readonly group: 'event' | 'envelope' | 'directory'
}

/** Every variable of an event type, with its values in the event at hand. */
export function variablesOf(
  type: EventType | undefined,
  catalogue: Catalogue,
  example: Readonly<Record<string, unknown>>,
): readonly Variable[] {
  const own = (type?.parameters ?? []).map(
    ({ name, label, type: kind, envelope }): Variable => ({
      name,
      label,
      type: kind,
      value: example[name],
      group: envelope ? 'envelope' : 'event',
    }),
  )
  const known = new Set(own.map(({ name }) => name))
  const undescribed = Object.entries(example)
    .filter(([name]) => !known.has(name) && /^[\p{L}_][\p{L}\d_]*$/u.test(name) && name !== 'is_test')
    .map(([name, value]): Variable => ({ name, label: { en: '', ru: '' }, type: typeof value, value, group: 'event' }))
  const directory = catalogue.sec_variables.map(
    ({ name, label, type: kind }): Variable => ({
      name,
      label: label ?? { en: '', ru: '' },
      type: String(kind ?? 'string'),
      value: undefined,
      group: 'directory',
    }),
  )
  return [...own, ...undescribed, ...directory]
}

/** Those whose name or label has all these words; what begins with the text comes first. */
export function findVariables(variables: readonly Variable[], text: string, language: Language): readonly Variable[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return variables
  const found = variables.filter(({ name, label }) => `${name} ${label[language]}`.toLowerCase().includes(wanted))
  const begins = ({ name }: Variable) => name.toLowerCase().startsWith(wanted)
  return [...found.filter(begins), ...found.filter((one) => !begins(one))]
}

/** The name that is being written at the caret, between `{{` and what follows; null when none is. */
export function nameAtCaret(text: string, caret: number): { readonly from: number; readonly name: string } | null {
  const found = /\{\{-?\s*([\p{L}\w.]*)$/u.exec(text.slice(0, caret))
  return found ? { from: caret - found[1]!.length, name: found[1]! } : null
}

/** What completes the name at the caret; the braces are closed when they are not yet. */
export function suggestAt(
  text: string,
  caret: number,
  variables: readonly Variable[],
  language: Language,
): readonly Suggestion[] {
  const written = nameAtCaret(text, caret)
  if (!written) return []
  const rest = text.slice(caret)
  const tail = /^[\p{L}\w.]*/u.exec(rest)![0]
  const isClosed = /^\s*(?:\}\}|\||-\}\})/.test(rest.slice(tail.length))
  const found = findVariables(variables, written.name, language)
  if (isClosed && found.some(({ name }) => name === written.name + tail)) return []
  return found.slice(0, 50).map((variable) => {
    const put = `${variable.name}${isClosed ? '' : '}}'}`
    return {
      key: variable.name,
      label: variable.name,
      note: variable.label[language],
      example: exampleOf(variable.value),
      text: text.slice(0, written.from) + put + rest.slice(tail.length),
      caret: written.from + put.length,
    }
  })
}

/** A value as a short example; nothing for one that is not there. */
export function exampleOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The names that a text uses, each once. */
export function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{-?\s*([\p{L}_][\p{L}\w.]*)/gu)].map(([, name]) => name!))]
}

/** The text with another name in place of a mistyped one, wherever it stands between braces. */
export function renamed(text: string, from: string, to: string): string {
  const parts = text.split(/(\{\{.*?\}\}|\{%.*?%\})/gs)
  const whole = new RegExp(`(?<![\\p{L}\\w.])${from.replace(/[^\p{L}\w]/gu, '\\$&')}(?![\\p{L}\\w.])`, 'gu')
  return parts.map((part, at) => (at % 2 === 1 ? part.replace(whole, () => to) : part)).join('')
}

/** The event at hand as the variables see it: what it holds, and what stands on it. */
export function exampleFrom(event: {
  readonly data: JsonObject
  readonly [more: string]: unknown
}): Readonly<Record<string, unknown>> {
  const { data, deliveries: _deliveries, bindings: _bindings, ...envelope } = event
  return { ...data, ...envelope }
}
