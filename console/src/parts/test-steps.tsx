import type { Sentence } from '../api/catalogue.ts'
import { Icon } from '../ui/icon.tsx'
import { useLanguage, useSay } from '../words/words.tsx'
import { asSentence } from './as-sentence.ts'
import { useFormats } from './formats.ts'

/** A part of a test, as the API tells it. */
export interface TestStep {
  readonly name: string
  readonly ok: boolean
  readonly message: string | null
  readonly duration_ms: number
}

interface TestStepsProps {
  readonly steps: readonly TestStep[]
  /** The steps that the kind has, in order, with their names for people. */
  readonly planned: readonly { readonly name: string; readonly title: Sentence }[]
}

/** What a test did, one part after another, and what it did not come to any more. */
export function TestSteps({ steps, planned }: TestStepsProps) {
  const say = useSay()
  const language = useLanguage()
  const { duration } = useFormats()
  const failedAt = planned.findIndex(({ name }) => steps.some((step) => step.name === name && !step.ok))
  const unreached = failedAt < 0 ? [] : planned.slice(failedAt + 1)
  const titleOf = (name: string) => planned.find((one) => one.name === name)?.title[language] ?? name
  return (
    <ol aria-label={say('exchange.steps')} className="flex flex-col gap-1.5">
      {steps.map(({ name, ok, message, duration_ms }) => (
        <li key={name} className="flex items-start gap-2">
          <span
            className={`mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-full ${ok ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad'}`}
          >
            <Icon name={ok ? 'check' : 'close'} size={12} />
          </span>
          <span className="min-w-0 flex-1">
            <span className="font-medium">{titleOf(name)}</span>
            <span className="sr-only">{` ${say(ok ? 'steps.done' : 'steps.failed')}`}</span>
            <span className="text-sm text-ink-soft tabular-nums">{` · ${duration(duration_ms)}`}</span>
            {message && <span className="block text-sm text-bad">{asSentence(message)}</span>}
          </span>
        </li>
      ))}
      {unreached.map(({ name, title }) => (
        <li key={name} className="flex items-start gap-2 text-ink-soft">
          <span className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded-full bg-sunken">
            <Icon name="minus" size={12} />
          </span>
          <span>
            {title[language]}
            <span className="text-sm">{` · ${say('steps.unreached')}`}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
