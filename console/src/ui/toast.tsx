import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

interface Told {
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

const queue = new ToastQueue<Told>({ maxVisibleToasts: 3 })

/** Tells of something that finished in the background. What a person has just done is told beside its button instead. */
export function tell(text: string, action?: Told['action'], forMs = 8000): void {
  const key = queue.add(
    {
      text,
      ...(action && {
        action: {
          ...action,
          run: () => {
            action.run()
            queue.close(key)
          },
        },
      }),
    },
    { timeout: forMs },
  )
}

export function Toasts({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  return (
    <ToastRegion
      queue={queue}
      aria-label={label}
      className="fixed right-4 bottom-4 z-50 flex max-w-sm flex-col gap-2 max-sm:left-4 max-sm:bottom-18 no-print"
    >
      {({ toast }) => (
        <Toast
          toast={toast}
          className="flex items-center gap-3 rounded-lg border border-line bg-raised px-3 py-2 shadow-high"
        >
          <ToastContent className="min-w-0 flex-1">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.action && (
            <Button size="small" onPress={toast.content.action.run}>
              {toast.content.action.label}
            </Button>
          )}
          <AriaButton
            slot="close"
            aria-label={closeLabel}
            className="grid size-6 place-items-center rounded text-ink-soft data-hovered:bg-sunken"
          >
            <Icon name="close" size={14} />
          </AriaButton>
        </Toast>
      )}
    </ToastRegion>
  )
}
