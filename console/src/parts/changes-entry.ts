import { useNavigate } from '@tanstack/react-router'
import type { MenuEntry } from '../ui/menu.tsx'
import { useSay } from '../words/words.tsx'
import { useMay } from './me.tsx'

/** An entry of a menu that leads to what the audit tells of one object, such as `bindings:bnd_1`; none for who may not read it. */
export function useChangesEntry(object: string): readonly MenuEntry[] {
  const say = useSay()
  const navigate = useNavigate()
  const mayRead = useMay('audit:read')
  if (!mayRead) return []
  const onAction = () => void navigate({ to: '/settings/$section', params: { section: 'audit' }, search: { object } })
  return [{ label: say('common.changes'), icon: 'user', onAction }]
}
