import { type ReactNode, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react'
import {
  ComboBox as AriaComboBox,
  Button,
  ComboBoxStateContext,
  Input,
  type InputProps,
  type Key,
  Popover,
} from 'react-aria-components'
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
  const [picked, pick] = usePicked()
  const isNew = allowsTyped !== undefined && typed.trim() !== '' && !options.some((option) => isNamed(option, typed))
  const offered = isNew ? [...options, { value: typed.trim(), label: typed.trim(), note: allowsTyped }] : options
  const take = (key: Key | null) => {
    pick(key)
    setTyped(chosen?.label ?? '')
    if (key !== null && key !== chosen?.value) onChange(String(key))
  }
  return (
    <AriaComboBox
      selectedKey={picked ?? chosen?.value ?? null}
      {...(allowsOther && {
        allowsCustomValue: true,
        inputValue: inputValue ?? value ?? '',
        onInputChange: (text: string) => (onInputChange ?? onChange)(text),
      })}
      {...(!allowsOther && { inputValue: typed, onInputChange: setTyped })}
      onSelectionChange={take}
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
        <Box
          className={classes(controlBox, 'pr-8', isCode && 'font-mono', size === 'small' && 'py-0.5 text-sm')}
          {...(placeholder && { placeholder })}
        />
        <Button className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded text-ink-faint data-hovered:bg-sunken">
          <Icon name="chevronDown" />
        </Button>
      </span>
      <FieldNotes help={help} fault={fault} />
      <List>
        <Options options={offered} emptyText={emptyText} />
      </List>
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

/** A press opens the list also when the focus is here already, as it is after a choice. */
function Box(props: InputProps) {
  const list = useContext(ComboBoxStateContext)
  return <Input {...props} onClick={({ currentTarget }) => currentTarget.readOnly || list?.open(null, 'manual')} />
}

/** Scrolls along with the page, so that the page may move under it: an answer that comes in late must not shut it. */
function List({ children }: { readonly children: ReactNode }) {
  const list = useContext(ComboBoxStateContext)
  const isOpen = list?.isOpen ?? false
  const isPageScrolling = usePageScroll(isOpen)
  return (
    <Popover
      className={popoverLook}
      isOpen={isOpen}
      onOpenChange={(opens) => !opens && !isPageScrolling() && list?.close()}
    >
      {children}
    </Popover>
  )
}

/** Tells whether what happens now happens because the page itself, not something on it, was scrolled. */
function usePageScroll(isWatching: boolean): () => boolean {
  const last = useRef<Event | null>(null)
  // Before paint, to hear of it earlier than the popover does.
  useLayoutEffect(() => {
    if (!isWatching) return
    const listen = (event: Event) => {
      last.current = event.target === document ? event : null
    }
    addEventListener('scroll', listen, true)
    return () => removeEventListener('scroll', listen, true)
  }, [isWatching])
  // An event has no phase any more once everybody has heard of it.
  return () => (last.current?.eventPhase ?? Event.NONE) !== Event.NONE
}

/**
 * What was picked, for one moment. The list closes when another choice is selected; a box whose owner takes the choice
 * elsewhere, such as one that adds to a list, would stay open and keep the page behind it from everybody who cannot see.
 */
function usePicked() {
  const [picked, pick] = useState<Key | null>(null)
  useEffect(() => {
    if (picked !== null) pick(null)
  }, [picked])
  return [picked, pick] as const
}

function isNamed({ value, label }: Option, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  return value.toLowerCase() === wanted || label.toLowerCase() === wanted
}
