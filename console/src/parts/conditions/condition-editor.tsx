import { createContext, type ReactNode, useContext, useLayoutEffect, useRef, useState } from 'react'
import type { Condition, Leaf } from '../../api/bindings.ts'
import type { Parameter } from '../../api/catalogue.ts'
import type { Judged } from '../../api/journal.ts'
import { firstLeaf } from './first-leaf.ts'
import { GroupBlock } from './group-block.tsx'
import { LeafRow } from './leaf-row.tsx'
import { NotBlock } from './not-block.tsx'
import { isAbout, isGroup, type Moved, type Path, placeOf, shifted, withCopy, withPart, wrapped } from './tree.ts'

/** How deep a person may nest groups here; what came in deeper by JSON is shown and kept. */
const deepest = 3

interface TreeTools {
  readonly root: Condition
  readonly eventType: string
  readonly parameters: readonly Parameter[]
  readonly isReadOnly: boolean
  /** What each part was found to be for the event at hand; null while there is none. */
  readonly judged: Judged | null
  /** Values of the event at hand, as examples. */
  readonly example: Readonly<Record<string, unknown>>
  readonly change: (path: Path, next: Condition | null, focus?: Path) => void
  readonly act: (action: TreeAction, path: Path) => void
  readonly noteAt: (place: string) => ReactNode
}

export type TreeAction = 'up' | 'down' | 'copy' | 'wrap' | 'negate' | 'remove'

const Tree = createContext<TreeTools | null>(null)

/** What every part of the builder works with. */
export function useTree(): TreeTools {
  const tree = useContext(Tree)
  if (!tree) throw new Error('This stands outside a ConditionEditor')
  return tree
}

interface EditorProps
  extends Pick<TreeTools, 'eventType' | 'parameters' | 'isReadOnly' | 'judged' | 'example' | 'noteAt'> {
  readonly condition: Condition
  readonly onChange: (condition: Condition | null) => void
}

/** A rule as rows and groups; one joint word for each group, so that “and” and “or” never stand side by side. */
export function ConditionEditor({ condition, onChange, judged, ...rest }: EditorProps) {
  const frame = useRef<HTMLDivElement>(null)
  const focusOn = useFocusAfter(frame)
  const take = (moved: Moved | null, part?: string) => {
    if (!moved) return
    onChange(moved.tree)
    focusOn(placeOf(moved.tree, moved.path), part)
  }
  const change: TreeTools['change'] = (path, next, focus) => {
    const tree = withPart(condition, path, next)
    onChange(tree)
    if (tree && focus) focusOn(placeOf(tree, focus))
  }
  const act: TreeTools['act'] = (action, path) => {
    if (action === 'up') take(shifted(condition, path, -1), 'menu')
    else if (action === 'down') take(shifted(condition, path, 1), 'menu')
    else if (action === 'copy') take(withCopy(condition, path))
    else if (action === 'wrap') take(wrapped(condition, path), 'menu')
    else onChange(withPart(condition, path, null))
  }
  const tools = { ...rest, root: condition, judged: isAbout(judged, condition) ? judged : null, change, act }
  return (
    <Tree value={tools}>
      <div ref={frame} className="@container">
        <ConditionPart condition={condition} path={[]} />
      </div>
    </Tree>
  )
}

/** One part of the tree, whatever it is. */
export function ConditionPart({ condition, path }: { readonly condition: Condition; readonly path: Path }) {
  if ('not' in condition) return <NotBlock inner={condition.not} path={path} />
  if (isGroup(condition)) return <GroupBlock group={condition} path={path} />
  return <LeafRow leaf={condition as Leaf} path={path} />
}

/** Whether one more group may be made inside this place. */
export function mayNest(path: Path): boolean {
  return path.filter((step) => step !== 'not').length + 1 < deepest
}

/** A new comparison, for the buttons that add one. */
export function useFirstLeaf(): () => Leaf {
  const { parameters } = useTree()
  return () => firstLeaf(parameters)
}

/** Puts the focus on a part that has just come to its place: what a person moved stays under their fingers. */
function useFocusAfter(frame: React.RefObject<HTMLDivElement | null>) {
  const [wanted, want] = useState<{ readonly place: string; readonly part: string | undefined } | null>(null)
  useLayoutEffect(() => {
    if (!wanted) return
    const row = frame.current?.querySelector(`[data-place="${CSS.escape(wanted.place)}"]`)
    const inside = wanted.part === undefined ? 'input, button' : `[data-part="${wanted.part}"], input, button`
    const first = row?.querySelector<HTMLElement>(wanted.part ? `[data-part="${wanted.part}"]` : inside)
    ;(first ?? row?.querySelector<HTMLElement>(inside))?.focus()
    want(null)
  }, [wanted, frame])
  return (place: string, part?: string) => want({ place, part })
}
