import { useQuery } from '@tanstack/react-query'
import { retryJobsQuery } from '../../api/retry-jobs.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Card, PageHead } from '../../ui/layout.tsx'
import { ButtonLink, Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { JobBadge } from './job-badge.tsx'

/** Bulk retries, newest first. */
export function JobsPage() {
  const say = useSay()
  const formats = useFormats()
  const jobs = useQuery(retryJobsQuery)
  return (
    <>
      <PageHead
        before={<Link to="/journal">{say('nav.journal')}</Link>}
        title={say('jobs.title')}
        about={say('jobs.help')}
      />
      <Card flush>
        <Loaded query={jobs} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty
                icon="retry"
                title={say('jobs.empty')}
                actions={
                  <ButtonLink to="/journal" search={{ status: 'failed' } as never}>
                    {say('jobs.to_failures')}
                  </ButtonLink>
                }
              >
                {say('jobs.empty_help')}
              </Empty>
            ) : (
              <ul className="divide-y divide-line">
                {items.map((job) => (
                  <li key={job.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
                    <Link to="/journal/jobs/$id" params={{ id: job.id }} className="min-w-44 font-medium tabular-nums">
                      {formats.moment(job.created_at)}
                    </Link>
                    <JobBadge status={job.status} />
                    <span className="tabular-nums">
                      {say('jobs.progress', { done: formats.number(job.retried), all: formats.number(job.matched) })}
                    </span>
                    <span className="min-w-0 flex-1 truncate text-ink-soft">
                      {job.integrations.map(({ name, id }) => name ?? id).join(', ')}
                    </span>
                    <span className="text-sm text-ink-soft">{job.created_by.name}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </>
  )
}
