import type { ReactNode } from 'react'
import {
  ComboBox as AriaComboBox,
  Select as AriaSelect,
  Button,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SelectValue,
} from 'react-aria-components'
import { classes, controlBox } from './classes.ts'
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'

export interface Option {
  readonly value: string
  readonly label: string
  /** A second line, or an example. */
  readonly note?: string
  /** Options with the same group stand under one heading. */
  readonly group?: string
  readonly mark?: ReactNode
  readonly isDisabled?: boolean
}

interface ChooseProps extends FieldProps {
  readonly value: string | null
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly size?: 'small' | 'normal'
}

/** One of a short list. For a long one take `Combo`, which can be searched. */
export function Select({
  label,
  hideLabel,
  help,
  fault,
  isRequired,
  value,
  options,
  onChange,
  placeholder,
  className,
  size = 'normal',
  isDisabled = false,
  isReadOnly = false,
}: ChooseProps) {
  return (
    <AriaSelect
      selectedKey={value}
      onSelectionChange={(key) => key !== null && onChange(String(key))}
      isInvalid={Boolean(fault)}
      isDisabled={isDisabled || isReadOnly}
      validationBehavior="aria"
      placeholder={placeholder ?? '—'}
      className={classes('flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel text={label} isHidden={hideLabel} isRequired={isRequired} />
      <Button
        className={classes(
          controlBox,
          'flex items-center justify-between gap-2 text-left',
          size === 'small' && 'py-0.5 text-sm',
        )}
      >
        <SelectValue className="truncate data-placeholder:text-ink-faint [&_[slot=description]]:hidden" />
        <Icon name="chevronDown" className="text-ink-faint" />
      </Button>
      <FieldNotes help={help} fault={fault} />
      <Popover className={popoverLook}>
        <Options options={options} />
      </Popover>
    </AriaSelect>
  )
}

interface ComboProps extends ChooseProps {
  /** Something may be typed that is not in the list. */
  readonly allowsOther?: boolean
  readonly emptyText: string
  readonly inputValue?: string
  readonly onInputChange?: (text: string) => void
  readonly isCode?: boolean
}

/** One of a long list: type to narrow it. */
export function Combo({
  label,
  hideLabel,
  help,
  fault,
  isRequired,
  value,
  options,
  onChange,
  placeholder,
  className,
  allowsOther = false,
  emptyText,
  inputValue,
  onInputChange,
  isDisabled = false,
  isReadOnly = false,
  isCode,
  size = 'normal',
}: ComboProps) {
  const chosen = options.find((option) => option.value === value)
  return (
    <AriaComboBox
      selectedKey={chosen ? value : null}
      {...(allowsOther && {
        allowsCustomValue: true,
        inputValue: inputValue ?? value ?? '',
        onInputChange: (text: string) => (onInputChange ?? onChange)(text),
      })}
      {...(!allowsOther && { key: value ?? '', defaultInputValue: chosen?.label ?? '' })}
      onSelectionChange={(key) => key !== null && onChange(String(key))}
      isInvalid={Boolean(fault)}
      isDisabled={isDisabled}
      isReadOnly={isReadOnly}
      menuTrigger="focus"
      allowsEmptyCollection
      validationBehavior="aria"
      className={classes('flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel text={label} isHidden={hideLabel} isRequired={isRequired} />
      <span className="relative block min-w-0">
        <Input
          className={classes(controlBox, 'pr-8', isCode && 'font-mono', size === 'small' && 'py-0.5 text-sm')}
          {...(placeholder && { placeholder })}
        />
        <Button className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded text-ink-faint data-hovered:bg-sunken">
          <Icon name="chevronDown" />
        </Button>
      </span>
      <FieldNotes help={help} fault={fault} />
      <Popover className={popoverLook}>
        <Options options={options} emptyText={emptyText} />
      </Popover>
    </AriaComboBox>
  )
}

export const popoverLook =
  'min-w-(--trigger-width) max-w-[min(32rem,calc(100vw-16px))] overflow-auto rounded-lg border border-line bg-raised p-1 shadow-high no-print'

function Options({ options, emptyText }: { readonly options: readonly Option[]; readonly emptyText?: string }) {
  const groups = [...Map.groupBy(options, ({ group }) => group ?? '')]
  return (
    <ListBox
      className="max-h-80 overflow-auto outline-none"
      {...(emptyText !== undefined && {
        renderEmptyState: () => <p className="px-2 py-1.5 text-sm text-ink-soft">{emptyText}</p>,
      })}
    >
      {groups.map(([group, some]) =>
        group === '' ? (
          some.map((option) => <OptionRow key={option.value} option={option} />)
        ) : (
          <ListBoxSection key={group} id={`group-${group}`}>
            <Header className="px-2 pt-2 pb-0.5 text-xs font-medium text-ink-faint">{group}</Header>
            {some.map((option) => (
              <OptionRow key={option.value} option={option} />
            ))}
          </ListBoxSection>
        ),
      )}
    </ListBox>
  )
}

function OptionRow({ option }: { readonly option: Option }) {
  return (
    <ListBoxItem
      id={option.value}
      textValue={option.label}
      isDisabled={option.isDisabled ?? false}
      className="flex min-h-7 cursor-default items-center gap-2 rounded px-2 py-1 text-base data-disabled:opacity-50 data-focused:bg-sunken data-hovered:bg-sunken data-selected:font-medium"
    >
      {option.mark}
      <span className="flex min-w-0 flex-1 flex-col">
        <span>{option.label}</span>
        {option.note && (
          <span slot="description" className="truncate text-sm font-normal text-ink-soft">
            {option.note}
          </span>
        )}
      </span>
    </ListBoxItem>
  )
}
