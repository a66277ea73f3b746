import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './client.ts'

/** Answers are kept while they are shown and a little longer; a refusal is not asked again, a silent server twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502),
    },
  },
})
