import type { JsonObject } from '../../../api/bindings.ts'
import type { EventType } from '../../../api/catalogue.ts'
import { sayValue } from '../../../parts/conditions/say-value.ts'
import { useFormats } from '../../../parts/formats.ts'
import { Combo } from '../../../ui/combo.tsx'
import { TextField } from '../../../ui/field.tsx'
import { Link } from '../../../ui/link.tsx'
import { Segments } from '../../../ui/toggle.tsx'
import { type Language, useLanguage, useSay } from '../../../words/words.tsx'
import { useTools } from '../editor/editor-tools.ts'
import type { EventKind } from './chosen-event.ts'

/** A real past event, the example of the type, or one that is pasted. */
export function EventPicker() {
  const say = useSay()
  const formats = useFormats()
  const language = useLanguage()
  const { event, type } = useTools()
  const { kind, no, recent, text, isTextWrong, choose } = event
  const kinds: readonly EventKind[] = ['past', 'sample', 'pasted']
  const options = recent.map(({ event_no, event_time, data }) => ({
    value: String(event_no),
    label: `№ ${event_no}`,
    note: [formats.moment(event_time), ...factsOf(data, type, language)].join(' · '),
  }))
  const isListed = no === null || options.some(({ value }) => value === no)
  return (
    <div className="flex flex-col gap-2">
      <span>
        <Segments
          label={say('check.event_kind')}
          value={kind}
          choices={kinds.map((value) => ({ value, label: say(`check.${value}`) }))}
          onChange={(next) => choose({ kind: next })}
        />
      </span>
      {kind === 'past' && (
        <div className="flex items-start gap-2">
          <Combo
            className="flex-1"
            label={say('check.number')}
            hideLabel
            help={say('check.number_help')}
            value={no ?? ''}
            emptyText={say('common.nothing_found')}
            allowsTyped={say('check.use')}
            options={isListed ? options : [{ value: no, label: `№ ${no}` }, ...options]}
            onChange={(chosen) => choose({ no: chosen.replace(/\D/g, '') })}
          />
          {no !== null && (
            <Link to="/journal/events/$no" params={{ no }} target="_blank" className="mt-1.5 text-sm whitespace-nowrap">
              {say('check.open_event')}
            </Link>
          )}
        </div>
      )}
      {kind === 'sample' && recent.length === 0 && <p className="text-sm text-ink-soft">{say('check.no_events')}</p>}
      {kind === 'pasted' && (
        <div data-own-undo>
          <TextField
            label={say('check.paste')}
            help={say('check.paste_help')}
            isCode
            lines={6}
            value={text}
            fault={isTextWrong ? say('fields.not_json') : null}
            onChange={(typed) => choose({ text: typed })}
          />
        </div>
      )}
    </div>
  )
}

/** A few words by which a person knows an event again: its choices, and who it was about. */
function factsOf(data: JsonObject, type: EventType | undefined, language: Language): readonly string[] {
  const parameters = type?.parameters ?? []
  const named = parameters.filter(
    ({ name, enum: choices, pii, type: of }) => data[name] != null && (choices || (pii && of === 'string')),
  )
  return named
    .slice(0, 4)
    .map((parameter) => sayValue(data[parameter.name]!, { parameter, language }).replace(/^[«“]|[»”]$/g, ''))
}
