import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { BindingForm, JsonObject, Leaf } from './bindings.ts'
import { api, type FieldFault } from './client.ts'
import type { CallEvent, Judged } from './journal.ts'

/** A rule as it stands in the form; with the `id` of the saved one when there is one. */
export type TriedBinding = BindingForm & { readonly id?: string }

/** The event to try a rule with: a past one by its number, one that was pasted, or the sample of the type (neither). */
export interface TriedEvent {
  readonly event_no?: number
  readonly event?: JsonObject
}

export interface RecordedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface Preview {
  readonly parameters: JsonObject
  readonly empty_variables: readonly string[]
  readonly request: RecordedRequest | null
  readonly refusal: string | null
}

/** What is legal and still most often a mistake; what else it holds depends on the code. */
export interface Warning {
  readonly code: string
  readonly path: string
  readonly per_day?: number
  readonly param?: string
  readonly value?: string
  readonly name?: string
  readonly suggestion?: string | null
  readonly scanned?: number
  readonly by?: string
  readonly failed?: number
  readonly total?: number
}

export interface CheckedBinding {
  readonly errors: readonly FieldFault[]
  readonly warnings: readonly Warning[]
}

export interface Why {
  readonly fired: boolean
  readonly reason: string
  readonly conditions: Judged | null
}

export interface NearMiss {
  readonly path: string
  readonly condition: Leaf
  readonly count: number
  readonly samples: readonly number[]
}

export interface Backtest {
  readonly scanned: number
  readonly matched: number
  readonly samples: readonly { readonly event_no: number; readonly event_time: string; readonly rendered: unknown }[]
  readonly days: readonly { readonly day: string; readonly matched: number }[]
  readonly near_misses: { readonly count: number; readonly by_condition: readonly NearMiss[] }
  readonly against_saved: {
    readonly added: number
    readonly removed: number
    readonly added_samples: readonly number[]
    readonly removed_samples: readonly number[]
  } | null
}

export interface SeenValues {
  readonly scanned: number
  readonly present: number
  readonly items: readonly { readonly value: string | number | boolean; readonly count: number }[]
}

export const previewQuery = (binding: TriedBinding, event: TriedEvent) =>
  queryOptions({
    queryKey: ['rule', 'preview', binding, event],
    queryFn: ({ signal }) => api.post<Preview>('/bindings/preview', { binding, ...event }, { signal }),
    retry: false,
    placeholderData: keepPreviousData,
  })

export const checkQuery = (binding: TriedBinding) =>
  queryOptions({
    queryKey: ['rule', 'check', binding],
    queryFn: ({ signal }) => api.post<CheckedBinding>('/bindings/check', { binding }, { signal }),
    retry: false,
    placeholderData: keepPreviousData,
  })

/** Asks whether the rule would answer this event. Only what decides about that is part of the question. */
export const whyQuery = (binding: TriedBinding, event: TriedEvent) =>
  queryOptions({
    queryKey: ['rule', 'why', binding.id, binding.event_type, binding.conditions, event],
    queryFn: ({ signal }) => api.post<Why>('/bindings/why', { binding: withoutMessage(binding), ...event }, { signal }),
    retry: false,
  })

/** The latest event that the rule would have answered within a day; null when there was none. */
export const latestMatchQuery = (binding: TriedBinding) =>
  queryOptions({
    queryKey: ['rule', 'latest match', binding.id, binding.event_type, binding.conditions],
    queryFn: async ({ signal }) => {
      const from = Date.now() - dayMs
      const found = await api.post<Backtest>(
        '/bindings/backtest',
        { binding: withoutMessage(binding), from },
        { signal },
      )
      return found.samples[0]?.event_no ?? null
    },
    retry: false,
    staleTime: 60_000,
  })

export function backtest(binding: TriedBinding, days: number): Promise<Backtest> {
  return api.post('/bindings/backtest', {
    binding: { ...binding, name: binding.name || '—' },
    from: Date.now() - days * dayMs,
  })
}

export const recentEventsQuery = (eventType: string) =>
  queryOptions({
    queryKey: ['events', eventType],
    queryFn: ({ signal }) =>
      api.get<{ readonly items: readonly CallEvent[] }>('/events', {
        query: { event_type: eventType, limit: 20 },
        signal,
      }),
  })

export const seenValuesQuery = (eventType: string, param: string) =>
  queryOptions({
    queryKey: ['seen', eventType, param],
    queryFn: ({ signal }) =>
      api.get<SeenValues>(`/event-types/${encodeURIComponent(eventType)}/values`, { query: { param }, signal }),
    staleTime: 60_000,
    retry: false,
  })

const dayMs = 86_400_000

/** Whether a rule fires does not depend on what it says, and where. */
function withoutMessage({ id, event_type, conditions }: TriedBinding) {
  return { ...(id !== undefined && { id }), event_type, conditions }
}
