import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Segments } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'
import { ConditionPart, mayNest, useFirstLeaf, useTree } from './condition-editor.tsx'
import { useRowActions } from './row-actions.ts'
import { type Group, groupOf, kindOf, type Path, partsOf, placeOf } from './tree.ts'
import { Verdict } from './verdict.tsx'

/** Conditions that are joined by one word, with a bracket at their left. */
export function GroupBlock({ group, path }: { readonly group: Group; readonly path: Path }) {
  const say = useSay()
  const { root, isReadOnly, change, noteAt } = useTree()
  const newLeaf = useFirstLeaf()
  const { entries, onKeyDown } = useRowActions(path, 'group')
  const kind = kindOf(group)
  const parts = partsOf(group)
  const place = placeOf(root, path)
  const add = (part: Parameters<typeof change>[1]) =>
    part && change(path, groupOf(kind, [...parts, part]), [...path, parts.length])
  return (
    <div
      data-place={place}
      className="flex min-w-0 flex-col gap-2 rounded-l border-l-3 border-line-strong/60 pl-3 not-first:mt-1"
    >
      <div className="flex flex-wrap items-center gap-2" onKeyDownCapture={onKeyDown}>
        <Verdict path={path} />
        <Segments
          label={say('rule.joint')}
          value={kind}
          isDisabled={isReadOnly}
          choices={[
            { value: 'all', label: say('rule.all') },
            { value: 'any', label: say('rule.any') },
          ]}
          onChange={(joint) => change(path, groupOf(joint, parts))}
        />
        <span className="text-sm text-ink-soft">{say(kind === 'all' ? 'rule.all_help' : 'rule.any_help')}</span>
        {!isReadOnly && (
          <span className="ml-auto" data-part="menu-box">
            <Menu
              label={say('rule.group_actions')}
              trigger={<IconButton size="small" icon="more" label={say('rule.group_actions')} data-part="menu" />}
              entries={entries}
            />
          </span>
        )}
      </div>
      {parts.map((part, at) => (
        <ConditionPart key={at} condition={part} path={[...path, at]} />
      ))}
      {noteAt(place)}
      {!isReadOnly && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" icon="plus" onPress={() => add(newLeaf())}>
            {say('rule.add')}
          </Button>
          {mayNest(path) && (
            <Button
              size="small"
              look="quiet"
              icon="plus"
              onPress={() => add(groupOf(kind === 'all' ? 'any' : 'all', [newLeaf()]))}
            >
              {say('rule.add_group')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
