import type { I18n } from '@lingui/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import { queryClient } from '../api/query-client.ts'
import { sessionQuery } from '../api/session.ts'
import { useLook } from '../parts/look.ts'
import { Toasts } from '../ui/toast.tsx'
import { type Language, loadWords, useSay, WordsProvider } from '../words/words.tsx'
import { router } from './router.tsx'

/** The whole console: words, data, pages. Nothing is drawn before its words are here. */
export function App() {
  const { language } = useLook()
  const [i18n, setI18n] = useState<I18n | null>(null)
  useEffect(() => {
    let isWanted = true
    void loadWords(language).then((loaded) => {
      if (!isWanted) return
      setI18n(loaded)
    })
    return () => {
      isWanted = false
    }
  }, [language])
  useAnswersIn(language)
  if (!i18n) return null
  return (
    <WordsProvider i18n={i18n}>
      <I18nProvider locale={i18n.locale === 'ru' ? 'ru-RU' : 'en-US'}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <BackgroundNews />
        </QueryClientProvider>
      </I18nProvider>
    </WordsProvider>
  )
}

/**
 * The server says reasons and faults in the language of the page: in another one everything is asked again. Not who is here: the
 * server may not have heard of the choice yet, and its answer would undo it.
 */
function useAnswersIn(language: Language): void {
  const asked = useRef(language)
  useEffect(() => {
    if (asked.current !== language)
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
    asked.current = language
  }, [language])
}

function BackgroundNews() {
  const say = useSay()
  return <Toasts label={say('shell.news')} closeLabel={say('common.close')} />
}
