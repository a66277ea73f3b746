import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './button.tsx'

interface SheetProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly closeLabel: string
  readonly children: ReactNode
}

/** Comes up from the bottom edge; some of the page stays in sight above it. */
export function Sheet({ title, isOpen, onClose, closeLabel, children }: SheetProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-40 bg-black/35"
    >
      <Modal className="fixed inset-x-0 bottom-0 mx-auto max-h-[85dvh] w-full max-w-3xl">
        <AriaDialog className="flex max-h-[85dvh] flex-col rounded-t-xl border border-line bg-raised shadow-high outline-none">
          <header className="flex items-center justify-between gap-3 border-b border-line px-4 py-2.5">
            <Heading slot="title" className="text-lg font-semibold">
              {title}
            </Heading>
            <IconButton icon="close" label={closeLabel} onPress={onClose} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
