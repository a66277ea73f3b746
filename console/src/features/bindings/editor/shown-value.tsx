import type { Condition, Json } from '../../../api/bindings.ts'
import { summarize } from '../../../parts/conditions/summary.ts'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useTools } from './editor-tools.ts'

/** The value of a field as a person reads it: a rule as a sentence, an integration by its name. */
export function ShownValue({ path, value }: { readonly path: string; readonly value: Json | undefined }) {
  const text = useShown()(path, value)
  const isLong = text.includes('\n')
  return isLong ? (
    <pre className="max-h-48 overflow-auto font-mono text-sm whitespace-pre-wrap">{text}</pre>
  ) : (
    <span className="break-words">{text}</span>
  )
}

function useShown(): (path: string, value: Json | undefined) => string {
  const say = useSay()
  const language = useLanguage()
  const { catalogue, integrations, type } = useTools()
  return (path, value) => {
    if (path === 'conditions') return summarize((value ?? null) as Condition | null, type?.parameters ?? [], language)
    if (value === undefined || value === null || value === '') return say('editor.nothing')
    if (path === 'integration_id') return integrations.find(({ id }) => id === value)?.name ?? String(value)
    if (path === 'event_type')
      return catalogue.event_types.find(({ key }) => key === value)?.title[language] ?? String(value)
    if (typeof value === 'boolean') return say(value ? 'common.yes' : 'common.no')
    return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  }
}
