import { memo, useState } from 'react'
import type { Condition } from '../../../api/bindings.ts'
import type { EventType } from '../../../api/catalogue.ts'
import { parameterOf, sayLeafAlone } from '../../../parts/conditions/summary.ts'
import { keptLeaves, leavesOf } from '../../../parts/conditions/tree.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/overlay.tsx'
import { Radios } from '../../../ui/toggle.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { isSame } from './draft.ts'
import { useRule } from './editor-tools.ts'
import { Section } from './section.tsx'

export const TypeSection = memo(function TypeSection() {
  const say = useSay()
  const language = useLanguage()
  const { catalogue, form, type, change, isReadOnly, faultAt } = useRule()
  const [asked, ask] = useState<EventType | null>(null)
  const take = (next: EventType) => {
    ask(null)
    change({ event_type: next.key, conditions: conditionsFor(next, form.conditions, type) })
  }
  const choose = (key: string) => {
    const next = catalogue.event_types.find((one) => one.key === key)
    if (!next || key === form.event_type) return
    const { dropped } = sorted(next, form.conditions, type)
    if (dropped.length === 0) take(next)
    else ask(next)
  }
  return (
    <Section id="type" title={say('bindings.section_type')}>
      <div data-path="event_type">
        <Radios
          look="cards"
          hideLabel
          label={say('bindings.section_type')}
          value={form.event_type || null}
          fault={faultAt('event_type')}
          isReadOnly={isReadOnly}
          choices={catalogue.event_types.map(({ key, title, when }) => ({
            value: key,
            label: title[language],
            help: when[language],
          }))}
          onChange={choose}
        />
      </div>
      {asked && <TypeDialog next={asked} onTake={() => take(asked)} onClose={() => ask(null)} />}
    </Section>
  )
})

/** What another type makes of the conditions, before it happens. */
function TypeDialog({
  next,
  onTake,
  onClose,
}: {
  readonly next: EventType
  readonly onTake: () => void
  readonly onClose: () => void
}) {
  const say = useSay()
  const language = useLanguage()
  const { form, type } = useRule()
  const { kept, dropped } = sorted(next, form.conditions, type)
  const list = (title: string, leaves: typeof kept) =>
    leaves.length > 0 && (
      <section>
        <h3 className="font-medium">{title}</h3>
        <ul className="list-disc pl-5">
          {leaves.map((leaf, at) => (
            <li key={at}>{sayLeafAlone(leaf, [...(type?.parameters ?? []), ...next.parameters], language)}</li>
          ))}
        </ul>
      </section>
    )
  return (
    <Dialog
      isOpen
      title={say('editor.type_title')}
      closeLabel={say('common.close')}
      onClose={onClose}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>{say('common.cancel')}</Button>
          <Button look="primary" onPress={onTake}>
            {say('editor.type_change')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {list(say('editor.type_kept'), kept)}
        {list(say('editor.type_dropped', { type: next.title[language] }), dropped)}
        <p className="text-ink-soft">{say('editor.stays_undoable')}</p>
      </div>
    </Dialog>
  )
}

/** What a new binding of the type begins with says nothing about what a person wants, so it is no loss. */
function isUntouched(conditions: Condition | null, type: EventType | undefined): boolean {
  return conditions === null || isSame(conditions, type?.starting_conditions ?? null)
}

function sorted(next: EventType, conditions: Condition | null, type: EventType | undefined) {
  if (isUntouched(conditions, type)) return { kept: [], dropped: [] }
  const isKnown = ({ param }: { readonly param: string }) => parameterOf(param, next.parameters) !== undefined
  const leaves = leavesOf(conditions)
  return { kept: leaves.filter(isKnown), dropped: leaves.filter((leaf) => !isKnown(leaf)) }
}

function conditionsFor(next: EventType, conditions: Condition | null, type: EventType | undefined): Condition | null {
  if (isUntouched(conditions, type)) return (next.starting_conditions ?? null) as Condition | null
  return keptLeaves(conditions, ({ param }) => parameterOf(param, next.parameters) !== undefined)
}
