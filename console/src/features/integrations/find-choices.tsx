import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { IntegrationKind } from '../../api/catalogue.ts'
import { api } from '../../api/client.ts'
import { ProblemNote } from '../../parts/loaded.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/overlay.tsx'
import { useLanguage, useSay } from '../../words/words.tsx'
import type { Draft } from './draft.ts'

interface FindChoicesProps {
  readonly helper: IntegrationKind['helpers'][number]
  readonly draft: Draft
  /** Whose secrets stand behind those that the form hides. */
  readonly secretsFrom: string | null
  readonly onChoose: (value: string) => void
}

interface Found {
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

/** A look-up that helps to fill in one setting, such as the chats that a bot can see. */
export function FindChoices({ helper, draft, secretsFrom, onChoose }: FindChoicesProps) {
  const say = useSay()
  const language = useLanguage()
  const [isOpen, open] = useState(false)
  const find = useMutation({
    mutationFn: () =>
      api.post<Found>(`/integrations/helpers/${helper.name}`, {
        kind: draft.kind,
        settings: draft.settings,
        ...(secretsFrom && { id: secretsFrom }),
      }),
  })
  const choose = (value: string) => {
    onChoose(value)
    open(false)
  }
  return (
    <>
      <Button
        icon="search"
        onPress={() => {
          open(true)
          find.mutate()
        }}
      >
        {helper.title[language]}
      </Button>
      <Dialog
        title={helper.title[language]}
        isOpen={isOpen}
        onClose={() => open(false)}
        closeLabel={say('common.close')}
        footer={
          <Button icon="retry" isBusy={find.isPending} onPress={() => find.mutate()}>
            {say('common.retry')}
          </Button>
        }
      >
        {find.isPending && <p className="text-ink-soft">{say('integrations.looking')}</p>}
        {find.isError && <ProblemNote error={find.error} />}
        {find.data && find.data.choices.length === 0 && (
          <p className="text-ink-soft">{say('integrations.no_choices')}</p>
        )}
        {find.data && (
          <ul className="flex flex-col gap-1">
            {find.data.choices.map(({ value, label }) => (
              <li key={value}>
                <button
                  type="button"
                  className="flex w-full items-baseline justify-between gap-3 rounded-md px-3 py-2 text-left hover:bg-sunken"
                  onClick={() => choose(value)}
                >
                  <span className="font-medium">{label}</span>
                  <span className="font-mono text-sm text-ink-soft">{value}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Dialog>
    </>
  )
}
