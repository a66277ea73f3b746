import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type RetryJobStory, type RetryResult, retryJobQuery, stopRetryJob } from '../../api/retry-jobs.ts'
import { useFormats } from '../../parts/formats.ts'
import { Loaded, ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import type { Tone } from '../../ui/feedback.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Card, Facts, PageHead } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'
import { useFilterWords } from './filter-words.ts'
import { JobBadge } from './job-badge.tsx'
import { Counts } from './retry-dialog.tsx'

/** One bulk retry: how far it is, what came of it, and a way to stop it. */
export function JobPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const job = useQuery(retryJobQuery(id))
  return (
    <Loaded query={job} rows={8}>
      {(loaded) => <Whole job={loaded} />}
    </Loaded>
  )
}

function Whole({ job }: { readonly job: RetryJobStory }) {
  const say = useSay()
  const formats = useFormats()
  return (
    <>
      <PageHead
        before={<Link to="/journal/jobs">{say('jobs.title')}</Link>}
        title={say('jobs.one', { count: job.matched })}
        about={
          <span className="flex flex-wrap items-center gap-2">
            <JobBadge status={job.status} />
            <span>{say('jobs.by', { name: job.created_by.name, when: formats.moment(job.created_at) })}</span>
          </span>
        }
        actions={<Stop job={job} />}
      />
      <div className="flex flex-col gap-4">
        <Card>
          <Progress job={job} />
        </Card>
        <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
          <Card title={say('jobs.results')}>
            <Results job={job} />
          </Card>
          <div className="flex flex-col gap-4">
            <Card title={say('jobs.about')}>
              <About job={job} />
            </Card>
            <Card title={say('jobs.integrations')}>
              <Counts items={job.integrations} />
            </Card>
          </div>
        </div>
      </div>
    </>
  )
}

function Stop({ job }: { readonly job: RetryJobStory }) {
  const say = useSay()
  const queries = useQueryClient()
  const mayRetry = useMay('journal:retry')
  const stop = useMutation({
    mutationFn: () => stopRetryJob(job.id),
    onSuccess: (after) => queries.setQueryData(retryJobQuery(job.id).queryKey, after),
  })
  if (!mayRetry || job.status !== 'running') return null
  return (
    <>
      <Button look="danger" icon="stop" isBusy={stop.isPending} onPress={() => stop.mutate()}>
        {say('jobs.stop')}
      </Button>
      {stop.isError && <ProblemNote error={stop.error} />}
    </>
  )
}

function Progress({ job }: { readonly job: RetryJobStory }) {
  const say = useSay()
  const formats = useFormats()
  const done = job.retried + job.left_out
  const share = job.matched === 0 ? 1 : Math.min(1, done / job.matched)
  const now = useSeconds(job.status === 'running')
  const left = job.per_second === null ? null : Math.ceil((job.matched - done) / job.per_second)
  const tookMs = (job.finished_at ? Date.parse(job.finished_at) : now) - Date.parse(job.created_at)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <p className="text-lg font-semibold tabular-nums" role="status">
          {say('jobs.progress', { done: formats.number(job.retried), all: formats.number(job.matched) })}
        </p>
        <p className="text-sm text-ink-soft tabular-nums">
          {job.status === 'running' && left !== null
            ? say('jobs.left', { time: formats.duration(left * 1000) })
            : say('jobs.took', { time: formats.duration(Math.max(0, tookMs)) })}
        </p>
      </div>
      <div
        role="progressbar"
        aria-label={say('jobs.progress_label')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        className="h-2 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={`h-full rounded-full transition-[width] ${job.status === 'stopped' ? 'bg-line-strong' : 'bg-accent'}`}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      {job.left_out > 0 && <p className="text-sm text-ink-soft">{say('jobs.left_out', { count: job.left_out })}</p>}
      {job.stopped_by && (
        <p className="text-sm text-ink-soft">{say('jobs.stopped_by', { name: job.stopped_by.name })}</p>
      )}
    </div>
  )
}

const kinds: readonly {
  readonly result: RetryResult
  readonly status: string
  readonly icon: IconName
  readonly tone: Tone
}[] = [
  { result: 'delivered', status: 'delivered', icon: 'check', tone: 'good' },
  { result: 'waiting', status: 'pending,retrying', icon: 'clock', tone: 'info' },
  { result: 'failed', status: 'failed', icon: 'close', tone: 'bad' },
  { result: 'skipped', status: 'skipped', icon: 'skip', tone: 'neutral' },
  { result: 'canceled', status: 'canceled', icon: 'ban', tone: 'neutral' },
]
const inks: Readonly<Record<Tone, string>> = {
  good: 'text-good',
  bad: 'text-bad',
  warn: 'text-warn',
  info: 'text-info',
  neutral: 'text-ink-soft',
}

/** Where the deliveries stand now; each number leads to them. */
function Results({ job }: { readonly job: RetryJobStory }) {
  const say = useSay()
  const formats = useFormats()
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      {kinds.map(({ result, status, icon, tone }) => (
        <li key={result} className="rounded-lg border border-line p-3">
          <span className={`flex items-center gap-1.5 text-sm ${inks[tone]}`}>
            <Icon name={icon} size={14} />
            {say(`jobs.result_${result}`)}
          </span>
          <Link
            to="/journal"
            search={{ retry_job: job.id, status } as never}
            className="text-xl font-semibold tabular-nums"
          >
            {formats.number(job.results[result])}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function About({ job }: { readonly job: RetryJobStory }) {
  const say = useSay()
  const words = useFilterWords()
  const { delivery_ids, ...filter } = job.filter
  const parts = words(filter)
  return (
    <Facts
      items={[
        [
          say('jobs.filter'),
          delivery_ids
            ? say('common.selected', { count: delivery_ids.length })
            : parts.map(({ field, value }) => `${field}: ${value}`).join(' · ') || say('jobs.every_failure'),
        ],
        [say('retry.how'), say(`retry.${job.binding}`)],
        [
          say('retry.tempo'),
          job.per_second === null ? say('retry.tempo_free') : say('retry.tempo_some', { count: job.per_second }),
        ],
      ]}
    />
  )
}

function useSeconds(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  return now
}
