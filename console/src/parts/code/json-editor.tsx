import { lazy, Suspense, useMemo } from 'react'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/feedback.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type Say, useLanguage, useSay } from '../../words/words.tsx'
import { useVariables } from '../variables/variable-tools.tsx'
import { exampleOf, findVariables } from '../variables/variables.ts'
import type { CodeProblem } from './code-editor.tsx'
import { type Finding, readJsonObject, withStraightQuotes } from './read-json.ts'

const CodeEditor = lazy(() => import('./code-editor.tsx'))

interface JsonEditorProps {
  readonly label: string
  readonly text: string
  readonly onChange: (text: string) => void
  readonly isReadOnly: boolean
}

/** The parameters as JSON, checked while it is written, with variables offered after `{{`. */
export function JsonEditor({ label, text, onChange, isReadOnly }: JsonEditorProps) {
  const say = useSay()
  const language = useLanguage()
  const tools = useVariables()
  const findings = useMemo(() => readJsonObject(text).findings, [text])
  const problems = useMemo(() => findings.map((finding) => problemOf(finding, say)), [findings, say])
  const complete = (wanted: string) =>
    findVariables(tools?.variables ?? [], wanted, language).map(({ name, label: about, type, value }) => ({
      name,
      about: about[language] || type,
      example: exampleOf(value),
    }))
  return (
    <div className="flex flex-col gap-2">
      <Suspense fallback={<Skeleton rows={6} height={24} label={say('common.loading')} />}>
        <CodeEditor
          label={label}
          text={text}
          onChange={onChange}
          isReadOnly={isReadOnly}
          problems={problems}
          complete={complete}
          {...(tools && { onFocus: tools.remember })}
        />
      </Suspense>
      <ul aria-live="polite" className="flex flex-col gap-1 empty:hidden">
        {problems.map(({ from, message, isError }, at) => (
          <li
            key={`${from} ${at}`}
            className={`flex flex-wrap items-center gap-x-2 text-sm ${isError ? 'text-bad' : 'text-warn'}`}
          >
            <Icon name="warning" size={14} />
            {say('json.at_line', { line: lineOf(text, from), message })}
            {!isReadOnly && findings[at]?.code === 'quotes' && (
              <Button size="small" onPress={() => onChange(withStraightQuotes(text))}>
                {say('json.mend_quotes')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function problemOf({ code, from, to, isError, name }: Finding, say: Say): CodeProblem {
  return { from, to, isError, message: say(`json.${code}`, { name }) }
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
