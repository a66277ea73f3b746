import { type ReactNode, useId, useRef, useState } from 'react'
import { TextField as AriaTextField, Input, TextArea } from 'react-aria-components'
import { classes, controlBox } from './classes.ts'
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx'
import { useWhenChanged } from './use-when-changed.ts'

/** What may be put in at the caret. */
export interface Suggestion {
  readonly key: string
  readonly label: string
  readonly note?: string
  /** What an example of it looks like. */
  readonly example?: string
  /** The whole text and the place of the caret after it was taken. */
  readonly text: string
  readonly caret: number
}

interface SuggestFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly lines?: number
  readonly isCode?: boolean
  readonly placeholder?: string
  readonly suggestionsLabel: string
  /** Suggestions for this text with the caret at this place; none: the list stays closed. */
  readonly suggest: (text: string, caret: number) => readonly Suggestion[]
  /** Called when the field gets the focus, with a way to put something in at its caret. */
  readonly onFocus?: (insert: (text: string) => void) => void
  readonly after?: ReactNode
}

type Box = HTMLInputElement & HTMLTextAreaElement

/** A text field that offers what may be written at its caret; the focus stays in the field. */
export function SuggestField({
  label,
  hideLabel,
  help,
  fault,
  className,
  value,
  onChange,
  lines = 1,
  isCode,
  placeholder,
  isRequired = false,
  suggestionsLabel,
  suggest,
  onFocus,
  after,
  ...rest
}: SuggestFieldProps) {
  const box = useRef<Box>(null)
  const list = useId()
  const [offered, offer] = useState<readonly Suggestion[]>([])
  const [active, setActive] = useState(0)
  const setCaret = useCaret(box, value)
  const isOpen = offered.length > 0 && !rest.isReadOnly
  const look = (text: string, caret: number) => {
    offer(suggest(text, caret))
    setActive(0)
  }
  const take = ({ text, caret }: Suggestion) => {
    offer([])
    onChange(text)
    setCaret(caret)
  }
  const insert = (text: string) => {
    const {
      selectionStart,
      selectionEnd,
      value: now,
    } = box.current ?? { selectionStart: null, selectionEnd: null, value }
    const from = selectionStart ?? now.length
    onChange(now.slice(0, from) + text + now.slice(selectionEnd ?? from))
    setCaret(from + text.length)
  }
  const keys = (event: React.KeyboardEvent) => {
    if (!isOpen) return
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const by = moves[event.key]
    if (by !== undefined) setActive((active + by + offered.length) % offered.length)
    else if (event.key === 'Enter' || event.key === 'Tab') take(offered[active]!)
    else if (event.key === 'Escape') offer([])
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shared = {
    ref: box as never,
    className: classes(controlBox, isCode && 'font-mono text-sm', lines > 1 && 'resize-y field-sizing-content'),
    'aria-autocomplete': 'list' as const,
    'aria-controls': isOpen ? list : undefined,
    'aria-activedescendant': isOpen ? `${list}-${active}` : undefined,
    onKeyDown: keys,
    onFocus: () => onFocus?.(insert),
    onBlur: () => offer([]),
    onSelect: () => isOpen && box.current && look(value, box.current.selectionStart ?? 0),
    ...(placeholder && { placeholder }),
  }
  return (
    <AriaTextField
      {...rest}
      value={value}
      onChange={(text) => {
        onChange(text)
        look(text, box.current?.selectionStart ?? text.length)
      }}
      isInvalid={Boolean(fault)}
      aria-required={isRequired || undefined}
      validationBehavior="aria"
      className={classes('relative flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel text={label} isHidden={hideLabel} isRequired={isRequired} />
      <span className="relative block min-w-0">
        {lines > 1 ? <TextArea rows={lines} {...shared} /> : <Input {...shared} />}
        {isOpen && <Suggestions id={list} label={suggestionsLabel} offered={offered} active={active} onTake={take} />}
      </span>
      <FieldNotes help={help} fault={fault} />
      {after}
    </AriaTextField>
  )
}

function Suggestions({
  id,
  label,
  offered,
  active,
  onTake,
}: {
  readonly id: string
  readonly label: string
  readonly offered: readonly Suggestion[]
  readonly active: number
  readonly onTake: (suggestion: Suggestion) => void
}) {
  const current = useRef<HTMLDivElement>(null)
  useWhenChanged([active], () => current.current?.scrollIntoView({ block: 'nearest' }))
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute top-full right-0 left-0 z-30 mt-1 max-h-64 overflow-auto rounded-lg border border-line bg-raised p-1 shadow-high"
    >
      {offered.map((suggestion, at) => (
        <div
          key={suggestion.key}
          ref={at === active ? current : null}
          id={`${id}-${at}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === active}
          // The focus must not leave the field, or the list would close before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
          onKeyDown={() => undefined}
          className={classes(
            'flex cursor-default flex-wrap items-baseline gap-x-2 rounded px-2 py-1',
            at === active && 'bg-sunken',
          )}
        >
          <code className="font-mono text-sm text-accent-ink">{suggestion.label}</code>
          {suggestion.note && <span className="flex-1 text-sm text-ink-soft">{suggestion.note}</span>}
          {suggestion.example && <span className="max-w-48 truncate text-sm text-ink-faint">{suggestion.example}</span>}
        </div>
      ))}
    </div>
  )
}

/** Puts the caret where it belongs once the new text is in the field. */
function useCaret(box: React.RefObject<Box | null>, value: string) {
  const wanted = useRef<number | null>(null)
  useWhenChanged([value], () => {
    if (wanted.current === null) return
    box.current?.focus()
    box.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })
  return (at: number) => {
    wanted.current = at
  }
}
