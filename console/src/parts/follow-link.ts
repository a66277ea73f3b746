import { useRouter } from '@tanstack/react-router'
import { type RefObject, useCallback, useEffect, useEffectEvent } from 'react'

/**
 * For a long list, whose links are those of the browser itself because a link of the router in every row would cost: one
 * listener on the list follows them inside the console.
 */
export function useFollowLinks(list: RefObject<HTMLElement | null>): void {
  useClicks(list, useFollow())
}

/** Follows the link that was clicked inside the console, unless the click asks for something else. */
export function useFollow(): (event: MouseEvent) => void {
  const router = useRouter()
  return useCallback(
    (event) => {
      const href = (event.target as Element).closest('a')?.getAttribute('href')
      if (!href || !isPlainClick(event)) return
      event.preventDefault()
      void router.navigate({ href })
    },
    [router],
  )
}

/** Hears clicks on what stands in a list. The list itself is no control: keys work on the links and buttons in it. */
export function useClicks(list: RefObject<HTMLElement | null>, onClick: (event: MouseEvent) => void): void {
  const clicked = useEffectEvent(onClick)
  useEffect(() => {
    const element = list.current
    const listen = (event: MouseEvent) => clicked(event)
    element?.addEventListener('click', listen)
    return () => element?.removeEventListener('click', listen)
  }, [list])
}

/** A click that asks for no new tab, no download and no menu. */
export function isPlainClick({ ctrlKey, metaKey, shiftKey, altKey, button }: MouseEvent): boolean {
  return !ctrlKey && !metaKey && !shiftKey && !altKey && button === 0
}
