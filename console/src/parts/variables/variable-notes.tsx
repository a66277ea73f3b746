import { Button } from '../../ui/button.tsx'
import { Badge } from '../../ui/feedback.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useSay } from '../../words/words.tsx'
import { withStraightQuotes } from '../code/read-json.ts'
import { useVariables } from './variable-tools.tsx'
import { namesIn, renamed } from './variables.ts'

interface NotesProps {
  readonly path: string
  readonly text: string
  /** Null: nothing can be mended here. */
  readonly onChange: ((text: string) => void) | null
}

/** What is most likely wrong with the variables of a text, with one click that mends it; and which are empty now. */
export function VariableNotes({ path, text, onChange }: NotesProps) {
  const say = useSay()
  const tools = useVariables()
  if (!tools) return null
  const names = namesIn(text)
  const here = tools.warnings.filter((warning) => warning.path === path || warning.path.startsWith(`${path}[`))
  const unknown = here.filter(
    ({ code, name }) => code === 'unknown-variable' && name !== undefined && names.includes(name),
  )
  const isUnknown = (name: string) => unknown.some((warning) => warning.name === name)
  const empty = names.filter((name) => tools.emptyNames.includes(name) && !isUnknown(name))
  const hasQuotes = here.some(({ code }) => code === 'typographic-quotes')
  if (unknown.length === 0 && empty.length === 0 && !hasQuotes) return null
  return (
    <div className="flex flex-col gap-1">
      {unknown.map(({ name, suggestion }) => (
        <p key={name} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-warn">
          <Icon name="warning" size={14} />
          {say('variables.unknown', { name: name! })}
          {suggestion && onChange && (
            <Button size="small" onPress={() => onChange(renamed(text, name!, suggestion))}>
              {say('variables.meant', { name: suggestion })}
            </Button>
          )}
        </p>
      ))}
      {hasQuotes && onChange && (
        <p className="flex flex-wrap items-center gap-2 text-sm text-warn">
          <Icon name="warning" size={14} />
          {say('json.quotes')}
          <Button size="small" onPress={() => onChange(withStraightQuotes(text))}>
            {say('json.mend_quotes')}
          </Button>
        </p>
      )}
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
