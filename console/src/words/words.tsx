import { type I18n, setupI18n } from '@lingui/core'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { editor } from './en/editor.ts'
import type { integrations } from './en/integrations.ts'
import type { wall } from './en/message-wall.ts'
import type { overview } from './en/overview.ts'
import type { settings } from './en/settings.ts'
import type { sources } from './en/sources.ts'
import type { en } from './en.ts'

export type Language = 'en' | 'ru'
export const languages: readonly Language[] = ['en', 'ru']

/** The name of a sentence. The compiler knows every one, so a sentence that is missing is an error of the build. */
export type SentenceKey =
  | keyof typeof en
  | keyof typeof editor
  | keyof typeof integrations
  | keyof typeof overview
  | keyof typeof settings
  | keyof typeof sources
  | keyof typeof wall

/** Values for the placeholders of a sentence, by name. */
export type SentenceValues = Readonly<Record<string, string | number>>

/** Says a sentence in the language of the page. */
export type Say = (key: SentenceKey, values?: SentenceValues) => string

const loaders: Readonly<Record<Language, () => Promise<Readonly<Record<string, unknown>>>>> = {
  en: async () => (await import('./en.ts')).en,
  ru: async () => (await import('./ru.ts')).ru,
}

/** Sentences of one large page, which travel with it. */
const laterLoaders = {
  editor: {
    en: async () => (await import('./en/editor.ts')).editor,
    ru: async () => (await import('./ru/editor.ts')).editor,
  },
  integrations: {
    en: async () => (await import('./en/integrations.ts')).integrations,
    ru: async (): Promise<Readonly<Record<keyof typeof integrations, string>>> =>
      (await import('./ru/integrations.ts')).integrations,
  },
  overview: {
    en: async () => (await import('./en/overview.ts')).overview,
    ru: async (): Promise<Readonly<Record<keyof typeof overview, string>>> =>
      (await import('./ru/overview.ts')).overview,
  },
  settings: {
    en: async () => (await import('./en/settings.ts')).settings,
    ru: async (): Promise<Readonly<Record<keyof typeof settings, string>>> =>
      (await import('./ru/settings.ts')).settings,
  },
  sources: {
    en: async () => (await import('./en/sources.ts')).sources,
    ru: async (): Promise<Readonly<Record<keyof typeof sources, string>>> => (await import('./ru/sources.ts')).sources,
  },
  wall: {
    en: async () => (await import('./en/message-wall.ts')).wall,
    ru: async (): Promise<Readonly<Record<keyof typeof wall, string>>> => (await import('./ru/message-wall.ts')).wall,
  },
} as const

export type LaterWords = keyof typeof laterLoaders

const wanted = new Set<LaterWords>()
let current: I18n | null = null

/** Loads one language: only its sentences travel to the browser. */
export async function loadWords(language: Language): Promise<I18n> {
  const i18n = setupI18n()
  i18n.load(language, (await loaders[language]()) as never)
  const told = new Set<LaterWords>()
  // Another page may be asked for while these are on their way.
  while (told.size < wanted.size) {
    for (const part of wanted) {
      if (!told.has(part)) i18n.load(language, (await laterLoaders[part][language]()) as never)
      told.add(part)
    }
  }
  i18n.activate(language)
  current = i18n
  return i18n
}

/** Brings the sentences of a page, in the language of now and in every one that is chosen later. */
export async function wantWords(part: LaterWords): Promise<void> {
  wanted.add(part)
  const i18n = current
  if (i18n) i18n.load(i18n.locale, (await laterLoaders[part][i18n.locale as Language]()) as never)
}

const Words = createContext<{ readonly say: Say; readonly language: Language } | null>(null)

/** Everything below speaks this language. */
export function WordsProvider({ i18n, children }: { readonly i18n: I18n; readonly children: ReactNode }) {
  const value = useMemo(
    () => ({
      language: i18n.locale as Language,
      say: (key: SentenceKey, values?: SentenceValues) => i18n._(key, values as Record<string, unknown>),
    }),
    [i18n],
  )
  return <Words value={value}>{children}</Words>
}

/** `say('journal.title')`: the sentence in the language of the page. */
export function useSay(): Say {
  return useWords().say
}

/** Picks from a pair the catalogue or an error carries: `{en, ru}`. */
export function useLanguage(): Language {
  return useWords().language
}

function useWords() {
  const words = useContext(Words)
  if (!words) throw new Error('There are no words here: this component stands outside WordsProvider')
  return words
}
