import { useRef } from 'react'
import { classes, controlBox } from './classes.ts'
import { Icon } from './icon.tsx'

interface SearchBoxProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Enter was pressed, or the box was emptied by its cross or Escape. */
  readonly onSubmit: (value: string) => void
  readonly clearLabel: string
  readonly className?: string
}

/** The search of a page, which `/` leads to; the browser's own field, so that it weighs nothing. */
export function SearchBox({ label, value, onChange, onSubmit, clearLabel, className }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const clear = () => {
    onChange('')
    onSubmit('')
    input.current?.focus()
  }
  return (
    <form
      role="search"
      className={classes('relative min-w-0', className)}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(value)
      }}
    >
      <Icon name="search" className="pointer-events-none absolute top-2 left-2.5 text-ink-faint" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        data-page-search
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.preventDefault()
          clear()
        }}
        className={classes(controlBox, 'pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={clear}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded text-ink-faint hover:bg-sunken"
        >
          <Icon name="close" size={14} />
        </button>
      )}
    </form>
  )
}
