import { useState } from 'react'
import type { Json } from '../../api/bindings.ts'
import { TextField } from '../../ui/field.tsx'
import { useSay } from '../../words/words.tsx'
import { readJson } from '../code/read-json.ts'

interface JsonTextProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly help: string | undefined
  readonly fault: string | null
  readonly isRequired: boolean
  readonly isReadOnly: boolean
  readonly value: Json | undefined
  readonly onChange: (value: Json | undefined) => void
}

/** Anything, as JSON; what is not JSON yet stays as it was typed, and the value stays as it was before. */
export function JsonText({ value, onChange, ...common }: JsonTextProps) {
  const say = useSay()
  const [typed, setTyped] = useState<{ readonly text: string; readonly meant: string | undefined } | null>(null)
  const now = JSON.stringify(value)
  const isOurs = typed !== null && typed.meant === now
  const text = isOurs ? typed.text : value === undefined ? '' : JSON.stringify(value, null, 2)
  const isBlank = text.trim() === ''
  const isWrong = !isBlank && readJson(text).value === undefined
  const change = (next: string) => {
    const read = next.trim() === '' ? undefined : readJson(next).value
    const isReadable = next.trim() === '' || read !== undefined
    setTyped({ text: next, meant: isReadable ? JSON.stringify(read) : now })
    if (isReadable) onChange(read)
  }
  return (
    <TextField
      {...common}
      isCode
      lines={Math.min(12, Math.max(3, text.split('\n').length))}
      value={text}
      onChange={change}
      fault={isWrong ? say('fields.not_json') : common.fault}
    />
  )
}
