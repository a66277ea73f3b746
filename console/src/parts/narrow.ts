import { useSyncExternalStore } from 'react'

const query = matchMedia('(max-width: 767.9px)')

function watch(change: () => void): () => void {
  query.addEventListener('change', change)
  return () => query.removeEventListener('change', change)
}

/** True on a phone, where tables become cards. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(watch, () => query.matches)
}
