import { useState } from 'react'
import type { Json, JsonObject } from '../../api/bindings.ts'
import type { Mapped, Story } from '../../api/journal.ts'
import { classes } from '../../ui/classes.ts'
import { Copy } from '../../ui/copy.tsx'
import { Card } from '../../ui/layout.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'
import { leavesOf, shownValue } from './flat.ts'

/** What happened on the left, what was sent on the right, and which field went where. */
export function Mapping({ story }: { readonly story: Story }) {
  const say = useSay()
  const [isShown, setShown] = useState(true)
  const [lit, setLit] = useState<string | null>(null)
  const { event, parameters, mapping } = story
  const light = isShown ? { lit, setLit } : { lit: null, setLit: () => {} }
  const copy = (value: Json) => (
    <Copy label={say('common.copy')} doneLabel={say('common.copied')} text={() => JSON.stringify(value, null, 2)} />
  )
  return (
    <section aria-label={say('delivery.mapping')}>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2 no-print">
        <Switch label={say('delivery.show_mapping')} isOn={isShown} onChange={setShown} />
        {isShown && <p className="text-sm text-ink-soft">{say('delivery.mapping_help')}</p>}
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={say('delivery.event_data')} actions={event && copy(event.data)}>
          {event ? (
            <Fields data={event.data} story={isShown ? story : null} light={light} />
          ) : (
            <p className="text-ink-soft">{say('delivery.purged')}</p>
          )}
        </Card>
        <Card title={say('delivery.sent_data')} actions={parameters && copy(parameters)}>
          {parameters && Object.keys(parameters).length > 0 ? (
            <Message
              parameters={parameters}
              mapping={isShown ? mapping : []}
              empty={story.empty_variables}
              light={light}
            />
          ) : (
            <p className="text-ink-soft">{say(event ? 'delivery.nothing_sent' : 'delivery.purged')}</p>
          )}
        </Card>
      </div>
    </section>
  )
}

interface Light {
  readonly lit: string | null
  readonly setLit: (name: string | null) => void
}

/** `call.phone` and `phone | mask` are about the field `phone`. */
function rootOf(variable: string): string {
  return variable.split(/[.[]/)[0] ?? variable
}

function Fields({
  data,
  story,
  light,
}: {
  readonly data: JsonObject
  readonly story: Story | null
  readonly light: Light
}) {
  const say = useSay()
  const used = new Set(story?.mapping.flatMap(({ variables }) => variables.map(rootOf)))
  const missing = (story?.empty_variables ?? []).filter((name) => !(rootOf(name) in data))
  const names = Object.keys(data)
  if (names.length === 0 && missing.length === 0) return <p className="text-ink-soft">{say('delivery.no_data')}</p>
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-1 gap-y-0.5 font-mono text-sm">
      {names.map((name) => (
        <Field
          key={name}
          name={name}
          value={shownValue(data[name])}
          state={!story ? 'plain' : used.has(name) ? (isBlank(data[name]) ? 'empty' : 'used') : 'unused'}
          light={light}
        />
      ))}
      {missing.map((name) => (
        <Field key={`missing-${name}`} name={name} value={say('delivery.was_empty')} state="empty" light={light} />
      ))}
    </dl>
  )
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || value === ''
}

const looks = {
  plain: '',
  used: 'bg-accent-soft text-accent-ink',
  unused: 'text-ink-faint',
  empty: 'bg-bad-soft text-bad',
} as const

function Field({
  name,
  value,
  state,
  light: { lit, setLit },
}: {
  readonly name: string
  readonly value: string
  readonly state: keyof typeof looks
  readonly light: Light
}) {
  const isLit = lit === rootOf(name)
  const hover =
    state === 'used' || state === 'empty'
      ? { onMouseEnter: () => setLit(rootOf(name)), onMouseLeave: () => setLit(null) }
      : {}
  return (
    <div className="contents" {...hover}>
      <dt className={classes('rounded-l px-1.5 py-0.5', looks[state], isLit && litLook)}>{name}</dt>
      <dd className={classes('min-w-0 rounded-r px-1.5 py-0.5', looks[state], isLit && litLook)}>{value}</dd>
    </div>
  )
}

const litLook = 'underline decoration-2 underline-offset-4'

function Message({
  parameters,
  mapping,
  empty,
  light: { lit, setLit },
}: {
  readonly parameters: JsonObject
  readonly mapping: readonly Mapped[]
  readonly empty: readonly string[]
  readonly light: Light
}) {
  const say = useSay()
  const from = new Map(mapping.map(({ path, variables }) => [path, variables]))
  return (
    <dl className="flex flex-col gap-2">
      {leavesOf(parameters).map(({ path, value }) => {
        const variables = from.get(path) ?? []
        const isLit = lit !== null && variables.some((name) => rootOf(name) === lit)
        return (
          <div key={path} className={classes('rounded px-1.5 py-0.5', isLit && 'bg-accent-soft')}>
            <dt className="font-mono text-sm text-ink-soft">{path}</dt>
            <dd className="min-w-0 font-mono text-sm whitespace-pre-wrap">{shownValue(value)}</dd>
            {variables.length > 0 && (
              <dd className="mt-1 flex flex-wrap gap-1">
                <span className="sr-only">{say('delivery.made_from')}</span>
                {variables.map((name) => (
                  <button
                    key={name}
                    type="button"
                    onMouseEnter={() => setLit(rootOf(name))}
                    onMouseLeave={() => setLit(null)}
                    onFocus={() => setLit(rootOf(name))}
                    onBlur={() => setLit(null)}
                    className={classes(
                      'min-h-6 cursor-default rounded px-1.5 font-mono text-xs',
                      empty.includes(name) ? 'bg-bad-soft text-bad' : 'bg-accent-soft text-accent-ink',
                      lit === rootOf(name) && litLook,
                    )}
                  >
                    {name}
                    {empty.includes(name) && ` · ${say('delivery.was_empty')}`}
                  </button>
                ))}
              </dd>
            )}
          </div>
        )
      })}
    </dl>
  )
}
