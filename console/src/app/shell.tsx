import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { signOut, type Theme, useHasEnded } from '../api/session.ts'
import { changeLook, useLook } from '../parts/look.ts'
import { useMe } from '../parts/me.tsx'
import { dropDrafts, hasDrafts } from '../parts/own-drafts.ts'
import { useChangeLook } from '../parts/own-look.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu } from '../ui/menu.tsx'
import { useSay } from '../words/words.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { HealthDot } from './health-dot.tsx'
import { BottomBar, Rail } from './navigation.tsx'
import { OfflineBar } from './offline-bar.tsx'
import { useShortcuts } from './shortcuts.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const SignInAgain = lazy(async () => ({
  default: (await import('../features/access/sign-in-again.tsx')).SignInAgain,
}))
const SignOutDialog = lazy(async () => ({ default: (await import('./sign-out-dialog.tsx')).SignOutDialog }))
const ShortcutList = lazy(async () => ({ default: (await import('./shortcut-list.tsx')).ShortcutList }))

/** The frame around every page: rail, header, and what opens over them. */
export function Shell() {
  const say = useSay()
  const navigate = useNavigate()
  const [opened, setOpened] = useState<'palette' | 'shortcuts' | null>(null)
  const [isNarrow, setNarrow] = useState(() => localStorage.getItem('hookswitch.rail') === 'narrow')
  useShortcuts({
    openPalette: () => setOpened('palette'),
    openHelp: () => setOpened('shortcuts'),
    goTo: (to) => void navigate({ to }),
  })
  useEffect(() => localStorage.setItem('hookswitch.rail', isNarrow ? 'narrow' : 'wide'), [isNarrow])
  useTakenOverLook()
  const hasEnded = useHasEnded()
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 shadow-high focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {say('shell.skip')}
      </a>
      <Rail isNarrow={isNarrow} onToggle={() => setNarrow(!isNarrow)} />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-20 flex h-13 items-center gap-2 border-b border-line bg-surface px-3 sm:px-4 no-print">
          <Breadcrumb />
          <button
            type="button"
            aria-keyshortcuts="Control+K"
            onClick={() => setOpened('palette')}
            className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-ground px-2.5 text-left text-ink-faint hover:border-line-strong sm:max-w-96"
          >
            <Icon name="search" />
            <span className="truncate">{say('shell.search')}</span>
            <kbd className="ml-auto hidden rounded border border-line bg-surface px-1 font-sans text-xs sm:block">
              Ctrl K
            </kbd>
          </button>
          <span className="hidden flex-1 sm:block" />
          <HealthDot />
          <LookMenus />
          <AccountMenu onShortcuts={() => setOpened('shortcuts')} />
        </header>
        <OfflineBar />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1480px] min-w-0 flex-1 px-3 py-4 outline-none max-sm:pb-20 sm:px-6"
        >
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <Suspense>
        {opened === 'palette' && <Palette onClose={() => setOpened(null)} />}
        {hasEnded && <SignInAgain />}
        {opened === 'shortcuts' && <ShortcutList onClose={() => setOpened(null)} />}
      </Suspense>
    </div>
  )
}

/** The account's language and theme win over those of the browser. */
function useTakenOverLook(): void {
  const me = useMe()
  useEffect(() => {
    if (me.kind !== 'account') return
    changeLook({ theme: me.theme, ...(me.language && { language: me.language }) })
  }, [me.kind, me.theme, me.language])
}

function LookMenus() {
  const say = useSay()
  const look = useLook()
  const change = useChangeLook()
  const themes: readonly Theme[] = ['system', 'light', 'dark']
  return (
    <>
      <Menu
        label={say('shell.language')}
        trigger={
          <Button look="quiet" icon="globe" aria-label={say('shell.language')}>
            {look.language.toUpperCase()}
          </Button>
        }
        entries={[
          { label: 'English', isChecked: look.language === 'en', onAction: () => change({ language: 'en' }) },
          { label: 'Русский', isChecked: look.language === 'ru', onAction: () => change({ language: 'ru' }) },
        ]}
      />
      <Menu
        label={say('shell.theme')}
        trigger={<IconButton icon={look.theme === 'dark' ? 'moon' : 'sun'} label={say('shell.theme')} />}
        entries={themes.map((theme) => ({
          label: say(`theme.${theme}`),
          isChecked: look.theme === theme,
          onAction: () => change({ theme }),
        }))}
      />
    </>
  )
}

function AccountMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const say = useSay()
  const me = useMe()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [isAsked, ask] = useState(false)
  const leave = async () => {
    await signOut()
    queries.clear()
    await navigate({ to: '/sign-in', ignoreBlocker: true })
    dropDrafts(me.id)
  }
  return (
    <>
      <Menu
        label={say('shell.account', { name: me.name })}
        trigger={<IconButton icon="user" label={say('shell.account', { name: me.name })} />}
        entries={[
          {
            label: `${me.name} · ${say(`role.${me.role}`)}`,
            icon: 'user',
            onAction: () => void navigate({ to: '/settings/$section', params: { section: 'me' } }),
          },
          { label: say('shell.shortcuts'), icon: 'bolt', onAction: onShortcuts },
          { label: say('shell.docs'), icon: 'book', onAction: () => window.open('/docs', '_blank', 'noopener') },
          null,
          {
            label: say('shell.sign_out'),
            icon: 'logout',
            onAction: () => (hasDrafts(me.id) ? ask(true) : void leave()),
          },
        ]}
      />
      {isAsked && (
        <Suspense>
          <SignOutDialog onDo={() => void leave()} onClose={() => ask(false)} />
        </Suspense>
      )}
    </>
  )
}
