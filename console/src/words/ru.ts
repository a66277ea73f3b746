import type { en } from './en.ts'
import { access } from './ru/access.ts'
import { bindingList } from './ru/binding-list.ts'
import { bindings } from './ru/bindings.ts'
import { common } from './ru/common.ts'
import { journal } from './ru/journal.ts'
import { parts } from './ru/parts.ts'
import { recipes } from './ru/recipes.ts'
import { shell } from './ru/shell.ts'

/** Every sentence of the console in Russian. The type says that none is missing. */
export const ru: Readonly<Record<keyof typeof en, string>> = {
  ...common,
  ...bindings,
  ...bindingList,
  ...recipes,
  ...parts,
  ...shell,
  ...access,
  ...journal,
}
