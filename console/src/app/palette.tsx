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
} from 'react-aria-components'
import { bindingsQuery } from '../api/bindings.ts'
import { integrationsQuery } from '../api/integrations.ts'
import { isTypedAs } from '../parts/layouts.ts'
import { useMay, useMe } from '../parts/me.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { type SentenceKey, useSay } from '../words/words.tsx'
import { places } from './places.ts'

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
            <div role="group" aria-label={say('keys.palette')} tabIndex={0} className="max-h-[60dvh] overflow-auto">
              <Menu
                aria-label={say('keys.palette')}
                className="p-1 outline-none"
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
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function useEntries(typed: string, onClose: () => void): Entry[] {
  const say = useSay()
  const navigate = useNavigate()
  const mayWrite = { binding: useMay('bindings:write'), integration: useMay('integrations:write') }
  const { rights } = useMe()
  const { data: bindings } = useQuery(bindingsQuery)
  const { data: integrations } = useQuery(integrationsQuery)
  const isMeant = (label: string) => isTypedAs(typed, label)
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
  const command = (id: string, words: SentenceKey, icon: IconName, run: () => void): Entry => ({
    id,
    label: say(words),
    icon,
    group: say('palette.commands'),
    run,
  })
  const settings = (section: string) => go('/settings/$section', { params: { section } })
  const commands: Entry[] = [
    ...(mayWrite.binding
      ? [
          command('new-binding', 'palette.new_binding', 'plus', go('/bindings/new')),
          command('recipes', 'palette.recipes', 'star', go('/bindings/recipes')),
        ]
      : []),
    ...(mayWrite.integration
      ? [command('new-integration', 'palette.new_integration', 'plus', go('/integrations/new'))]
      : []),
    command('failed', 'palette.failed', 'warning', go('/journal', { search: { status: 'failed' } })),
    command('intake', 'palette.intake', 'sources', go('/sources/$id', { params: { id: 'api' } })),
    ...(rights.includes('accounts:manage') ? [command('people', 'palette.people', 'user', settings('access'))] : []),
    ...(rights.includes('keys:manage') ? [command('keys', 'palette.keys', 'key', settings('keys'))] : []),
    ...(rights.includes('audit:read') ? [command('audit', 'palette.audit', 'eye', settings('audit'))] : []),
    command('retention', 'palette.retention', 'clock', settings('retention')),
    command('me', 'palette.me', 'user', settings('me')),
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
  const digits = typed.replace(/\D/g, '').length
  const search: Entry[] =
    typed.trim().length >= 3 || digits >= 3
      ? [
          {
            id: 'journal-search',
            label: say(digits >= 4 ? 'palette.search_phone' : 'palette.search_journal', { text: typed.trim() }),
            icon: digits >= 4 ? 'phone' : 'search',
            group: say('nav.journal'),
            run: go('/journal', { search: { q: typed.trim() } }),
          },
        ]
      : []
  const groups = [...Map.groupBy(named, ({ group }) => group).values()].flatMap((some) => some.slice(0, mostOfAKind))
  if (digits >= 4) return [...search, ...groups]
  return [
    ...screens.filter(({ label }) => isMeant(label)),
    ...commands.filter(({ label }) => isMeant(label)),
    ...groups,
    ...search,
  ]
}
