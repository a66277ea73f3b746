import { access } from './en/access.ts'
import { bindingList } from './en/binding-list.ts'
import { bindings } from './en/bindings.ts'
import { common } from './en/common.ts'
import { integrations } from './en/integrations.ts'
import { journal } from './en/journal.ts'
import { overview } from './en/overview.ts'
import { recipes } from './en/recipes.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'

/** Every sentence of the console in English; Russian has the same keys. One file of words for each feature. */
export const en = {
  ...common,
  ...bindings,
  ...bindingList,
  ...recipes,
  ...shell,
  ...settings,
  ...access,
  ...overview,
  ...journal,
  ...integrations,
}
