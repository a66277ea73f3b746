import { createContext, useContext } from 'react'
import type { EditorTools } from './use-editor.ts'

export const Tools = createContext<EditorTools | null>(null)

/** What every section works with. */
export function useTools(): EditorTools {
  const tools = useContext(Tools)
  if (!tools) throw new Error('This stands outside the editor of a binding')
  return tools
}
