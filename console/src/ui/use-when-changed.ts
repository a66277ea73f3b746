import { useEffect } from 'react'

/** Once the screen shows these values, does something: at first, and again whenever one of them is another. What `act` itself reads does not call it. */
export function useWhenChanged(values: readonly unknown[], act: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the values alone decide, for `act` is a new function each time
  useEffect(act, values)
}
