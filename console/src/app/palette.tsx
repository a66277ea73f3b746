import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components'
import { bindingsQuery } from '../api/bindings.ts'
import { integrationsQuery } from '../api/integrations.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useSay } from '../words/words.tsx'
import { places } from './navigation.tsx'

interface Entry {
  readonly id: string
  readonly label: string
  readonly icon: IconName
  readonly group: string
  readonly run: () => void
}

const mostOfAKind = 6

/** Finds a screen, a binding, an integration or a client's trace in the journal, by typing. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const say = useSay()
  const [typed, setTyped] = useState('')
  const entries = useEntries(typed, onClose)
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className="fixed inset-0 z-50 bg-black/45 p-3"
    >
      <Modal className="mx-auto mt-[10dvh] w-full max-w-xl">
        <Dialog
          aria-label={say('keys.palette')}
          className="overflow-hidden rounded-xl border border-line bg-raised shadow-high outline-none"
        >
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField
              aria-label={say('shell.search')}
              autoFocus
              className="flex items-center gap-2 border-b border-line px-3"
            >
              <Icon name="search" className="text-ink-faint" />
              <Input
                placeholder={say('shell.search')}
                className="h-11 min-w-0 flex-1 bg-transparent text-lg outline-none [&::-webkit-search-cancel-button]:hidden"
              />
            </SearchField>
            <Menu
              aria-label={say('keys.palette')}
              className="max-h-[60dvh] overflow-auto p-1 outline-none"
              renderEmptyState={() => <p className="p-3 text-ink-soft">{say('common.nothing_found')}</p>}
            >
              {[...Map.groupBy(entries, ({ group }) => group)].map(([group, some]) => (
                <MenuSection key={group} id={group}>
                  <Header className="px-2 pt-2 pb-0.5 text-xs font-medium text-ink-faint">{group}</Header>
                  {some.map(({ id, label, icon, run }) => (
                    <MenuItem
                      key={id}
                      id={id}
                      textValue={label}
                      onAction={run}
                      className="flex min-h-8 cursor-default items-center gap-2 rounded px-2 data-focused:bg-accent-soft data-focused:text-accent-ink"
                    >
                      <Icon name={icon} className="text-ink-soft" />
                      {label}
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function useEntries(typed: string, onClose: () => void): Entry[] {
  const say = useSay()
  const navigate = useNavigate()
  const { contains } = useFilter({ sensitivity: 'base' })
  const { data: bindings } = useQuery(bindingsQuery)
  const { data: integrations } = useQuery(integrationsQuery)
  // ё and е are one letter for somebody who looks for something.
  const isMeant = (label: string) => contains(label.replaceAll('ё', 'е'), typed.trim().replaceAll('ё', 'е'))
  const go =
    (to: string, options: object = {}) =>
    () => {
      onClose()
      void navigate({ to, ...options })
    }
  const screens = places.map(({ to, icon, words }) => ({
    id: to,
    label: say(words),
    icon,
    group: say('palette.screens'),
    run: go(to),
  }))
  const commands: Entry[] = [
    {
      id: 'new-binding',
      label: say('palette.new_binding'),
      icon: 'plus',
      group: say('palette.commands'),
      run: go('/bindings/new'),
    },
    {
      id: 'recipes',
      label: say('palette.recipes'),
      icon: 'star',
      group: say('palette.commands'),
      run: go('/bindings/recipes'),
    },
    {
      id: 'new-integration',
      label: say('palette.new_integration'),
      icon: 'plus',
      group: say('palette.commands'),
      run: go('/integrations/new'),
    },
    {
      id: 'failed',
      label: say('palette.failed'),
      icon: 'warning',
      group: say('palette.commands'),
      run: go('/journal', { search: { status: 'failed' } }),
    },
    {
      id: 'people',
      label: say('palette.people'),
      icon: 'user',
      group: say('palette.commands'),
      run: go('/settings/access'),
    },
    { id: 'keys', label: say('palette.keys'), icon: 'key', group: say('palette.commands'), run: go('/settings/keys') },
  ]
  const named = [
    ...(bindings?.items ?? []).map(({ id, name }) => ({
      id,
      label: name,
      icon: 'bindings' as const,
      group: say('nav.bindings'),
      run: go(`/bindings/${id}`),
    })),
    ...(integrations?.items ?? []).map(({ id, name }) => ({
      id,
      label: name,
      icon: 'integrations' as const,
      group: say('nav.integrations'),
      run: go(`/integrations/${id}`),
    })),
  ].filter(({ label }) => isMeant(label))
  const search: Entry[] =
    typed.trim().length >= 3
      ? [
          {
            id: 'journal-search',
            label: say('palette.search_journal', { text: typed.trim() }),
            icon: 'search',
            group: say('nav.journal'),
            run: go('/journal', { search: { q: typed.trim() } }),
          },
        ]
      : []
  const groups = [...Map.groupBy(named, ({ group }) => group).values()].flatMap((some) => some.slice(0, mostOfAKind))
  return [
    ...screens.filter(({ label }) => isMeant(label)),
    ...commands.filter(({ label }) => isMeant(label)),
    ...groups,
    ...search,
  ]
}
