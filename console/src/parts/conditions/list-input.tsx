import { useState } from 'react'
import type { Json } from '../../api/bindings.ts'
import { Chips } from '../../ui/chips.tsx'
import { Combo } from '../../ui/combo.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import { useTree } from './condition-editor.tsx'
import { sayValue } from './say-value.ts'
import { readTyped, useChoices, useSeen, type ValueProps } from './value-input.tsx'

/** Several values as chips; the box below adds one from the list, from what has been seen, or as it was typed. */
export function ListInput({ leaf, parameter, onChange }: ValueProps) {
  const say = useSay()
  const language = useLanguage()
  const { isReadOnly } = useTree()
  const [isAsked, ask] = useState(false)
  const seen = useSeen(leaf.param, isAsked && !isReadOnly && !parameter?.enum)
  const fixed = useChoices(parameter)
  const values = Array.isArray(leaf.value) ? (leaf.value as readonly Json[]) : []
  const left = (parameter?.enum ? fixed : seen).filter(({ value }) => !values.some((one) => String(one) === value))
  const add = (texts: readonly string[]) => {
    const fresh = texts
      .map((text) => readTyped(text.trim(), parameter))
      .filter((value) => value !== '' && !values.includes(value))
    if (fresh.length > 0) onChange({ ...leaf, value: [...values, ...new Set(fresh)] })
  }
  return (
    <div className="flex min-w-0 flex-col gap-1" onFocusCapture={() => ask(true)}>
      {values.length > 0 && (
        <Chips
          label={say('rule.values')}
          removeLabel={(text) => say('rule.remove_value', { value: text })}
          items={values.map((value, at) => ({ id: String(at), text: sayValue(value, { parameter, language }) }))}
          {...(!isReadOnly && {
            onRemove: (id) => onChange({ ...leaf, value: values.filter((_, at) => String(at) !== id) }),
          })}
        />
      )}
      {!isReadOnly && (
        <Combo
          label={say('rule.add_value')}
          hideLabel
          placeholder={say('rule.add_value')}
          value=""
          emptyText={say('rule.never_seen')}
          options={left}
          {...(!parameter?.enum && { allowsTyped: say('rule.typed_value') })}
          onChange={(text) => add(text.split(/[,;\n]/))}
        />
      )}
    </div>
  )
}
