import { createContext, useContext } from 'react'
import type { EditorTools, Rule } from './use-editor.ts'

export const Tools = createContext<EditorTools | null>(null)
export const RuleInHand = createContext<Rule | null>(null)

/** Everything that the editor knows; another one with every answer of the server. */
export function useTools(): EditorTools {
  return within(useContext(Tools))
}

/** The rule and what changes it. It stays the same while answers come in, so that they draw no field anew. */
export function useRule(): Rule {
  return within(useContext(RuleInHand))
}

function within<Value>(value: Value | null): Value {
  if (!value) throw new Error('This stands outside the editor of a binding')
  return value
}
