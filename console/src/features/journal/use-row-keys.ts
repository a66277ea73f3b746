import { useEffect, useRef } from 'react'
import { maySingleKeyAct } from '../../parts/single-keys.ts'

interface Reactions {
  readonly count: number
  readonly active: number | null
  readonly setActive: (index: number | null) => void
  readonly open: (index: number) => void
  readonly select?: (index: number) => void
  readonly retry?: (index: number) => void
  readonly edit?: (index: number) => void
}

/** Walks a list by `j` and `k` and acts on the row; keys are known by their place on the board, whatever the layout. */
export function useRowKeys(reactions: Reactions): void {
  const latest = useRef(reactions)
  latest.current = reactions
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!maySingleKeyAct(event) || event.shiftKey) return
      const { count, active, setActive, open, select, retry, edit } = latest.current
      const step = event.code === 'KeyJ' ? 1 : event.code === 'KeyK' ? -1 : 0
      if (step !== 0 && count > 0) {
        event.preventDefault()
        return setActive(Math.min(count - 1, Math.max(0, active === null ? 0 : active + step)))
      }
      if (active === null) return
      if (event.code === 'Escape') return setActive(null)
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('a,button') !== null
      const act = { Enter: isOnControl ? undefined : open, KeyX: select, KeyR: retry, KeyE: edit }[event.code]
      if (!act) return
      event.preventDefault()
      act(active)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
