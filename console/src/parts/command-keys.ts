import { useEffect, useRef } from 'react'

/** Commands of a page under Ctrl (or ⌘) and a key, by its place on the board: `KeyS` saves also on the Russian layout. */
export function useCommandKeys(commands: Readonly<Record<string, () => unknown>>): void {
  const latest = useRef(commands)
  latest.current = commands
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      const command = Object.hasOwn(latest.current, event.code) ? latest.current[event.code] : undefined
      if (!command || document.querySelector('[role=dialog],[role=alertdialog]')) return
      event.preventDefault()
      command()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
