import { memo } from 'react'
import { sayLeafAlone } from '../../../parts/conditions/summary.ts'
import { leavesOf } from '../../../parts/conditions/tree.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Switch } from '../../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useRule } from './editor-tools.ts'
import { Section } from './section.tsx'

const longestName = 120

export const NameSection = memo(function NameSection() {
  const say = useSay()
  const { form, change, isReadOnly, faultAt } = useRule()
  const suggested = useSuggestedName()
  return (
    <Section id="name" title={say('bindings.section_name')}>
      <div data-path="name" className="flex flex-col gap-1.5">
        <TextField
          label={say('bindings.name')}
          value={form.name}
          onChange={(name) => change({ name })}
          isRequired
          maxLength={200}
          isReadOnly={isReadOnly}
          fault={faultAt('name')}
        />
        {!isReadOnly && form.name.trim() === '' && suggested !== null && (
          <span>
            <Button size="small" icon="bolt" className="text-left" onPress={() => change({ name: suggested })}>
              {say('editor.suggest_name', { name: suggested })}
            </Button>
          </span>
        )}
      </div>
      <Switch
        label={say('bindings.enabled')}
        help={say('bindings.enabled_help')}
        isOn={form.enabled}
        isDisabled={isReadOnly}
        onChange={(enabled) => change({ enabled })}
      />
    </Section>
  )
})

/** “Function is Queue, success flag is no → Night shift”; the stage says little to a person and is left out. */
function useSuggestedName(): string | null {
  const language = useLanguage()
  const { form, type, integration } = useRule()
  if (!type || !integration) return null
  const stage = (type.starting_conditions as { all?: readonly { param: string }[] } | null)?.all?.[0]?.param
  const told = leavesOf(form.conditions)
    .filter(({ param, value }) => param !== stage && value !== '')
    .map((leaf) => sayLeafAlone(leaf, type.parameters, language))
  const when = told.length === 0 ? type.title[language] : told.join(', ')
  const whole = `${when[0]!.toUpperCase()}${when.slice(1)} → ${integration.name}`
  return whole.length > longestName ? `${type.title[language]} → ${integration.name}` : whole
}
