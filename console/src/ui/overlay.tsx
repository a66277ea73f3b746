import type { ReactElement, ReactNode } from 'react'
import {
  Dialog as AriaDialog,
  Popover as AriaPopover,
  DialogTrigger,
  Heading,
  Modal,
  ModalOverlay,
} from 'react-aria-components'
import { IconButton } from './button.tsx'
import { classes } from './classes.ts'

interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly closeLabel: string
  readonly children: ReactNode
  /** Buttons at the bottom; the one that does it last. */
  readonly footer?: ReactNode
  readonly size?: 'small' | 'normal' | 'wide'
  /** Asks before something that cannot be taken back. */
  readonly isAlert?: boolean
}

const widths = { small: 'max-w-md', normal: 'max-w-xl', wide: 'max-w-4xl' } as const

/** In the middle of the screen; the rest waits. */
export function Dialog({
  title,
  isOpen,
  onClose,
  closeLabel,
  children,
  footer,
  size = 'normal',
  isAlert = false,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!isAlert}
      className="fixed inset-0 z-40 grid place-items-center overflow-y-auto bg-black/45 p-3"
    >
      <Modal className={classes('w-full', widths[size])}>
        <AriaDialog
          role={isAlert ? 'alertdialog' : 'dialog'}
          className="flex max-h-[calc(100dvh-24px)] flex-col rounded-xl border border-line bg-raised shadow-high outline-none"
        >
          <header className="flex items-center justify-between gap-3 border-b border-line px-4 py-2.5">
            <Heading slot="title" className="text-lg font-semibold">
              {title}
            </Heading>
            <IconButton icon="close" label={closeLabel} onPress={onClose} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div>
          {footer && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3">
              {footer}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** At the right edge, over the page; the whole screen of a phone. */
export function Drawer({
  title,
  isOpen,
  onClose,
  closeLabel,
  children,
  footer,
  actions,
}: Omit<DialogProps, 'size' | 'isAlert'> & { readonly actions?: ReactNode }) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-40 bg-black/35"
    >
      <Modal className="fixed inset-y-0 right-0 w-full max-w-3xl">
        <AriaDialog className="flex h-full flex-col border-l border-line bg-raised shadow-high outline-none">
          <header className="flex items-center justify-between gap-3 border-b border-line px-4 py-2.5">
            <Heading slot="title" className="min-w-0 text-lg font-semibold">
              {title}
            </Heading>
            <span className="flex items-center gap-1">
              {actions}
              <IconButton icon="close" label={closeLabel} onPress={onClose} />
            </span>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface PopoverProps {
  /** What opens it: a button. */
  readonly trigger: ReactElement
  readonly label: string
  readonly children: ReactNode | ((close: () => void) => ReactNode)
  readonly className?: string
}

/** A small panel beside what opened it. */
export function Popover({ trigger, label, children, className }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover
        offset={6}
        className="max-w-[calc(100vw-16px)] rounded-lg border border-line bg-raised shadow-high no-print"
      >
        <AriaDialog aria-label={label} className={classes('max-h-[70dvh] overflow-auto p-3 outline-none', className)}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </AriaDialog>
      </AriaPopover>
    </DialogTrigger>
  )
}
