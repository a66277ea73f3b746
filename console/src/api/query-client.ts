import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './client.ts'

/**
 * Answers are kept while they are shown and a little longer; a refusal is not asked again, a silent server twice. Whether
 * there is a connection the server tells: a browser that thinks it has none may stand on the same machine.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502),
    },
  },
})
