import { NumberField as AriaNumberField, Input } from 'react-aria-components'
import { classes, controlBox } from './classes.ts'
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx'

interface NumberFieldProps extends FieldProps {
  /** NaN: nothing was typed. */
  readonly value: number
  readonly onChange: (value: number) => void
  readonly minValue?: number
  readonly maxValue?: number
  readonly step?: number
  /** A unit after the number, such as `s`. */
  readonly unit?: string
  readonly formatOptions?: Intl.NumberFormatOptions
}

/** A number, read and written as the language of the page does. */
export function NumberField({
  label,
  hideLabel,
  help,
  fault,
  className,
  unit,
  isRequired = false,
  ...rest
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...rest}
      isInvalid={Boolean(fault)}
      validationBehavior="aria"
      className={classes('flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel text={label} isHidden={hideLabel} isRequired={isRequired} />
      <span className="flex items-center gap-2">
        <Input className={classes(controlBox, 'tabular-nums')} />
        {unit && <span className="text-sm whitespace-nowrap text-ink-soft">{unit}</span>}
      </span>
      <FieldNotes help={help} fault={fault} />
    </AriaNumberField>
  )
}
