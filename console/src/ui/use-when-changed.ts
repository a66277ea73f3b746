import { useEffect } from 'react'

/** Once the screen shows these values, does something: at first, and again whenever one of them is another. What `act` itself reads does not call it. */
export function useWhenChanged(values: readonly unknown[], act: () => void): void {
  useEffect(() => {
    // In braces: what `act` gives back, such as the promise of a scroll in new browsers, is no way to clean up.
    act()
    // biome-ignore lint/correctness/useExhaustiveDependencies: the values alone decide, for `act` is a new function each time
  }, values)
}
