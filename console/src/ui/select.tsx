import { Select as AriaSelect, Button, Popover, SelectValue } from 'react-aria-components'
import { classes, controlBox } from './classes.ts'
import { FieldLabel, FieldNotes } from './field.tsx'
import { Icon } from './icon.tsx'
import { type ChooseProps, Options, popoverLook } from './options.tsx'

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
