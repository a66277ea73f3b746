import { ComboBox as AriaComboBox, Button, Input, Popover } from 'react-aria-components'
import { classes, controlBox } from './classes.ts'
import { FieldLabel, FieldNotes } from './field.tsx'
import { Icon } from './icon.tsx'
import { type ChooseProps, Options, popoverLook } from './options.tsx'

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
