import { Radios } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'

interface PersonalDataProps {
  readonly value: 'masked' | 'clear'
  /** What holds unless somebody decides otherwise. */
  readonly usual: 'masked' | 'clear'
  readonly isReadOnly: boolean
  readonly onChange: (value: 'masked' | 'clear') => void
}

/** Whether messages may carry personal data, in plain words and with an example. */
export function PersonalData({ value, usual, isReadOnly, onChange }: PersonalDataProps) {
  const say = useSay()
  const note = (one: 'masked' | 'clear') => (one === usual ? say('integrations.usual') : undefined)
  return (
    <Radios
      label={say('integrations.personal_data')}
      value={value}
      isReadOnly={isReadOnly}
      onChange={onChange}
      choices={[
        {
          value: 'masked',
          label: say('integrations.masked'),
          help: say('integrations.masked_help'),
          note: note('masked'),
        },
        { value: 'clear', label: say('integrations.clear'), help: say('integrations.clear_help'), note: note('clear') },
      ]}
    />
  )
}
