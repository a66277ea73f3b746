import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { useWhenChanged } from '../../ui/use-when-changed.ts'

/** Drawn beyond the window on either side, so that a quick turn of the wheel shows no gap. */
const spareRows = 8
/** What the header of the page and of the table cover at the top. */
const coveredPx = 100
/** The next page is asked for so many rows before the end. */
const nearEndRows = 60

interface WindowRows {
  /** The element that holds the rows. */
  readonly list: RefObject<HTMLElement | null>
  /** The first row that is drawn, and the one after the last. */
  readonly first: number
  readonly end: number
  /** Empty room above and below what is drawn, in pixels. */
  readonly above: number
  readonly below: number
  readonly scrollTo: (index: number) => void
}

/** Draws only the rows near the window, however many there are; all are equally high. Asks for more when the end comes near. */
export function useWindowRows(count: number, rowHeight: number, onNearEnd: () => void): WindowRows {
  const list = useRef<HTMLElement | null>(null)
  const [at, setAt] = useState(() => ({ first: 0, end: Math.ceil(window.innerHeight / rowHeight) }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows may have come into sight
  useLayoutEffect(() => {
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0
      // In steps, so that most movements draw nothing anew.
      const first = Math.floor(-top / rowHeight / 5) * 5 - spareRows
      const end = Math.ceil((window.innerHeight - top) / rowHeight / 5) * 5 + spareRows
      setAt((before) => (before.first === first && before.end === end ? before : { first, end }))
    }
    look()
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [rowHeight, count])
  const first = Math.min(Math.max(0, at.first), count)
  const end = Math.min(Math.max(first, at.end), count)
  const isNearEnd = end >= count - nearEndRows
  useWhenChanged([isNearEnd, count], () => {
    if (isNearEnd) onNearEnd()
  })
  return {
    list,
    first,
    end,
    above: first * rowHeight,
    below: (count - end) * rowHeight,
    scrollTo(index) {
      const top = (list.current?.getBoundingClientRect().top ?? 0) + index * rowHeight
      if (top < coveredPx) window.scrollBy({ top: top - coveredPx })
      else if (top + rowHeight > window.innerHeight - 24)
        window.scrollBy({ top: top + rowHeight - window.innerHeight + 24 })
    },
  }
}
