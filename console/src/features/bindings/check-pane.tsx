import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { BindingForm, JsonObject } from '../../api/bindings.ts'
import { api } from '../../api/client.ts'
import type { CallEvent } from '../../api/journal.ts'
import { Exchange, type TestResult } from '../../parts/exchange.tsx'
import { useFormats } from '../../parts/formats.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { useMay } from '../../parts/me.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/choose.tsx'
import { Card, Pre } from '../../ui/layout.tsx'
import { Link } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'

const previewDelayMs = 350

interface Backtest {
  readonly scanned: number
  readonly matched: number
  readonly samples: readonly { readonly event_no: number; readonly event_time: string }[]
}

/** Tries the rule as it stands in the form: the message from a real event, a real send, and the past week. */
export function CheckPane({ form, savedId }: { readonly form: BindingForm; readonly savedId: string | null }) {
  const say = useSay()
  const formats = useFormats()
  const mayTest = useMay('bindings:test')
  const [eventNo, setEventNo] = useState('')
  const settled = useSettled(form)
  const events = useQuery({
    queryKey: ['events', form.event_type],
    queryFn: ({ signal }) =>
      api.get<{ items: readonly CallEvent[] }>('/events', {
        query: { event_type: form.event_type, limit: 20 },
        signal,
      }),
  })
  const from = eventNo === '' ? {} : { event_no: Number(eventNo) }
  const binding = { ...settled, ...(savedId && { id: savedId }), name: settled.name || '—' }
  const isReady = settled.integration_id !== ''
  const preview = useQuery({
    queryKey: ['preview', binding, eventNo],
    queryFn: () =>
      api.post<{ parameters: JsonObject; empty_variables: readonly string[] }>('/bindings/preview', {
        binding,
        ...from,
      }),
    enabled: isReady,
    retry: false,
    placeholderData: (before) => before,
  })
  const test = useMutation({ mutationFn: () => api.post<TestResult>('/bindings/test', { binding, ...from }) })
  const backtest = useMutation({ mutationFn: () => api.post<Backtest>('/bindings/backtest', { binding }) })
  return (
    <Card title={`6. ${say('bindings.section_check')}`} className="xl:sticky xl:top-17">
      <div className="flex flex-col gap-4">
        <Select
          label={say('bindings.event')}
          value={eventNo}
          options={[
            { value: '', label: say('bindings.sample') },
            ...(events.data?.items ?? []).map(({ event_no, event_time }) => ({
              value: String(event_no),
              label: `№ ${event_no} · ${formats.moment(event_time)}`,
            })),
          ]}
          onChange={setEventNo}
        />
        <section aria-label={say('bindings.preview')}>
          <h3 className="mb-1 font-medium">{say('bindings.preview')}</h3>
          {preview.isError ? (
            <ProblemNote error={preview.error} title={say('bindings.no_preview')} />
          ) : preview.data ? (
            <Pre label={say('bindings.preview')}>{textOf(preview.data.parameters)}</Pre>
          ) : (
            <p className="text-ink-soft">—</p>
          )}
          {(preview.data?.empty_variables.length ?? 0) > 0 && (
            <p className="mt-1 text-sm text-warn">
              {say('delivery.empty', { names: preview.data!.empty_variables.join(', ') })}
            </p>
          )}
        </section>
        {mayTest && (
          <section className="flex flex-col gap-2">
            <span>
              <Button icon="send" isBusy={test.isPending} isDisabled={!isReady} onPress={() => test.mutate()}>
                {say('integrations.test')}
              </Button>
            </span>
            <p className="text-sm text-ink-soft">{say('bindings.test_help')}</p>
            {test.data && <Exchange result={test.data} />}
            {test.isError && <ProblemNote error={test.error} title={say('integrations.test_failed')} />}
          </section>
        )}
        <section className="flex flex-col gap-2">
          <span>
            <Button icon="clock" isBusy={backtest.isPending} isDisabled={!isReady} onPress={() => backtest.mutate()}>
              {say('bindings.backtest')}
            </Button>
          </span>
          {backtest.isError && <ProblemNote error={backtest.error} />}
          {backtest.data && (
            <div role="status">
              <p className="text-lg font-semibold">{say('bindings.would_fire', { count: backtest.data.matched })}</p>
              <p className="text-sm text-ink-soft">{say('bindings.scanned', { count: backtest.data.scanned })}</p>
              <ul className="mt-1 flex flex-col gap-0.5">
                {backtest.data.samples.slice(0, 8).map(({ event_no, event_time }) => (
                  <li key={event_no} className="flex justify-between gap-2 text-sm">
                    <Link
                      to="/journal/events/$no"
                      params={{ no: String(event_no) }}
                    >{`№ ${event_no} · ${formats.moment(event_time)}`}</Link>
                    <Button size="small" look="quiet" onPress={() => setEventNo(String(event_no))}>
                      {say('bindings.use')}
                    </Button>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </section>
      </div>
    </Card>
  )
}

/** The form as it was when the person last stopped typing. */
function useSettled(form: BindingForm): BindingForm {
  const [settled, settle] = useState(form)
  useEffect(() => {
    const timer = setTimeout(() => settle(form), previewDelayMs)
    return () => clearTimeout(timer)
  }, [form])
  return settled
}

function textOf(parameters: JsonObject): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}`)
    .join('\n')
}
