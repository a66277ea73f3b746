import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JsonObject } from '../../../api/bindings.ts'
import type { EventType } from '../../../api/catalogue.ts'
import { type CallEvent, readEvent } from '../../../api/journal.ts'
import { latestMatchQuery, recentEventsQuery, type TriedBinding, type TriedEvent } from '../../../api/rule-building.ts'
import { readJsonObject } from '../../../parts/code/read-json.ts'
import { exampleFrom } from '../../../parts/variables/variables.ts'

export type EventKind = 'past' | 'sample' | 'pasted'

interface Choice {
  readonly kind: EventKind
  /** Of a past one; empty: the latest that fits. */
  readonly no: string
  readonly text: string
}

/** The event that a rule is tried with, and everything that follows from it. */
export interface ChosenEvent {
  readonly kind: EventKind
  /** The number of a past one; null while none is known. */
  readonly no: string | null
  readonly text: string
  readonly recent: readonly CallEvent[]
  readonly isTextWrong: boolean
  /** What the server is told; null: there is nothing to try with. */
  readonly tried: TriedEvent | null
  /** The same for a question that needs an event to be named, also where the sample is meant. */
  readonly named: TriedEvent | null
  readonly example: Readonly<Record<string, unknown>>
  readonly choose: (choice: Partial<Choice>) => void
}

/** Until somebody chooses, it is the latest event that the rule answers, else the latest of the type, else its sample. */
export function useChosenEvent(binding: TriedBinding, type: EventType | undefined, first: string | null): ChosenEvent {
  const [choice, set] = useState<Choice>({ kind: 'past', no: first ?? '', text: '' })
  const isOpen = choice.kind === 'past' && choice.no === ''
  const recent = useQuery({ ...recentEventsQuery(binding.event_type), enabled: type !== undefined })
  const items = recent.data?.items ?? []
  const match = useQuery({
    ...latestMatchQuery(binding),
    enabled: isOpen && type !== undefined,
    placeholderData: keepPreviousData,
  })
  const found = match.data ?? (match.isLoading ? null : (items[0]?.event_no ?? null))
  const no = choice.no !== '' ? choice.no : found === null ? null : String(found)
  const kind = isOpen && recent.isSuccess && items.length === 0 ? 'sample' : choice.kind
  const event = useQuery({
    queryKey: ['event', no],
    queryFn: ({ signal }) => readEvent(no!, signal),
    enabled: kind === 'past' && no !== null && /^\d+$/.test(no),
    retry: false,
  })
  const pasted = kind === 'pasted' ? eventIn(choice.text) : null
  const sample = { data: (type?.sample['data'] ?? {}) as JsonObject }
  const shared = {
    kind,
    no: kind === 'past' ? no : null,
    text: choice.text,
    recent: items,
    isTextWrong: kind === 'pasted' && choice.text.trim() !== '' && pasted === null,
    choose: (next: Partial<Choice>) => set((before) => ({ ...before, ...next })),
  }
  if (kind === 'sample') return { ...shared, tried: {}, named: { event: sample }, example: exampleFrom(sample) }
  if (kind === 'pasted') {
    const tried = pasted && { event: pasted }
    return { ...shared, tried, named: tried, example: pasted ? exampleFrom(pasted as { data: JsonObject }) : {} }
  }
  const tried = no === null ? null : { event_no: Number(no) }
  return { ...shared, tried, named: tried, example: event.data ? exampleFrom({ ...event.data }) : {} }
}

/** An event as it is sent in; what has no `data` is taken for the data itself. */
function eventIn(text: string): JsonObject | null {
  const { value } = readJsonObject(text)
  if (value === undefined) return null
  const object = value as JsonObject
  const hasData = typeof object['data'] === 'object' && object['data'] !== null && !Array.isArray(object['data'])
  return hasData ? object : { data: object }
}
