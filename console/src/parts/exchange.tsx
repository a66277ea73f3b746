import type { JsonObject } from '../api/bindings.ts'
import { Badge } from '../ui/feedback.tsx'
import { Pre } from '../ui/layout.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { type SentenceKey, useSay } from '../words/words.tsx'
import { useFormats } from './formats.ts'

/** How a test went, as the API tells it. */
export interface TestResult {
  readonly outcome: string
  readonly status: number | null
  readonly duration_ms: number
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | null
  } | null
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | null
  } | null
  readonly message: string
  readonly parameters?: JsonObject
  readonly steps?: readonly { readonly name?: string; readonly [more: string]: unknown }[]
}

/** The truth about a test: what was sent, what came back, how long it took. */
export function Exchange({ result }: { readonly result: TestResult }) {
  const say = useSay()
  const { duration } = useFormats()
  const isGood = result.outcome === 'ok' || result.outcome === 'accepted'
  const { request, response } = result
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="flex flex-wrap items-center gap-2">
        <Badge tone={isGood ? 'good' : 'bad'} icon={isGood ? 'check' : 'close'}>
          {`${result.status ?? say(`outcome.${result.outcome}` as SentenceKey)} · ${duration(result.duration_ms)}`}
        </Badge>
        <span>{isGood ? say(`outcome.${result.outcome}` as SentenceKey) : result.message}</span>
      </p>
      {request && (
        <Tabs
          label={say('exchange.title')}
          tabs={[
            {
              id: 'request',
              label: say('delivery.request'),
              content: (
                <Pre label={say('delivery.request')}>{`${request.method} ${request.url}\n\n${request.body ?? ''}`}</Pre>
              ),
            },
            {
              id: 'response',
              label: say('delivery.response'),
              content: response ? (
                <Pre label={say('delivery.response')}>{`${response.status}\n\n${response.body ?? ''}`}</Pre>
              ) : (
                <p className="text-ink-soft">{say('delivery.no_response')}</p>
              ),
            },
          ]}
        />
      )}
      {result.steps && result.steps.length > 0 && (
        <Pre label={say('exchange.steps')}>{result.steps.map((step) => JSON.stringify(step)).join('\n')}</Pre>
      )}
    </div>
  )
}
