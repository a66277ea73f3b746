import { useState } from 'react'
import type { Json } from '../../../api/bindings.ts'
import { useFormats } from '../../../parts/formats.ts'
import { TextField } from '../../../ui/field.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useRule } from './editor-tools.ts'
import { readSchedule, writeSchedule } from './schedule-text.ts'

/** The waits before each attempt, as one line. What cannot be read stays as it was typed, and the server refuses it. */
export function Schedule({
  value,
  onChange,
}: {
  readonly value: Json | undefined
  readonly onChange: (schedule: Json) => void
}) {
  const say = useSay()
  const language = useLanguage()
  const { duration, number } = useFormats()
  const { isReadOnly, faultAt } = useRule()
  const schedule = Array.isArray(value) ? value.filter((one) => typeof one === 'number') : null
  const written = schedule ? writeSchedule(schedule, language) : String(value ?? '')
  const [typed, setTyped] = useState(written)
  // What somebody types stays so, until the value changes by another way: undo, JSON, a version.
  const text = JSON.stringify(readSchedule(typed) ?? typed) === JSON.stringify(value) ? typed : written
  const last = schedule?.reduce((sum, wait) => sum + wait, 0) ?? 0
  return (
    <div data-path="options.retry.schedule_s" className="pl-6">
      <TextField
        label={say('editor.options.schedule')}
        help={
          schedule
            ? say('editor.options.schedule_sum', {
                count: schedule.length,
                attempts: number(schedule.length),
                last: duration(last * 1000),
              })
            : say('editor.options.schedule_help')
        }
        value={text}
        isReadOnly={isReadOnly}
        fault={schedule ? faultAt('options.retry.schedule_s') : say('editor.options.schedule_fault')}
        onChange={(next) => {
          setTyped(next)
          onChange(readSchedule(next) ?? next)
        }}
      />
    </div>
  )
}
