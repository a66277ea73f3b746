import type { MenuEntry } from '../../ui/menu.tsx'
import { useSay } from '../../words/words.tsx'
import { mayNest, type TreeAction, useTree } from './condition-editor.tsx'
import { type Path, partAt } from './tree.ts'

/** Keys are known by their place on the board, so that they work on the Russian layout. */
const keys: Readonly<Record<string, TreeAction>> = { ArrowUp: 'up', ArrowDown: 'down', KeyD: 'copy', KeyG: 'wrap' }

/** What can be done with a row or a group, by menu and by key. */
export function useRowActions(path: Path, what: 'row' | 'group') {
  const say = useSay()
  const { root, isReadOnly, act, change } = useTree()
  const isRoot = path.length === 0
  const isUnderNot = path.at(-1) === 'not'
  const isAlone = isRoot || isUnderNot
  const negate = () => {
    const part = partAt(root, path)
    if (part) change(path, { not: part }, path)
  }
  const entry = (action: TreeAction, more: Partial<MenuEntry> = {}): MenuEntry => ({
    label: say(`rule.${action}`),
    onAction: () => act(action, path),
    ...more,
  })
  const entries: (MenuEntry | null)[] = [
    ...(isAlone
      ? []
      : [entry('up', { icon: 'arrowUp', keys: 'Alt ↑' }), entry('down', { icon: 'arrowDown', keys: 'Alt ↓' })]),
    ...(isUnderNot || (isRoot && what === 'group') ? [] : [entry('copy', { icon: 'copy', keys: 'Alt D' })]),
    ...(mayNest(path) ? [entry('wrap', { icon: 'columns', keys: 'Alt G' })] : []),
    ...(isUnderNot ? [] : [entry('negate', { icon: 'ban', onAction: negate })]),
    null,
    entry('remove', {
      icon: 'trash',
      isDangerous: true,
      label: say(what === 'row' ? 'rule.remove' : 'rule.remove_group'),
    }),
  ]
  const onKeyDown = (event: React.KeyboardEvent) => {
    const action = keys[event.code]
    if (!event.altKey || event.ctrlKey || event.metaKey || !action || isReadOnly) return
    event.preventDefault()
    event.stopPropagation()
    if (action === 'wrap' && !mayNest(path)) return
    act(action, path)
  }
  return { entries, onKeyDown }
}
