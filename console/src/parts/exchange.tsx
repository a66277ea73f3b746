import type { JsonObject } from '../api/bindings.ts'
import type { Sentence } from '../api/catalogue.ts'
import { Copy } from '../ui/copy.tsx'
import { Badge } from '../ui/feedback.tsx'
import { Facts, Pre } from '../ui/layout.tsx'
import { type TabSpec, Tabs } from '../ui/tabs.tsx'
import { type SentenceKey, useSay } from '../words/words.tsx'
import { asSentence } from './as-sentence.ts'
import { curlOf } from './curl.ts'
import { useFormats } from './formats.ts'
import { type TestStep, TestSteps } from './test-steps.tsx'

type Headers = Readonly<Record<string, string>>

export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: unknown
}

/** How a test went, as the API tells it. */
export interface TestResult {
  readonly outcome: string
  readonly status: number | null
  readonly duration_ms: number
  readonly request: SentRequest | null
  readonly response: { readonly status: number; readonly headers: Headers; readonly body: unknown } | null
  readonly message: string
  readonly parameters?: JsonObject
  /** Null: it spoke no HTTP, or got no answer. */
  readonly timing?: Timing | null
  readonly steps?: readonly TestStep[]
}

interface Timing {
  readonly dns_ms: number | null
  readonly connect_ms: number | null
  readonly tls_ms: number | null
  readonly wait_ms: number | null
  readonly total_ms: number
}

/** What HTTP calls an answer; a service of another kind has codes of its own. */
const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

interface ExchangeProps {
  readonly result: TestResult
  /** The steps of the kind, for those that were not reached. */
  readonly planned?: readonly { readonly name: string; readonly title: Sentence }[]
}

/** The truth about a test: what was sent, what came back, how long it took. */
export function Exchange({ result, planned = [] }: ExchangeProps) {
  const say = useSay()
  const { duration } = useFormats()
  const { outcome, status, request, response, steps = [] } = result
  const isGood = outcome === 'ok' || outcome === 'accepted'
  const isHttp = request !== null && /^[A-Z]+$/.test(request.method) && /^https?:/.test(request.url)
  const code = status === null ? null : `${status}${isHttp && reasons[status] ? ` ${reasons[status]}` : ''}`
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="flex flex-wrap items-center gap-2">
        <Badge tone={isGood ? 'good' : 'bad'} icon={isGood ? 'check' : 'close'}>
          {`${code ?? say(`outcome.${outcome}` as SentenceKey)} · ${duration(result.duration_ms)}`}
        </Badge>
        <span>{isGood ? say(`outcome.${outcome}` as SentenceKey) : asSentence(result.message)}</span>
      </p>
      {steps.length > 0 && <TestSteps steps={steps} planned={planned} />}
      {request && <Tabs label={say('exchange.title')} tabs={tabsOf()} />}
    </div>
  )

  function tabsOf(): readonly TabSpec[] {
    const sent = request!
    return [
      {
        id: 'request',
        label: say('delivery.request'),
        content: (
          <Pre
            label={say('delivery.request')}
          >{`${sent.method} ${sent.url}\n${linesOf(sent.headers)}\n\n${textOf(sent.body)}`}</Pre>
        ),
      },
      {
        id: 'response',
        label: say('delivery.response'),
        content: response ? (
          <Pre
            label={say('delivery.response')}
          >{`${response.status}\n${linesOf(response.headers)}\n\n${textOf(response.body)}`}</Pre>
        ) : (
          <p className="text-ink-soft">{say('delivery.no_response')}</p>
        ),
      },
      { id: 'timing', label: say('exchange.timing'), content: <TimingFacts timing={result.timing ?? null} /> },
      ...(isHttp
        ? [
            {
              id: 'curl',
              label: 'cURL',
              content: (
                <div className="flex flex-col items-start gap-2">
                  <Copy look="button" label={say('common.copy')} doneLabel={say('common.copied')} text={curlOf(sent)} />
                  <div className="w-full">
                    <Pre label="cURL">{curlOf(sent)}</Pre>
                  </div>
                </div>
              ),
            },
          ]
        : []),
    ]
  }
}

function TimingFacts({ timing }: { readonly timing: Timing | null }) {
  const say = useSay()
  const { duration } = useFormats()
  if (!timing) return <p className="text-ink-soft">{say('exchange.no_timing')}</p>
  const parts = ['dns', 'connect', 'tls', 'wait', 'total'] as const
  return (
    <Facts
      items={parts.map((part) => {
        const ms = timing[`${part}_ms`]
        return [say(`exchange.${part}`), ms === null ? say('exchange.reused') : duration(ms)]
      })}
    />
  )
}

function linesOf(headers: Headers | undefined): string {
  return Object.entries(headers ?? {})
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

/** JSON in lines, everything else as it is. */
function textOf(body: unknown): string {
  if (body === null || body === undefined) return ''
  if (typeof body !== 'string') return JSON.stringify(body, null, 2)
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
