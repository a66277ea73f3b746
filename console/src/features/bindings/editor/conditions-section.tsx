import { ConditionEditor } from '../../../parts/conditions/condition-editor.tsx'
import { firstLeaf } from '../../../parts/conditions/first-leaf.ts'
import { summaryOf } from '../../../parts/conditions/summary.ts'
import { isLeaf, isSameShape, withLeaf } from '../../../parts/conditions/tree.ts'
import { Button } from '../../../ui/button.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useTools } from './editor-tools.ts'
import { Hints } from './hints.tsx'
import { OptionsPart } from './options-part.tsx'
import { Section } from './section.tsx'

export function ConditionsSection() {
  const say = useSay()
  const { form, type, change, isReadOnly, why, event } = useTools()
  const parameters = type?.parameters ?? []
  const { conditions } = form
  const add = () => change({ conditions: withLeaf(conditions, firstLeaf(parameters)) }, null)
  return (
    <Section id="conditions" title={say('bindings.section_conditions')}>
      {type ? <Summary /> : <p className="text-ink-soft">{say('editor.no_type')}</p>}
      <Hints under="conditions" isExact />
      {conditions && (
        <ConditionEditor
          condition={conditions}
          eventType={form.event_type}
          parameters={parameters}
          isReadOnly={isReadOnly}
          judged={why.data?.conditions ?? null}
          example={event.example}
          noteAt={(place) => <PlaceNotes place={place} />}
          onChange={(next) => change({ conditions: next }, isSameShape(conditions, next) ? 'conditions' : null)}
        />
      )}
      {!isReadOnly && type && (conditions === null || isLeaf(conditions) || 'not' in conditions) && (
        <span>
          <Button icon="plus" size={conditions ? 'small' : 'normal'} onPress={add}>
            {say('rule.add')}
          </Button>
        </span>
      )}
      <OptionsPart />
    </Section>
  )
}

/** The rule as a sentence: names and values stand out. */
function Summary() {
  const language = useLanguage()
  const { form, type } = useTools()
  return (
    <p className="rounded-md bg-sunken px-3 py-2 text-ink-soft">
      {summaryOf(form.conditions, type?.parameters ?? [], language).map(({ kind, text }, at) =>
        kind === 'word' ? (
          text
        ) : (
          <span key={at} className={kind === 'name' ? 'font-medium text-ink' : 'font-medium text-accent-ink'}>
            {text}
          </span>
        ),
      )}
    </p>
  )
}

/** Faults and hints at one part of the tree; those of the root stand above it. */
function PlaceNotes({ place }: { readonly place: string }) {
  const { faults } = useTools()
  const here = faults.filter(
    ({ path }) =>
      path === place || (path.startsWith(`${place}.`) && /\.(?:param|op|value.*)$/.test(path.slice(place.length))),
  )
  const own = here.filter(({ path }) => !/\.(?:all|any|not)\b/.test(path.slice(place.length)))
  return (
    <>
      {own.map(({ path, message }) => (
        <p key={path} role="alert" className="text-sm text-bad">
          {message}
        </p>
      ))}
      {place !== 'conditions' && <Hints under={place} isExact />}
    </>
  )
}
