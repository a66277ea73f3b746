import type { JsonObject } from '../../api/bindings.ts'
import type { IntegrationKind } from '../../api/catalogue.ts'
import { FieldsForm, faultAt } from '../../parts/fields/fields-form.tsx'
import { TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/layout.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { useSay } from '../../words/words.tsx'
import type { Draft } from './draft.ts'
import { FindChoices } from './find-choices.tsx'
import { PersonalData } from './personal-data.tsx'

interface IntegrationFormProps {
  readonly described: IntegrationKind
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
  readonly error: unknown
  readonly isReadOnly: boolean
  readonly secretsFrom: string | null
}

/** What is filled in, drawn from what the kind says of itself. */
export function IntegrationForm({ described, draft, onChange, error, isReadOnly, secretsFrom }: IntegrationFormProps) {
  const say = useSay()
  const { name, enabled, settings, personal_data } = draft
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Card title={say('integrations.what_and_where')}>
        <div className="flex flex-col gap-4">
          <TextField
            label={say('integrations.name')}
            value={name}
            onChange={(next) => onChange({ name: next })}
            isRequired
            isReadOnly={isReadOnly}
            maxLength={200}
            fault={faultAt(error, 'name')}
          />
          <FieldsForm
            fields={described.settings}
            values={settings}
            onChange={(next: JsonObject) => onChange({ settings: next })}
            path="settings"
            error={error}
            isReadOnly={isReadOnly}
          />
          {!isReadOnly && described.helpers.length > 0 && (
            <div className="flex flex-wrap gap-2">
              {described.helpers.map((helper) => (
                <FindChoices
                  key={helper.name}
                  helper={helper}
                  draft={draft}
                  secretsFrom={secretsFrom}
                  onChoose={(value) => onChange({ settings: { ...settings, [helper.fills]: value } })}
                />
              ))}
            </div>
          )}
        </div>
      </Card>
      <Card title={say('integrations.personal_data')}>
        <PersonalData
          value={personal_data}
          usual={described.personal_data}
          isReadOnly={isReadOnly}
          onChange={(next) => onChange({ personal_data: next })}
        />
      </Card>
      <Card title={say('integrations.limits')}>
        <div className="flex flex-col gap-4">
          <Limits described={described} draft={draft} onChange={onChange} error={error} isReadOnly={isReadOnly} />
          <Switch
            label={say('integrations.enabled')}
            help={say('integrations.enabled_help')}
            isOn={enabled}
            isDisabled={isReadOnly}
            onChange={(next) => onChange({ enabled: next })}
          />
        </div>
      </Card>
    </div>
  )
}

function Limits({
  described,
  draft: { limits },
  onChange,
  error,
  isReadOnly,
}: Omit<IntegrationFormProps, 'secretsFrom'>) {
  const say = useSay()
  const limit = (name: 'rate_per_second' | 'concurrency', label: string, digits: number) => {
    const usual = described.limits[name]
    return (
      <NumberField
        label={label}
        value={limits[name] ?? Number.NaN}
        isReadOnly={isReadOnly}
        minValue={0}
        formatOptions={{ maximumFractionDigits: digits }}
        help={usual === null ? say('integrations.no_limit') : say('integrations.usual_limit', { count: usual })}
        fault={faultAt(error, `limits.${name}`)}
        onChange={(next) => onChange({ limits: { ...limits, [name]: Number.isNaN(next) ? null : next } })}
      />
    )
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {limit('rate_per_second', say('integrations.rate'), 3)}
      {limit('concurrency', say('integrations.concurrency'), 0)}
    </div>
  )
}
