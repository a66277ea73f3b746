import type { Binding, Json } from './bindings.ts'
import { api } from './client.ts'
import type { Integration } from './integrations.ts'

/** What an import makes, or would make, of one entry of a file. */
export interface ImportStep {
  readonly section: 'integrations' | 'sources' | 'users' | 'bindings' | 'views'
  readonly id: string | null
  readonly name: string
  readonly action: 'created' | 'changed' | 'unchanged'
  readonly changes: readonly { readonly path: string; readonly before: Json; readonly after: Json }[]
  readonly notes: readonly string[]
}

/** Applies a set-up in YAML or JSON; with `dryRun` it only tells the difference. */
export function importSetUp(text: string, dryRun: boolean): Promise<{ readonly items: readonly ImportStep[] }> {
  return api.send('/import', text, { dry_run: dryRun })
}

/** Some bindings as a set-up that an import takes, here or elsewhere; where they send stands by its name. */
export function setUpOf(bindings: readonly Binding[], integrations: readonly Integration[]): string {
  const nameOf = (id: string) => {
    const found = integrations.find((one) => one.id === id)
    return found && integrations.filter(({ name }) => name === found.name).length === 1 ? found.name : null
  }
  const entries = bindings.map((binding) => {
    const { version, created_at, updated_at, updated_by, integration_id, ...rest } = binding
    const name = nameOf(integration_id)
    return { ...rest, ...(name === null ? { integration_id } : { integration: name }) }
  })
  return `${JSON.stringify({ hookswitch: 1, bindings: entries }, null, 2)}\n`
}
