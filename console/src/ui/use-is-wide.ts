import { useSyncExternalStore } from 'react'

/** True while the window fits a media query, such as `(min-width: 1200px)`. */
export function useIsWide(query: string): boolean {
  return useSyncExternalStore(
    (tell) => {
      const list = matchMedia(query)
      list.addEventListener('change', tell)
      return () => list.removeEventListener('change', tell)
    },
    () => matchMedia(query).matches,
  )
}
