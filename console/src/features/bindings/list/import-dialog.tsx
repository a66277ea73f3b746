import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type ImportStep, importSetUp } from '../../../api/set-up.ts'
import { ProblemNote } from '../../../parts/loaded.tsx'
import { Button } from '../../../ui/button.tsx'
import { Badge, Note } from '../../../ui/feedback.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { tell } from '../../../ui/toast.tsx'
import { useSay } from '../../../words/words.tsx'

/** Takes a file that an export wrote. What it would change is shown before anything changes. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSay()
  const queries = useQueryClient()
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const look = useMutation({ mutationFn: () => importSetUp(text, true) })
  const apply = useMutation({
    mutationFn: () => importSetUp(text, false),
    onSuccess: ({ items }) => {
      tell(say('bindings.imported', { count: items.filter(({ action }) => action !== 'unchanged').length }))
      onClose()
    },
    onSettled: () => queries.invalidateQueries(),
  })
  const change = (next: string) => {
    setText(next)
    look.reset()
    apply.reset()
  }
  const steps = look.data?.items
  const willChange = steps?.some(({ action }) => action !== 'unchanged') ?? false
  const error = look.error ?? apply.error
  return (
    <Dialog
      size="wide"
      title={say('bindings.import_title')}
      isOpen
      onClose={onClose}
      closeLabel={say('common.close')}
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          {willChange ? (
            <Button look="primary" icon="check" isBusy={apply.isPending} onPress={() => apply.mutate()}>
              {say('bindings.import_apply')}
            </Button>
          ) : (
            <Button
              look="primary"
              isDisabled={text.trim() === ''}
              isBusy={look.isPending}
              onPress={() => look.mutate()}
            >
              {say('bindings.import_look')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-ink-soft">{say('bindings.import_help')}</p>
        <input
          ref={picker}
          type="file"
          accept=".json,.yaml,.yml"
          aria-label={say('bindings.import_file')}
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => void target.files?.[0]?.text().then(change)}
        />
        <span>
          <Button icon="upload" onPress={() => picker.current?.click()}>
            {say('bindings.import_file')}
          </Button>
        </span>
        <TextField isCode lines={8} label={say('bindings.import_text')} value={text} onChange={change} />
        {error && <ProblemNote error={error} title={say('bindings.import_refused')} />}
        {steps && <Difference steps={steps} />}
      </div>
    </Dialog>
  )
}

const marks = {
  created: { tone: 'good', icon: 'plus' },
  changed: { tone: 'warn', icon: 'edit' },
  unchanged: { tone: 'neutral', icon: 'check' },
} as const

/** Entry by entry: what is new, what changes from what to what. */
function Difference({ steps }: { readonly steps: readonly ImportStep[] }) {
  const say = useSay()
  if (steps.length === 0) return <Note tone="neutral">{say('bindings.import_empty')}</Note>
  return (
    <section aria-label={say('bindings.import_difference')} className="flex flex-col gap-2">
      <p role="status" className="font-medium">
        {say('bindings.import_summary', {
          created: steps.filter(({ action }) => action === 'created').length,
          changed: steps.filter(({ action }) => action === 'changed').length,
          unchanged: steps.filter(({ action }) => action === 'unchanged').length,
        })}
      </p>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {steps.map(({ section, name, action, changes, notes }) => (
          <li key={`${section}.${name}`} className="flex flex-col gap-1 px-3 py-2">
            <span className="flex flex-wrap items-center gap-2">
              <Badge {...marks[action]}>{say(`bindings.import_${action}`)}</Badge>
              <span className="text-sm text-ink-soft">{say(`bindings.section_of_${section}`)}</span>
              <span className="font-medium">{name}</span>
            </span>
            {action === 'changed' &&
              changes.map(({ path, before, after }) => (
                <span key={path} className="font-mono text-sm break-words">
                  {path}: <del className="bg-bad-soft text-bad no-underline">− {shown(before)}</del>{' '}
                  <ins className="bg-good-soft text-good no-underline">+ {shown(after)}</ins>
                </span>
              ))}
            {notes.map((note) => (
              <span key={note} className="text-sm text-warn">
                {note}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
