import { type ReactNode, useId } from 'react'
import {
  SearchField as AriaSearchField,
  TextField as AriaTextField,
  Button,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components'
import { classes, controlBox } from './classes.ts'
import { Icon } from './icon.tsx'

/** What every field has. */
export interface FieldProps {
  readonly label: string
  /** The label is said to a screen reader only: a caption beside the field says it already. */
  readonly hideLabel?: boolean
  readonly help?: ReactNode
  /** What is wrong, or null. */
  readonly fault?: string | null
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  readonly isReadOnly?: boolean
  readonly className?: string
}

interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'tel' | 'datetime-local' | 'time'
  readonly placeholder?: string
  readonly autoComplete?: string
  readonly autoFocus?: boolean
  /** Figures, ids and code stand in a monospaced face. */
  readonly isCode?: boolean
  /** Lines to show; more than one makes a text area that grows by hand. */
  readonly lines?: number
  readonly name?: string
  readonly maxLength?: number
  readonly onBlur?: () => void
}

/** One line of text, or several. */
export function TextField({
  label,
  hideLabel,
  help,
  fault,
  className,
  placeholder,
  isCode,
  lines = 1,
  type = 'text',
  autoFocus,
  isRequired = false,
  ...rest
}: TextFieldProps) {
  const look = classes(controlBox, isCode && 'font-mono text-sm')
  return (
    <AriaTextField
      {...rest}
      type={type}
      isInvalid={Boolean(fault)}
      aria-required={isRequired || undefined}
      validationBehavior="aria"
      {...(autoFocus && { autoFocus })}
      className={classes('flex min-w-0 flex-col gap-1', className)}
    >
      <FieldLabel text={label} isHidden={hideLabel} isRequired={isRequired} />
      {lines > 1 ? (
        <TextArea rows={lines} className={classes(look, 'resize-y')} {...(placeholder && { placeholder })} />
      ) : (
        <Input className={look} {...(placeholder && { placeholder })} />
      )}
      <FieldNotes help={help} fault={fault} />
    </AriaTextField>
  )
}

interface SearchFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onSubmit?: (value: string) => void
  readonly placeholder?: string
  readonly clearLabel: string
  readonly className?: string
  /** `/` moves the focus to the one search field of a page that is marked so. */
  readonly isPageSearch?: boolean
}

/** A search box with a cross that empties it. */
export function SearchField({ label, placeholder, clearLabel, className, isPageSearch, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={classes('group relative min-w-0', className)}>
      <Icon name="search" className="pointer-events-none absolute top-2 left-2.5 text-ink-faint" />
      <Input
        placeholder={placeholder ?? label}
        data-page-search={isPageSearch || undefined}
        className={classes(controlBox, 'pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      <Button
        aria-label={clearLabel}
        className="absolute top-1 right-1 grid size-6 place-items-center rounded text-ink-faint group-data-empty:hidden data-hovered:bg-sunken"
      >
        <Icon name="close" size={14} />
      </Button>
    </AriaSearchField>
  )
}

export function FieldLabel({
  text,
  isHidden = false,
  isRequired = false,
}: {
  readonly text: string
  readonly isHidden?: boolean | undefined
  readonly isRequired?: boolean | undefined
}) {
  return (
    <Label className={isHidden ? 'sr-only' : 'text-sm font-medium text-ink'}>
      {text}
      {isRequired && (
        <span aria-hidden="true" className="text-bad">
          {' *'}
        </span>
      )}
    </Label>
  )
}

export function FieldNotes({ help, fault }: { readonly help?: ReactNode; readonly fault?: string | null | undefined }) {
  return (
    <>
      {fault && (
        <FieldError className="flex items-start gap-1 text-sm text-bad">
          <Icon name="warning" size={14} className="mt-0.5" />
          <span>{fault}</span>
        </FieldError>
      )}
      {help && (
        <Text slot="description" className="text-sm text-ink-soft">
          {help}
        </Text>
      )}
    </>
  )
}

/** A caption over something that is not one field: a group, an editor, a list of rows. */
export function Labeled({
  label,
  help,
  fault,
  isRequired,
  children,
}: Pick<FieldProps, 'label' | 'help' | 'fault' | 'isRequired'> & { readonly children: ReactNode }) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className="flex min-w-0 flex-col gap-1">
      <span id={id} className="text-sm font-medium text-ink">
        {label}
        {isRequired && (
          <span aria-hidden="true" className="text-bad">
            {' *'}
          </span>
        )}
      </span>
      {children}
      {fault && (
        <p role="alert" className="text-sm text-bad">
          {fault}
        </p>
      )}
      {help && <p className="text-sm text-ink-soft">{help}</p>}
    </div>
  )
}
