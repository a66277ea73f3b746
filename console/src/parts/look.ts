import { useSyncExternalStore } from 'react'
import type { Theme } from '../api/session.ts'
import { type Language, languages } from '../words/words.tsx'

/** Language and theme of this browser: known before anybody has signed in, and taken over from the account after. */
interface Look {
  readonly language: Language
  readonly theme: Theme
}

const keys = { language: 'hookswitch.language', theme: 'hookswitch.theme' } as const
const listeners = new Set<() => void>()
const darkSystem = matchMedia('(prefers-color-scheme: dark)')

let look: Look = {
  language: languages.find((one) => one === localStorage.getItem(keys.language)) ?? languageOfBrowser(),
  theme: (localStorage.getItem(keys.theme) as Theme | null) ?? 'system',
}
darkSystem.addEventListener('change', wear)
wear()

export function useLook(): Look {
  return useSyncExternalStore(listen, () => look)
}

/** Changes language or theme at once and remembers them in this browser. What stays as it is draws nothing anew. */
export function changeLook(change: Partial<Look>): void {
  const changed = { ...look, ...change }
  if (changed.language === look.language && changed.theme === look.theme) return
  look = changed
  localStorage.setItem(keys.language, look.language)
  localStorage.setItem(keys.theme, look.theme)
  wear()
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The page says its language from the beginning: what is asked before its words are here is answered in it. */
function wear(): void {
  document.documentElement.lang = look.language
  const isDark = look.theme === 'dark' || (look.theme === 'system' && darkSystem.matches)
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
}

function languageOfBrowser(): Language {
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('ru')) ? 'ru' : 'en'
}
