import { stringify } from 'yaml'
import { showUser } from '../../center/users.ts'
import type { JsonObject } from '../../core/json.ts'
import { showBinding } from '../../engine/binding-form.ts'
import { showIntegration } from '../../engine/integration-form.ts'
import type { House } from '../house.ts'
import { withoutSecrets } from './secrets.ts'

const heading = `# What people set up in Hookswitch, without secrets. Apply it with: hookswitch import FILE
# Things are known by id, else by name. What is not in this file stays as it is.
`

/** Integrations, sources, people, bindings and shared views as YAML, without secrets. The same set-up gives the same text. */
export function writeSetup(house: House): string {
  return heading + stringify(setupOf(house), { lineWidth: 0 })
}

function setupOf(house: House): JsonObject {
  const { engine, catalogue, sealing, sources, users, savedViews } = house
  const integrations = engine.integrations.list()
  const isNamedOnce = (name: string) => integrations.filter((one) => one.name === name).length === 1
  return {
    hookswitch: 1,
    integrations: integrations.map((one) => {
      const shown = showIntegration(one, catalogue.integrations.get(one.kind), sealing)
      return { ...lasting(shown), settings: withoutSecrets(shown['settings'] as JsonObject) }
    }),
    sources: sources.list().map((one) => {
      const { health: _health, ...shown } = sources.show(one)
      return { ...lasting(shown), settings: withoutSecrets(shown['settings'] as JsonObject) }
    }),
    users: users.list().map((one) => lasting(showUser(one))),
    bindings: engine.bindings.list().map((one) => {
      const { integration_id, version: _version, ...shown } = lasting(showBinding(one))
      const name = engine.integrations.nameOf(one.integrationId)?.name
      const to = name !== undefined && isNamedOnce(name) ? { integration: name } : { integration_id }
      return { ...shown, ...to }
    }),
    views: savedViews
      .list({ id: '', name: '', isAdmin: false })
      .map(({ id, name, filter, shared }) => ({ id, name, filter, shared })),
  }
}

/** Without what a copy elsewhere would not share. */
function lasting({ created_at: _created, updated_at: _updated, ...rest }: JsonObject): JsonObject {
  return rest
}
