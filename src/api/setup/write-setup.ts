import { maskUser } from '../../center/user-masks.ts'
import { showUser } from '../../center/users.ts'
import type { JsonObject } from '../../core/json.ts'
import { showIntegration } from '../../engine/integration-form.ts'
import { type View, viewFor } from '../../journal/view.ts'
import { showBindingIn } from '../condition-masks.ts'
import type { House } from '../house.ts'
import { withoutSecrets } from './secrets.ts'

const heading = `# What people set up in Hookswitch, without secrets. Apply it with: hookswitch import FILE
# Things are known by id, else by name. What is not in this file stays as it is.
`

const masksHeading = `# The key may not see personal data: phones and mail addresses are masked. Applied here, a mask changes nothing.
`

/** Integrations, sources, people, bindings and shared views as YAML, without secrets. The same set-up gives the same text to the same view: in clear unless told otherwise. */
export async function writeSetup(house: House, view: View = viewFor(true, house.catalogue)): Promise<string> {
  const { stringify } = await import('yaml')
  return heading + (view.isClear ? '' : masksHeading) + stringify(setupOf(house, view), { lineWidth: 0 })
}

function setupOf(house: House, view: View): JsonObject {
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
    users: users.list().map((one) => lasting(view.isClear ? showUser(one) : maskUser(showUser(one)))),
    bindings: engine.bindings.list().map((one) => {
      const { integration_id, version: _version, ...shown } = lasting(showBindingIn(view, one))
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
