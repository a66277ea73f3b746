import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { bindingsQuery } from '../../api/bindings.ts'
import { catalogueQuery } from '../../api/catalogue.ts'
import { integrationsQuery } from '../../api/integrations.ts'
import type { FilterName, JournalFilter } from '../../api/journal.ts'
import type { FilterPart } from '../../parts/filter-chips.tsx'
import { useFormats } from '../../parts/formats.ts'
import { periodWords } from '../../parts/period-words.ts'
import { type Say, type SentenceKey, useLanguage, useSay } from '../../words/words.tsx'

export const statusChoices = ['delivered', 'failed', 'pending,retrying', 'skipped', 'canceled'] as const
export const periods = ['15m', '1h', '4h', '24h', '7d', '30d'] as const
export const codeChoices = ['2xx', '3xx', '4xx', '5xx', 'none'] as const
export const outcomeChoices = [
  'ok',
  'accepted',
  'partial',
  'retry',
  'rate',
  'ambiguous',
  'permanent',
  'auth',
  'gone',
] as const
export const triggerChoices = ['auto', 'manual', 'bulk', 'test'] as const

const fields: Readonly<Record<FilterName, SentenceKey>> = {
  q: 'filter.q',
  period: 'filter.period',
  from: 'filter.from',
  to: 'filter.to',
  status: 'journal.status',
  event_type: 'journal.type',
  integration_id: 'journal.integration',
  binding_id: 'journal.binding',
  name: 'filter.name',
  code: 'filter.code',
  outcome: 'filter.outcome',
  min_attempts: 'filter.min_attempts',
  max_attempts: 'filter.max_attempts',
  min_duration_ms: 'filter.min_duration',
  trigger: 'filter.trigger',
  unanswered: 'filter.unanswered',
  retry_job: 'filter.retry_job',
  number: 'filter.number',
}

/** Says a filter part by part, with names in place of ids. `namesBindings`: the filter may name one, so all are asked for. */
export function useFilterWords(namesBindings = true): (filter: JournalFilter) => FilterPart<FilterName>[] {
  const say = useSay()
  const formats = useFormats()
  const typeName = useTypeNames()
  const { data: bindings } = useQuery({ ...bindingsQuery, enabled: namesBindings })
  const { data: integrations } = useQuery(integrationsQuery)
  const nameIn = (items: readonly { id: string; name: string }[] | undefined, id: string) =>
    items?.find((one) => one.id === id)?.name ?? id
  const values: Partial<Record<FilterName, (value: string) => string>> = {
    period: (value) => periodWords(value, say),
    from: (value) => (Number.isNaN(Date.parse(value)) ? value : formats.moment(value)),
    to: (value) => (Number.isNaN(Date.parse(value)) ? value : formats.moment(value)),
    status: (value) => statusWords(value, say),
    event_type: typeName,
    integration_id: (value) => nameIn(integrations?.items, value),
    binding_id: (value) => nameIn(bindings?.items, value),
    code: (value) => value.replaceAll('none', say('filter.code_none')),
    outcome: (value) => eachWord(value, (one) => say(`outcome.${one}` as SentenceKey)),
    min_duration_ms: (value) => formats.duration(Number(value)),
    trigger: (value) => eachWord(value, (one) => say(`trigger.${one}` as SentenceKey)),
    unanswered: () => say('common.yes'),
    number: (value) => `№ ${value}`,
  }
  return (filter) =>
    (Object.entries(filter) as [FilterName, string][])
      .filter(([name]) => fields[name] !== undefined)
      .map(([name, value]) => ({ name, field: say(fields[name]), value: values[name]?.(value) ?? value }))
}

export function statusWords(value: string, say: Say): string {
  if (value === 'pending,retrying') return say('status.in_progress')
  return eachWord(value, (one) => say(`status.${one}` as SentenceKey))
}

function eachWord(value: string, word: (one: string) => string): string {
  return value.split(',').map(word).join(', ')
}

/** Titles of event types in the language of the page. */
export function useTypeNames(): (key: string) => string {
  const language = useLanguage()
  const { data } = useQuery(catalogueQuery)
  return useMemo(() => {
    const titles = new Map(data?.event_types.map(({ key, title }) => [key, title[language]]))
    return (key) => titles.get(key) ?? key
  }, [data, language])
}
