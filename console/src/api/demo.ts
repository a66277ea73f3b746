import { queryOptions } from '@tanstack/react-query'
import type { Language } from '../words/words.tsx'
import { api } from './client.ts'

/** The demo call center: whether it is here, and how far it has played. */
export interface DemoState {
  readonly state: 'none' | 'ready' | 'playing'
  readonly set_up: { readonly integrations: number; readonly bindings: number; readonly people: number } | null
  readonly play: {
    readonly started_at: string
    readonly ended_at: string | null
    readonly end: 'finished' | 'stopped' | 'failed' | null
    readonly message: string | null
    readonly told: number
    readonly share: number
    readonly fired: number
  } | null
}

export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: ({ signal }) => api.get<DemoState>('/demo', { signal }),
  refetchInterval: ({ state }) => (state.data?.state === 'playing' ? 1000 : 30_000),
})

export const playDemo = (language: Language) => api.post<DemoState>(`/demo/play?language=${language}`)
export const stopDemo = () => api.post<DemoState>('/demo/stop')
export const removeDemo = () => api.remove('/demo')
