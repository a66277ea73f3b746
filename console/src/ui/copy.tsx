import { useState } from 'react'
import { Button, IconButton } from './button.tsx'

interface CopyProps {
  /** What goes to the clipboard, made when asked. */
  readonly text: string | (() => string)
  readonly label: string
  readonly doneLabel: string
  readonly look?: 'icon' | 'button'
}

/** Copies a text and says so in its own place. */
export function Copy({ text, label, doneLabel, look = 'icon' }: CopyProps) {
  const [isDone, setDone] = useState(false)
  const copy = () => {
    void copyText(typeof text === 'function' ? text() : text).then(() => {
      setDone(true)
      setTimeout(() => setDone(false), 1500)
    })
  }
  if (look === 'icon')
    return (
      <IconButton size="small" icon={isDone ? 'check' : 'copy'} label={isDone ? doneLabel : label} onPress={copy} />
    )
  return (
    <Button size="small" icon={isDone ? 'check' : 'copy'} onPress={copy}>
      {isDone ? doneLabel : label}
    </Button>
  )
}

/**
 * Puts a text into the clipboard. Over plain http the browser offers none except on this machine: a hidden field and its own
 * copy command do.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
