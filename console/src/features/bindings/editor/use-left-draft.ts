import { useEffect, useRef, useState } from 'react'
import { useMe } from '../../../parts/me.tsx'
import { isSame } from './draft.ts'
import { draftKey, dropDraft, keepDraft, type LeftDraft, readLeftDraft } from './local-draft.ts'
import type { EditorTools } from './use-editor.ts'

const keepMs = 250

/** Keeps what is not saved in this browser, and offers what an earlier visit left behind. */
export function useLeftDraft({ draft, start, base, isDirty, isReadOnly }: EditorTools) {
  const me = useMe()
  const key = draftKey(me.id, base?.id ?? null)
  const [left, setLeft] = useState<LeftDraft | null>(() => {
    const found = isReadOnly ? null : readLeftDraft(key)
    return found && !(isSame(found.draft.form, start) && found.draft.text === null) ? found : null
  })
  const isDropped = useRef(false)
  const kept = { draft, version: base?.version ?? null, at: Date.now() }
  const latest = useRef(kept)
  latest.current = kept
  useEffect(() => {
    if (isReadOnly || isDropped.current) return
    if (!isDirty) {
      // What is offered stays on disk until somebody decides about it.
      if (left === null) dropDraft(key)
      return
    }
    const keep = () => keepDraft(key, { ...latest.current, draft })
    const timer = setTimeout(keep, keepMs)
    addEventListener('pagehide', keep)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', keep)
      if (!isDropped.current) keep()
    }
  }, [key, draft, isDirty, isReadOnly, left])
  return {
    left,
    decide: () => setLeft(null),
    drop: () => {
      isDropped.current = true
      dropDraft(key)
    },
  }
}
