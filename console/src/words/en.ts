import { access } from './en/access.ts'
import { bindingList } from './en/binding-list.ts'
import { bindings } from './en/bindings.ts'
import { common } from './en/common.ts'
import { journal } from './en/journal.ts'
import { parts } from './en/parts.ts'
import { recipes } from './en/recipes.ts'
import { shell } from './en/shell.ts'

/** Every sentence of the console in English; Russian has the same keys. One file of words for each feature. */
export const en = {
  ...common,
  ...bindings,
  ...bindingList,
  ...recipes,
  ...parts,
  ...shell,
  ...access,
  ...journal,
}
