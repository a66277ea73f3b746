import { memo } from 'react'
import { Combo } from '../../../ui/combo.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { ButtonLink, Link } from '../../../ui/link.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useRule } from './editor-tools.ts'
import { Hints } from './hints.tsx'
import { Section } from './section.tsx'

export const IntegrationSection = memo(function IntegrationSection() {
  const say = useSay()
  const language = useLanguage()
  const { catalogue, integrations, integration, form, change, isReadOnly, faultAt } = useRule()
  const titleOf = (kind: string) => catalogue.integrations.find((one) => one.kind === kind)?.title[language] ?? kind
  const options = integrations
    .map(({ id, name, kind, health }) => ({
      value: id,
      label: name,
      group: titleOf(kind),
      mark: (
        <Icon
          name={health.state === 'ok' ? 'check' : health.state === 'paused' ? 'pause' : 'warning'}
          size={14}
          className={health.state === 'ok' ? 'text-good' : 'text-warn'}
        />
      ),
    }))
    .sort((one, other) => one.group.localeCompare(other.group, language))
  return (
    <Section
      id="integration"
      title={say('bindings.section_integration')}
      actions={
        !isReadOnly && (
          <ButtonLink size="small" icon="plus" to="/integrations/new" target="_blank">
            {say('palette.new_integration')}
          </ButtonLink>
        )
      }
    >
      <div data-path="integration_id">
        <Combo
          label={say('bindings.section_integration')}
          hideLabel
          value={form.integration_id}
          isReadOnly={isReadOnly}
          emptyText={say('common.nothing_found')}
          fault={faultAt('integration_id')}
          options={options}
          onChange={(integration_id) => change({ integration_id })}
        />
      </div>
      <Hints under="integration_id" />
      {integration && (
        <p className="text-sm text-ink-soft">
          {`${titleOf(integration.kind)} · `}
          <Link to="/integrations/$id" params={{ id: integration.id }} target="_blank">
            {say('editor.own_link')}
          </Link>
        </p>
      )}
    </Section>
  )
})
