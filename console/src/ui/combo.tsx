import { useState } from 'react'
import { ComboBox as AriaComboBox, Button, Input, Popover } from 'react-aria-components'
import { classes, controlBox } from './classes.ts'
import { FieldLabel, FieldNotes } from './field.tsx'
import { Icon } from './icon.tsx'
import { type ChooseProps, type Option, Options, popoverLook } from './options.tsx'

interface ComboProps extends ChooseProps {
  /** Something may be typed that is not in the list: every keystroke is the value. */
  readonly allowsOther?: boolean
  /** What was typed is offered as a choice of its own, under these words: “Take as typed”. */
  readonly allowsTyped?: string
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
  allowsTyped,
  emptyText,
  inputValue,
  onInputChange,
  isDisabled = false,
  isReadOnly = false,
  isCode,
  size = 'normal',
}: ComboProps) {
  const chosen = options.find((option) => option.value === value)
  const [typed, setTyped] = useTextOf(chosen?.label ?? '', value)
  const isNew = allowsTyped !== undefined && typed.trim() !== '' && !options.some((option) => isNamed(option, typed))
  const offered = isNew ? [...options, { value: typed.trim(), label: typed.trim(), note: allowsTyped }] : options
  return (
    <AriaComboBox
      selectedKey={chosen ? value : null}
      {...(allowsOther && {
        allowsCustomValue: true,
        inputValue: inputValue ?? value ?? '',
        onInputChange: (text: string) => (onInputChange ?? onChange)(text),
      })}
      {...(!allowsOther && { inputValue: typed, onInputChange: setTyped })}
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
        <Options options={offered} emptyText={emptyText} />
      </Popover>
    </AriaComboBox>
  )
}

/** What stands in the box: what is typed, and the name of what is chosen as soon as that is another one. */
function useTextOf(label: string, value: string | null) {
  const [{ text, of }, set] = useState({ text: label, of: `${value} ${label}` })
  const now = `${value} ${label}`
  if (of !== now) set({ text: label, of: now })
  return [of === now ? text : label, (typed: string) => set({ text: typed, of: now })] as const
}

function isNamed({ value, label }: Option, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return value.toLowerCase() === wanted || label.toLowerCase() === wanted
}
