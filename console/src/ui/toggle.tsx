import type { ReactNode } from 'react'
import {
  Checkbox as AriaCheckbox,
  Switch as AriaSwitch,
  Radio,
  RadioGroup,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components'
import { classes } from './classes.ts'
import { FieldLabel, FieldNotes, type FieldProps } from './field.tsx'
import { Icon, type IconName } from './icon.tsx'

interface SwitchProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly isDisabled?: boolean
  readonly help?: string
}

/** On or off, at once. */
export function Switch({ label, hideLabel = false, isOn, onChange, isDisabled = false, help }: SwitchProps) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <AriaSwitch
        isSelected={isOn}
        onChange={onChange}
        isDisabled={isDisabled}
        {...(hideLabel && { 'aria-label': label })}
        className="group inline-flex min-h-6 items-center gap-2 text-base data-disabled:opacity-60"
      >
        <span className="flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors group-data-selected:border-accent group-data-selected:bg-accent">
          <span className="size-3.5 rounded-full bg-line-strong transition-transform group-data-selected:translate-x-4 group-data-selected:bg-white" />
        </span>
        {!hideLabel && <span>{label}</span>}
      </AriaSwitch>
      {help && <p className="text-sm text-ink-soft">{help}</p>}
    </div>
  )
}

interface CheckboxProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
  readonly isDisabled?: boolean
  /** Some, but not all, of what it stands for is chosen. */
  readonly isMixed?: boolean
}

export function Checkbox({
  label,
  hideLabel = false,
  isChecked,
  onChange,
  isDisabled = false,
  isMixed = false,
}: CheckboxProps) {
  return (
    <AriaCheckbox
      isSelected={isChecked}
      isIndeterminate={isMixed}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(hideLabel && { 'aria-label': label })}
      className="group inline-flex min-h-6 items-center gap-2 text-base data-disabled:opacity-60"
    >
      <span className="grid size-4.5 shrink-0 place-items-center rounded border border-line-strong bg-surface text-on-accent group-data-indeterminate:border-accent group-data-indeterminate:bg-accent group-data-selected:border-accent group-data-selected:bg-accent">
        <Icon name={isMixed ? 'minus' : 'check'} size={13} className={isChecked || isMixed ? '' : 'opacity-0'} />
      </span>
      {!hideLabel && <span>{label}</span>}
    </AriaCheckbox>
  )
}

export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly help?: string
  readonly icon?: IconName
}

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly Choice<Value>[]
  readonly onChange: (value: Value) => void
  readonly isDisabled?: boolean
}

/** One of a few, all in sight: a period, a view. */
export function Segments<Value extends string>({
  label,
  value,
  choices,
  onChange,
  isDisabled = false,
}: SegmentsProps<Value>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled}
      selectedKeys={[value]}
      onSelectionChange={(keys) => onChange([...keys][0] as Value)}
      className="inline-flex max-w-full flex-wrap rounded-md border border-line bg-sunken p-0.5"
    >
      {choices.map((choice) => (
        <ToggleButton
          key={choice.value}
          id={choice.value}
          className="inline-flex min-h-6.5 items-center gap-1 rounded px-2 text-sm text-ink-soft data-hovered:text-ink data-selected:bg-surface data-selected:font-medium data-selected:text-ink data-selected:shadow-flat"
        >
          {choice.icon && <Icon name={choice.icon} size={14} />}
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

interface TogglesProps extends FieldProps {
  readonly values: readonly string[]
  readonly choices: readonly { readonly value: string; readonly label: string; readonly longLabel: string }[]
  readonly onChange: (values: string[]) => void
}

/** Some of a few, all in sight, one at least: days of the week. */
export function Toggles({
  label,
  hideLabel,
  help,
  fault,
  values,
  choices,
  onChange,
  isDisabled = false,
}: TogglesProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <FieldLabel text={label} isHidden={hideLabel} />
      <ToggleButtonGroup
        aria-label={label}
        selectionMode="multiple"
        disallowEmptySelection
        isDisabled={isDisabled}
        selectedKeys={values}
        onSelectionChange={(keys) => onChange([...keys].map(String))}
        className="flex flex-wrap gap-1"
      >
        {choices.map((choice) => (
          <ToggleButton
            key={choice.value}
            id={choice.value}
            aria-label={choice.longLabel}
            className="inline-flex min-h-7 min-w-10 items-center justify-center rounded-md border border-line bg-surface px-2 text-sm text-ink-soft data-hovered:border-line-strong data-selected:border-accent data-selected:bg-accent-soft data-selected:font-medium data-selected:text-ink"
          >
            {choice.label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <FieldNotes help={help} fault={fault} />
    </div>
  )
}

interface RadiosProps<Value extends string> extends FieldProps {
  readonly value: Value | null
  readonly choices: readonly (Choice<Value> & { readonly note?: ReactNode })[]
  readonly onChange: (value: Value) => void
  /** `cards` stand in a grid, each with its own frame. */
  readonly look?: 'list' | 'cards'
}

/** One of several that need a sentence each. */
export function Radios<Value extends string>({
  label,
  hideLabel,
  help,
  fault,
  isRequired,
  value,
  choices,
  onChange,
  look = 'list',
  className,
  isDisabled = false,
  isReadOnly = false,
}: RadiosProps<Value>) {
  return (
    <RadioGroup
      value={value}
      onChange={(next) => onChange(next as Value)}
      isInvalid={Boolean(fault)}
      isDisabled={isDisabled}
      isReadOnly={isReadOnly}
      validationBehavior="aria"
      className={classes('flex min-w-0 flex-col gap-1.5', className)}
    >
      <FieldLabel text={label} isHidden={hideLabel} isRequired={isRequired} />
      <div className={look === 'cards' ? 'grid gap-2 sm:grid-cols-2 2xl:grid-cols-3' : 'flex flex-col gap-1'}>
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            value={choice.value}
            className={classes(
              'group flex items-start gap-2 data-disabled:opacity-60',
              look === 'cards' &&
                'rounded-lg border border-line bg-surface p-3 data-hovered:border-line-strong data-selected:border-accent data-selected:bg-accent-soft',
            )}
          >
            <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface group-data-selected:border-accent group-data-selected:bg-accent">
              <span className="size-1.5 rounded-full bg-white opacity-0 group-data-selected:opacity-100" />
            </span>
            <span className="flex min-w-0 flex-col">
              <span className="flex items-center gap-1.5 font-medium">
                {choice.icon && <Icon name={choice.icon} className="text-ink-soft" />}
                {choice.label}
              </span>
              {choice.help && <span className="text-sm text-ink-soft">{choice.help}</span>}
              {choice.note && <span className="text-sm text-ink-soft tabular-nums">{choice.note}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldNotes help={help} fault={fault} />
    </RadioGroup>
  )
}
