import type { Json } from '../../api/bindings.ts'
import { Button } from '../../ui/button.tsx'
import { Labeled, TextField } from '../../ui/field.tsx'
import { useSay } from '../../words/words.tsx'

/** What the API shows in place of a secret; sent back, it means “keep the one you have”. */
const hiddenSecret = '•••'

interface SecretInputProps {
  readonly label: string
  readonly help: string | undefined
  readonly fault: string | null
  readonly isRequired: boolean
  readonly isReadOnly: boolean
  readonly value: string
  readonly onChange: (value: Json | undefined) => void
}

/** Never shown again once saved: a person can only put another one in its place. */
export function SecretInput({ value, onChange, ...common }: SecretInputProps) {
  const say = useSay()
  if (value !== hiddenSecret)
    return <TextField {...common} type="password" autoComplete="off" isCode value={value} onChange={onChange} />
  return (
    <Labeled {...common}>
      <span className="flex items-center gap-2">
        <span className="font-mono">{hiddenSecret}</span>
        {!common.isReadOnly && (
          <Button size="small" onPress={() => onChange('')}>
            {say('fields.replace_secret')}
          </Button>
        )}
      </span>
    </Labeled>
  )
}
