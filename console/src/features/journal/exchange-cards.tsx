import { useState } from 'react'
import type { Attempt } from '../../api/journal.ts'
import { useFormats } from '../../parts/formats.ts'
import { Copy } from '../../ui/copy.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { Card, Pre } from '../../ui/layout.tsx'
import { Select } from '../../ui/select.tsx'
import { useSay } from '../../words/words.tsx'
import { curlOf, textOf } from './curl.ts'

/** What was sent and what came back, of any attempt; the last one first. */
export function ExchangeCards({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const say = useSay()
  const [chosen, setChosen] = useState<number | null>(null)
  const attempt = attempts.find(({ no }) => no === chosen) ?? attempts.at(-1)
  if (!attempt?.request && !attempt?.response) return null
  const { request, response } = attempt
  return (
    <section aria-label={say('delivery.exchange')} className="flex flex-col gap-2">
      {attempts.length > 1 && (
        <Select
          className="w-64 max-w-full no-print"
          hideLabel
          label={say('delivery.exchange')}
          value={String(attempt.no)}
          options={attempts.map(({ no, status_code }) => ({
            value: String(no),
            label: `${say('delivery.attempt', { no })}${status_code ? ` · ${status_code}` : ''}`,
          }))}
          onChange={(no) => setChosen(Number(no))}
        />
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {request && (
          <Card
            title={say('delivery.request')}
            actions={<Copy look="button" label="cURL" doneLabel={say('common.copied')} text={() => curlOf(request)} />}
          >
            <Pre label={say('delivery.request')}>
              {written(`${request.method} ${request.url}`, request.headers, request.body)}
            </Pre>
          </Card>
        )}
        <Card title={say('delivery.response')} actions={<Took attempt={attempt} />}>
          {response ? (
            <>
              <Pre label={say('delivery.response')}>
                {written(String(response.status), response.headers, response.body)}
              </Pre>
              <p className="mt-2 text-sm text-ink-soft">
                {say(response.truncated ? 'delivery.response_cut' : 'delivery.response_cap')}
              </p>
            </>
          ) : (
            <p className="text-ink-soft">{say('delivery.no_response')}</p>
          )}
        </Card>
      </div>
    </section>
  )
}

function Took({ attempt }: { readonly attempt: Attempt }) {
  const formats = useFormats()
  const isGood = attempt.outcome === 'ok' || attempt.outcome === 'accepted'
  return (
    <Badge tone={isGood ? 'good' : 'bad'}>
      {[attempt.status_code, formats.duration(attempt.duration_ms)].filter(Boolean).join(' · ')}
    </Badge>
  )
}

function written(first: string, headers: Readonly<Record<string, string>>, body: unknown): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const text = textOf(body, 2)
  return [first, ...lines, ...(text === '' ? [] : ['', text])].join('\n')
}
