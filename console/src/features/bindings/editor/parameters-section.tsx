import { memo, useState } from 'react'
import type { JsonObject } from '../../../api/bindings.ts'
import { JsonEditor } from '../../../parts/code/json-editor.tsx'
import { FieldsForm } from '../../../parts/fields/fields-form.tsx'
import { FreePairs } from '../../../parts/fields/free-pairs.tsx'
import { VariableList } from '../../../parts/variables/variable-list.tsx'
import { VariablesProvider } from '../../../parts/variables/variable-tools.tsx'
import { Button } from '../../../ui/button.tsx'
import { Copy } from '../../../ui/copy.tsx'
import { Note } from '../../../ui/feedback.tsx'
import { Labeled } from '../../../ui/field.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Segments } from '../../../ui/toggle.tsx'
import { useSay } from '../../../words/words.tsx'
import { isBroken, jsonOf } from './draft.ts'
import { useRule, useTools } from './editor-tools.ts'
import { Section } from './section.tsx'

/** One document, seen as a form or as JSON. */
export function ParametersSection() {
  const say = useSay()
  const { draft, form, variables, warnings, preview, isReadOnly, changeJson } = useTools()
  const [view, setView] = useState<'form' | 'json'>('form')
  const text = jsonOf(draft)
  return (
    <Section
      id="parameters"
      title={say('bindings.section_parameters')}
      actions={
        <Segments
          label={say('bindings.view')}
          value={view}
          choices={[
            { value: 'form', label: say('bindings.form') },
            { value: 'json', label: 'JSON' },
          ]}
          onChange={setView}
        />
      }
    >
      <VariablesProvider
        variables={variables}
        warnings={warnings}
        emptyNames={preview.data?.empty_variables ?? noNames}
      >
        {view === 'json' ? (
          <div data-path="parameters" className="flex flex-col gap-2">
            <JsonEditor
              label={say('bindings.section_parameters')}
              text={text}
              isReadOnly={isReadOnly}
              onChange={changeJson}
            />
            <div className="flex flex-wrap gap-2">
              {!isReadOnly && (
                <Button
                  size="small"
                  isDisabled={isBroken(draft)}
                  onPress={() => changeJson(JSON.stringify(form.parameters, null, 2))}
                >
                  {say('json.format')}
                </Button>
              )}
              <Copy look="button" label={say('common.copy')} doneLabel={say('common.copied')} text={text} />
            </div>
          </div>
        ) : (
          <ParametersForm />
        )}
        <Fold title={say('bindings.variables')}>
          <div className="mt-2">
            <VariableList isReadOnly={isReadOnly} />
          </div>
        </Fold>
      </VariablesProvider>
    </Section>
  )
}

const noNames: readonly string[] = []

const ParametersForm = memo(function ParametersForm() {
  const say = useSay()
  const { draft, form, kind, change, isReadOnly, faultAt } = useRule()
  const isLocked = isReadOnly || isBroken(draft)
  const fields = kind?.parameters ?? []
  const isKnown = (name: string) => fields.some((field) => field.name === name)
  const others = Object.fromEntries(Object.entries(form.parameters).filter(([name]) => !isKnown(name)))
  const hasOthers = kind?.any_parameters === true || Object.keys(others).length > 0
  const put = (parameters: JsonObject) => change({ parameters }, `parameters ${changed(form.parameters, parameters)}`)
  const putOthers = (next: JsonObject) => {
    const listed = Object.entries(form.parameters).filter(([name]) => isKnown(name))
    put(Object.fromEntries([...listed, ...Object.entries(next)]))
  }
  return (
    <>
      {!kind && <p className="text-ink-soft">{say('editor.no_kind')}</p>}
      {isBroken(draft) && <Note tone="warn">{say('json.broken')}</Note>}
      {fields.length > 0 && (
        <FieldsForm
          fields={fields}
          values={form.parameters}
          path="parameters"
          faultOf={faultAt}
          isReadOnly={isLocked}
          onChange={put}
        />
      )}
      {hasOthers && (
        <Labeled
          label={say('bindings.any_parameters')}
          fault={kind?.any_parameters === true ? null : otherFault(others, faultAt)}
        >
          <FreePairs
            label={say('bindings.any_parameters')}
            path="parameters"
            value={others}
            isReadOnly={isLocked}
            onChange={putOthers}
          />
        </Labeled>
      )}
    </>
  )
})

function otherFault(others: JsonObject, faultAt: (path: string) => string | null): string | null {
  return (
    Object.keys(others)
      .map((name) => faultAt(`parameters.${name}`))
      .find((fault) => fault !== null) ?? null
  )
}

/** Which one was changed, so that what is typed into one field is one step back. */
function changed(before: JsonObject, after: JsonObject): string {
  return Object.keys(after).find((name) => before[name] !== after[name]) ?? 'removed'
}
