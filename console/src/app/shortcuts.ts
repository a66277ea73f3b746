import { useEffect, useRef } from 'react'
import { maySingleKeyAct } from '../parts/single-keys.ts'
import { places } from './places.ts'

interface Reactions {
  readonly openPalette: () => void
  readonly openHelp: () => void
  readonly goTo: (to: string) => void
}

/** `g`, then the key of a screen. Keys are known by their place on the board, so they work on the Russian layout. */
const screens: Readonly<Record<string, string>> = Object.fromEntries(places.map(({ key, to }) => [key, to]))
const waitMs = 1200

/** The shortcuts that work on every page. */
export function useShortcuts({ openPalette, openHelp, goTo }: Reactions): void {
  const goUntil = useRef(0)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
        event.preventDefault()
        openPalette()
        return
      }
      if (!maySingleKeyAct(event)) return
      const screen = event.timeStamp < goUntil.current ? screens[event.code] : undefined
      goUntil.current = 0
      if (screen) goTo(screen)
      else if (event.code === 'KeyG') goUntil.current = event.timeStamp + waitMs
      else if (
        event.key === '?' ||
        (event.code === 'Slash' && event.shiftKey) ||
        (event.code === 'Digit7' && event.key === '?')
      )
        openHelp()
      else if (event.code === 'Slash' || event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-page-search]')
        if (!search) return
        event.preventDefault()
        search.focus()
      }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [openPalette, openHelp, goTo])
}
