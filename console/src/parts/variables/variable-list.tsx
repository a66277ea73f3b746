import { useState } from 'react'
import { SearchField } from '../../ui/field.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { useVariables } from './variable-tools.tsx'
import { exampleOf, findVariables, type Variable } from './variables.ts'

const groups = ['event', 'envelope', 'directory'] as const

/** Every variable with its value in the event at hand; a click puts it in where the caret was. */
export function VariableList({ isReadOnly }: { readonly isReadOnly: boolean }) {
  const say = useSay()
  const language = useLanguage()
  const tools = useVariables()
  const [text, setText] = useState('')
  const [hint, setHint] = useState('')
  if (!tools) return null
  const found = findVariables(tools.variables, text, language)
  const put = ({ name }: Variable) => setHint(tools.insert(name) ? '' : say('variables.no_caret'))
  return (
    <div className="flex flex-col gap-2">
      <SearchField label={say('variables.find')} clearLabel={say('common.clear')} value={text} onChange={setText} />
      <p role="status" className="text-sm text-ink-soft">
        {hint || say('variables.help')}
      </p>
      <div tabIndex={-1} className="max-h-80 overflow-auto rounded-md border border-line">
        {groups.map((group) => {
          const some = found.filter((variable) => variable.group === group)
          if (some.length === 0) return null
          return (
            <section key={group} aria-label={say(`variables.${group}`)}>
              <h4 className="sticky top-0 bg-sunken px-2 py-1 text-xs font-medium text-ink-soft">
                {say(`variables.${group}`)}
              </h4>
              <ul>
                {some.map((variable) => (
                  <li key={variable.name} className="border-t border-line first:border-t-0">
                    <VariableRow variable={variable} onPut={isReadOnly ? null : put} />
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
        {found.length === 0 && <p className="px-2 py-3 text-sm text-ink-soft">{say('common.nothing_found')}</p>}
      </div>
    </div>
  )
}

function VariableRow({
  variable,
  onPut,
}: {
  readonly variable: Variable
  readonly onPut: ((variable: Variable) => void) | null
}) {
  const language = useLanguage()
  const inside = (
    <>
      <code className="min-w-0 font-mono text-sm break-all text-accent-ink">{variable.name}</code>
      <span className="min-w-0 text-sm text-ink-soft">{variable.label[language]}</span>
      <span className="truncate text-right text-sm text-ink-faint max-sm:hidden">{exampleOf(variable.value)}</span>
    </>
  )
  const look =
    'grid w-full grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)] items-baseline gap-x-3 px-2 py-1 text-left sm:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,.8fr)]'
  if (!onPut) return <div className={look}>{inside}</div>
  return (
    // The caret must stay where it is: a press here does not take the focus from the field.
    <button
      type="button"
      className={`${look} min-h-7 hover:bg-sunken`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPut(variable)}
    >
      {inside}
    </button>
  )
}
