import { useEffect } from 'react'

interface Reactions {
  readonly openPalette: () => void
  readonly openHelp: () => void
  readonly goTo: (to: string) => void
}

/** `g`, then the first letter of a screen. Keys are known by their place on the board, so they work on the Russian layout. */
const screens: Readonly<Record<string, string>> = {
  KeyO: '/',
  KeyB: '/bindings',
  KeyI: '/integrations',
  KeyJ: '/journal',
  KeyW: '/wall',
  KeyS: '/sources',
  Comma: '/settings',
}
const waitMs = 1200
const offKey = 'hookswitch.single-keys'

/** Shortcuts of one key can be switched off (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(offKey) !== 'off'
}

export function switchSingleKeys(isOn: boolean): void {
  localStorage.setItem(offKey, isOn ? 'on' : 'off')
}

/** True when a letter would be typed into something. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** The shortcuts that work on every page. */
export function useShortcuts({ openPalette, openHelp, goTo }: Reactions): void {
  useEffect(() => {
    let goUntil = 0
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
        event.preventDefault()
        openPalette()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areSingleKeysOn()) return
      if (document.querySelector('[role=dialog],[role=alertdialog],[role=menu]')) return
      const screen = event.timeStamp < goUntil ? screens[event.code] : undefined
      goUntil = 0
      if (screen) goTo(screen)
      else if (event.code === 'KeyG') goUntil = event.timeStamp + waitMs
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
