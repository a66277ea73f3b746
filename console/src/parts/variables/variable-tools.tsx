import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react'
import type { Warning } from '../../api/rule-building.ts'
import type { Variable } from './variables.ts'

interface Known {
  readonly variables: readonly Variable[]
  /** Names that are empty in the event at hand. */
  readonly emptyNames: readonly string[]
  readonly warnings: readonly Warning[]
}

interface VariableTools extends Known {
  /** A field that got the focus says how something is put in at its caret. */
  readonly remember: (insert: (text: string) => void) => void
  /** Puts a variable in where the caret was last; false when it was nowhere yet. */
  readonly insert: (name: string) => boolean
}

const Tools = createContext<VariableTools | null>(null)

/** Fields below may hold `{{…}}`, and know what may stand there. */
export function VariablesProvider({
  children,
  variables,
  emptyNames,
  warnings,
}: Known & { readonly children: ReactNode }) {
  const last = useRef<((text: string) => void) | null>(null)
  const tools = useMemo(
    () => ({
      variables,
      emptyNames,
      warnings,
      remember: (insert: (text: string) => void) => {
        last.current = insert
      },
      insert: (name: string) => {
        last.current?.(`{{${name}}}`)
        return last.current !== null
      },
    }),
    [variables, emptyNames, warnings],
  )
  return <Tools value={tools}>{children}</Tools>
}

/** Null where texts are what they are, as in the settings of an integration. */
export function useVariables(): VariableTools | null {
  return useContext(Tools)
}
