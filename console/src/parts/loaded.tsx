import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api/client.ts'
import { Failure, Skeleton } from '../ui/feedback.tsx'
import { type Say, useSay } from '../words/words.tsx'

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>
  readonly children: (data: Data) => ReactNode
  /** Rows of the skeleton, as many as the answer is likely to have. */
  readonly rows?: number
  readonly rowHeight?: number
}

/** Shows an answer in the state it is in: loading, wrong, or here. What was here stays while it is asked again. */
export function Loaded<Data>({ query, children, rows = 5, rowHeight = 40 }: LoadedProps<Data>) {
  const say = useSay()
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
  return <Skeleton rows={rows} height={rowHeight} label={say('common.loading')} />
}

/** What went wrong, in the server's words, with its code for the person who is asked for help. */
export function ProblemNote({
  error,
  onRetry,
  title,
}: {
  readonly error: unknown
  readonly onRetry?: () => void
  readonly title?: string
}) {
  const say = useSay()
  const problem = error instanceof ApiProblem ? error : null
  const detail =
    problem?.code === 'offline' ? say('problem.offline') : error instanceof Error ? error.message : String(error)
  return (
    <Failure
      title={title ?? say('problem.title')}
      detail={detail}
      {...(problem && { code: codeOf(problem, say) })}
      {...(onRetry && { onRetry })}
      retryLabel={say('common.retry')}
    />
  )
}

function codeOf({ code, requestId }: ApiProblem, say: Say): string {
  const told = say('problem.code', { code })
  return requestId ? `${told} · ${say('problem.request', { id: requestId })}` : told
}
