import type { JsonObject } from '../../../api/bindings.ts'
import type { RecordedRequest } from '../../../api/rule-building.ts'
import { ProblemNote } from '../../../parts/loaded.tsx'
import { Badge, Note, Skeleton } from '../../../ui/feedback.tsx'
import { Pre } from '../../../ui/layout.tsx'
import { useSay } from '../../../words/words.tsx'
import { useTools } from '../editor/editor-tools.ts'
import { isUnfinished, Unfinished } from './unfinished.tsx'

/** What would be sent, made by the code that sends, secrets hidden. */
export function PreviewPart() {
  const say = useSay()
  const { preview, form, event } = useTools()
  if (form.integration_id === '') return <p className="text-ink-soft">{say('check.asked_later')}</p>
  if (isUnfinished(preview.error)) return <Unfinished />
  if (preview.isError) return <ProblemNote error={preview.error} title={say('bindings.no_preview')} />
  if (!preview.data || event.tried === null)
    return preview.isLoading ? <Skeleton rows={3} height={24} label={say('common.loading')} /> : null
  const { request, refusal, parameters, empty_variables: empty } = preview.data
  return (
    <div className="flex flex-col gap-2">
      {refusal && <Note tone="warn">{say('check.refused', { reason: refusal })}</Note>}
      {request ? <Request request={request} /> : <Parameters parameters={parameters} />}
      {empty.length > 0 && (
        <p className="flex flex-wrap items-center gap-1 text-sm text-ink-soft">
          {empty.map((name) => (
            <Badge key={name} tone="warn">
              <code className="font-mono font-normal">{name}</code>
            </Badge>
          ))}
          {say('variables.empty_here')}
        </p>
      )}
    </div>
  )
}

function Request({ request }: { readonly request: RecordedRequest }) {
  const say = useSay()
  const headers = Object.entries(request.headers ?? {})
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-mono text-sm break-all">
        <span className="font-semibold">{request.method}</span> {request.url}
      </p>
      {headers.length > 0 && (
        <details>
          <summary className="min-h-6 cursor-pointer text-sm text-ink-soft">{`${say('check.headers')}: ${headers.length}`}</summary>
          <div className="mt-1">
            <Pre label={say('check.headers')}>{headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</Pre>
          </div>
        </details>
      )}
      {request.body !== null && request.body !== undefined && (
        <Pre label={say('check.body')}>
          {typeof request.body === 'string' ? request.body : JSON.stringify(request.body, null, 2)}
        </Pre>
      )}
    </div>
  )
}

/** What an integration keeps that sends no request, as it would keep it. */
function Parameters({ parameters }: { readonly parameters: JsonObject }) {
  const say = useSay()
  const entries = Object.entries(parameters)
  if (entries.length === 0) return <p className="text-ink-soft">{say('editor.nothing')}</p>
  return (
    <dl className="flex flex-col gap-2 rounded-md bg-sunken p-3">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt className="font-mono text-xs text-ink-soft">{name}</dt>
          <dd className="whitespace-pre-wrap break-words">
            {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
