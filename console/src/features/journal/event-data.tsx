import type { Json, JsonObject } from '../../api/bindings.ts'
import { classes } from '../../ui/classes.ts'
import { useSay } from '../../words/words.tsx'

/** The fields of an event; those whose value was sent stand out. */
export function EventData({ data, used }: { readonly data: JsonObject; readonly used?: ReadonlySet<string> }) {
  const say = useSay()
  const names = Object.keys(data)
  if (names.length === 0) return <p className="text-ink-soft">{say('delivery.no_data')}</p>
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-3 gap-y-1 font-mono text-sm">
      {names.map((name) => (
        <div key={name} className="contents">
          <dt className={classes(used && !used.has(name) ? 'text-ink-faint' : 'text-ink')}>{name}</dt>
          <dd className={classes('min-w-0', used?.has(name) && 'rounded bg-accent-soft px-1 text-accent-ink')}>
            {shown(data[name])}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Fields of the event whose value can be found in what was sent. */
export function usedFields(data: JsonObject, parameters: JsonObject | null): ReadonlySet<string> {
  const sent = JSON.stringify(parameters ?? {})
  const isFound = (value: Json | undefined) => {
    const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
    return text.length > 1 && sent.includes(text)
  }
  return new Set(Object.keys(data).filter((name) => isFound(data[name])))
}

function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
