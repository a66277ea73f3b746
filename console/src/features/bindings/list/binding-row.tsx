import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Binding, BindingActivity } from '../../../api/bindings.ts'
import type { EventType } from '../../../api/catalogue.ts'
import type { Integration } from '../../../api/integrations.ts'
import { summarize } from '../../../parts/conditions/summary.ts'
import { useFormats } from '../../../parts/formats.ts'
import { useMay } from '../../../parts/me.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Badge } from '../../../ui/feedback.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Link } from '../../../ui/link.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { Sparkline } from '../../../ui/sparkline.tsx'
import { Checkbox, Switch } from '../../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'

/** The columns of the list on a wide screen; on a phone a row is a card. */
export const rowColumns =
  'lg:grid lg:grid-cols-[auto_auto_minmax(0,4.7fr)_minmax(0,1.8fr)_minmax(0,2fr)_140px_minmax(0,2.7fr)_auto] lg:gap-x-4'

interface RowProps {
  readonly binding: Binding
  readonly type: EventType | undefined
  readonly integration: Integration | undefined
  readonly activity: BindingActivity | undefined
  readonly isSelected: boolean
  readonly onSelect: (isSelected: boolean) => void
  readonly onToggle: (enabled: boolean) => void
  readonly onTest: () => void
  readonly onExport: () => void
  readonly onRemove: () => void
}

/** A rule: its switch, what fires it, where it sends, how busy it is. */
export function BindingRow(props: RowProps) {
  const { binding, type, integration, activity, isSelected, onSelect, onToggle } = props
  const say = useSay()
  const language = useLanguage()
  const mayWrite = useMay('bindings:write')
  return (
    <li
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 ${rowColumns} ${isSelected ? 'bg-accent-soft' : ''}`}
    >
      <Checkbox
        hideLabel
        label={say('common.select_row', { name: binding.name })}
        isChecked={isSelected}
        onChange={onSelect}
      />
      <Switch
        label={say('bindings.switch', { name: binding.name })}
        hideLabel
        isOn={binding.enabled}
        isDisabled={!mayWrite}
        onChange={onToggle}
      />
      <span className="min-w-0 flex-1 basis-44">
        <Link to="/bindings/$id" params={{ id: binding.id }} className="font-medium">
          {binding.name}
        </Link>
        <span className="line-clamp-2 text-sm text-ink-soft">
          {summarize(binding.conditions, type?.parameters ?? [], language)}
        </span>
      </span>
      <Cell label={say('journal.type')}>{type?.title[language] ?? binding.event_type}</Cell>
      <Cell label={say('journal.integration')}>
        {integration ? (
          <Link to="/integrations/$id" params={{ id: integration.id }}>
            {integration.name}
          </Link>
        ) : (
          '—'
        )}
      </Cell>
      <Cell label={say('bindings.in_a_day')}>
        <Day activity={activity} />
      </Cell>
      <Cell label={say('bindings.last')}>
        <Last binding={binding} activity={activity} />
      </Cell>
      <span className="max-lg:order-1">
        <RowMenu {...props} />
      </span>
    </li>
  )
}

/** On a phone each figure has its name beside it; on a wide screen the head of the column says it. */
function Cell({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span className="flex min-w-0 justify-between gap-3 text-sm max-lg:order-2 max-lg:w-full lg:block">
      <span className="shrink-0 text-ink-soft lg:hidden">{label}</span>
      <span className="min-w-0 max-lg:text-right">{children}</span>
    </span>
  )
}

function Day({ activity }: { readonly activity: BindingActivity | undefined }) {
  const say = useSay()
  const formats = useFormats()
  if (!activity) return '—'
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <Sparkline values={activity.hours} width={72} height={20} />
      <span>
        <span className="sr-only">{say('bindings.fired_label')} </span>
        {formats.number(activity.fired)}
      </span>
      {activity.failed > 0 && (
        <span className="text-bad">
          <Icon name="close" size={13} className="inline" />
          <span className="sr-only">{say('bindings.failed_label')} </span>
          {formats.number(activity.failed)}
        </span>
      )}
    </span>
  )
}

function Last({ binding, activity }: { readonly binding: Binding; readonly activity: BindingActivity | undefined }) {
  const say = useSay()
  const formats = useFormats()
  const changed = binding.updated_at && formats.ago(binding.updated_at)
  const by = activity?.changed_by
  return (
    <>
      <span className="flex flex-wrap items-center gap-1.5 max-lg:justify-end">
        {activity ? (activity.last_fired_at ? formats.ago(activity.last_fired_at) : say('common.never')) : '—'}
        {activity?.silent && (
          <Badge tone="warn" icon="clock">
            {say('bindings.state_silent')}
          </Badge>
        )}
      </span>
      {changed && (
        <span className="block text-xs text-balance text-ink-soft">
          {by ? say('bindings.changed_by', { when: changed, name: by }) : say('bindings.changed', { when: changed })}
        </span>
      )}
    </>
  )
}

function RowMenu({ binding, onTest, onExport, onRemove }: RowProps) {
  const say = useSay()
  const navigate = useNavigate()
  const mayWrite = useMay('bindings:write')
  const mayTest = useMay('bindings:test')
  const label = say('common.actions_of', { name: binding.name })
  return (
    <Menu
      label={label}
      trigger={<IconButton icon="more" label={label} />}
      entries={[
        {
          label: say('common.open'),
          icon: 'edit',
          onAction: () => void navigate({ to: '/bindings/$id', params: { id: binding.id } }),
        },
        ...(mayTest ? [{ label: say('bindings.test'), icon: 'send' as const, onAction: onTest }] : []),
        {
          label: say('nav.journal'),
          icon: 'journal',
          onAction: () => void navigate({ to: '/journal', search: { binding_id: binding.id } }),
        },
        ...(mayWrite
          ? [
              {
                label: say('common.duplicate'),
                icon: 'copy' as const,
                onAction: () => void navigate({ to: '/bindings/new', search: { copy: binding.id } }),
              },
            ]
          : []),
        { label: say('bindings.export'), icon: 'download', onAction: onExport },
        ...(mayWrite
          ? [
              null,
              {
                label: say('common.delete'),
                icon: 'trash' as const,
                isDangerous: true,
                onAction: onRemove,
              },
            ]
          : []),
      ]}
    />
  )
}
