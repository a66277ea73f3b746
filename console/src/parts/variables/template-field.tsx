import { type FieldProps, TextField } from '../../ui/field.tsx'
import { SuggestField } from '../../ui/suggest-field.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { VariableNotes } from './variable-notes.tsx'
import { useVariables } from './variable-tools.tsx'
import { suggestAt } from './variables.ts'

interface TemplateFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Where the text stands, such as `parameters.text`: hints of the server about it are shown below. */
  readonly path: string
  readonly lines?: number
  readonly isCode?: boolean
  readonly type?: 'text' | 'url'
  readonly placeholder?: string
}

/** A text that may hold `{{…}}`: names are offered as they are typed. A plain text field where there are no variables. */
export function TemplateField({ path, type = 'text', ...props }: TemplateFieldProps) {
  const say = useSay()
  const language = useLanguage()
  const tools = useVariables()
  if (!tools) return <TextField {...props} type={type} />
  return (
    <SuggestField
      {...props}
      suggestionsLabel={say('variables.title')}
      suggest={(text, caret) => suggestAt(text, caret, tools.variables, language)}
      onFocus={tools.remember}
      after={<VariableNotes path={path} text={props.value} onChange={props.isReadOnly ? null : props.onChange} />}
    />
  )
}
