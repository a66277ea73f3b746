import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/layout.tsx'
import { ButtonLink } from '../../ui/link.tsx'
import { useSay } from '../../words/words.tsx'

interface StepsDone {
  readonly hasSource: boolean
  readonly hasIntegration: boolean
  readonly hasBinding: boolean
}

/** What to do before anything is here: three steps, each with a mark when it is done. */
export function FirstSteps({ steps }: { readonly steps: StepsDone }) {
  const say = useSay()
  const rows = [
    {
      isDone: steps.hasSource,
      title: 'overview.step_source',
      help: 'overview.step_source_help',
      action: 'overview.connect',
      to: '/sources',
    },
    {
      isDone: steps.hasIntegration,
      title: 'overview.step_integration',
      help: 'overview.step_integration_help',
      action: 'common.add',
      to: '/integrations/new',
    },
    {
      isDone: steps.hasBinding,
      title: 'overview.step_binding',
      help: 'overview.step_binding_help',
      action: 'overview.choose_recipe',
      to: '/bindings/recipes',
    },
  ] as const
  const done = rows.filter(({ isDone }) => isDone).length
  const next = rows.findIndex(({ isDone }) => !isDone)
  return (
    <Card
      flush
      title={say('overview.first_steps')}
      actions={
        <span className="text-sm text-ink-soft tabular-nums">
          {say('overview.steps_done', { done, all: rows.length })}
        </span>
      }
    >
      <ol className="divide-y divide-line">
        {rows.map(({ isDone, title, help, action, to }, at) => (
          <li key={to} className="flex flex-wrap items-center gap-3 px-4 py-3">
            <span
              className={`grid size-7 shrink-0 place-items-center rounded-full text-sm font-semibold ${
                isDone ? 'bg-good-soft text-good' : at === next ? 'bg-accent-soft text-accent-ink' : 'bg-sunken'
              }`}
            >
              {isDone ? <Icon name="check" /> : at + 1}
              {isDone && <span className="sr-only">{say('overview.done')}</span>}
            </span>
            <span className="min-w-52 flex-1">
              <span className="block font-medium">{say(title)}</span>
              <span className="block text-sm text-ink-soft">{say(help)}</span>
            </span>
            <ButtonLink to={to}>{say(isDone ? 'common.open' : action)}</ButtonLink>
          </li>
        ))}
      </ol>
    </Card>
  )
}
