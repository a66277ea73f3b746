import { useRouter } from '@tanstack/react-router'
import { type MouseEvent, useCallback } from 'react'

/**
 * For a long list, whose links are those of the browser itself because a link of the router in every row would cost: one
 * handler around the list follows them inside the console.
 */
export function useFollowLink(): (event: MouseEvent<HTMLElement>) => void {
  const router = useRouter()
  return useCallback(
    (event) => {
      const href = (event.target as HTMLElement).closest('a')?.getAttribute('href')
      if (!href || !isPlainClick(event)) return
      event.preventDefault()
      void router.navigate({ href })
    },
    [router],
  )
}

/** A click that asks for no new tab, no download and no menu. */
export function isPlainClick({ ctrlKey, metaKey, shiftKey, altKey, button }: MouseEvent): boolean {
  return !ctrlKey && !metaKey && !shiftKey && !altKey && button === 0
}
