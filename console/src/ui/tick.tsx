import { useEffect, useRef } from 'react'

interface TickProps {
  readonly label: string
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
  /** Some, but not all, of what it stands for is chosen. */
  readonly isMixed?: boolean
}

/** A check box of the browser itself, for long lists: it costs next to nothing. Its label is said to a screen reader only. */
export function Tick({ label, isChecked, onChange, isMixed = false }: TickProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = isMixed
  }, [isMixed])
  return (
    <label className="grid size-6 place-items-center">
      <span className="sr-only">{label}</span>
      <input
        ref={box}
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4.5 accent-(--accent)"
      />
    </label>
  )
}
