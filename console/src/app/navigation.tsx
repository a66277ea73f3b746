import { Link, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Drawer } from '../ui/overlay.tsx'
import { Tip } from '../ui/tip.tsx'
import { type SentenceKey, useSay } from '../words/words.tsx'

interface Place {
  readonly to: string
  readonly icon: IconName
  readonly words: SentenceKey
}

/** Lists, dialers and people of the call center stand between the wall and the sources once they have screens. */
export const places: readonly Place[] = [
  { to: '/', icon: 'overview', words: 'nav.overview' },
  { to: '/bindings', icon: 'bindings', words: 'nav.bindings' },
  { to: '/integrations', icon: 'integrations', words: 'nav.integrations' },
  { to: '/journal', icon: 'journal', words: 'nav.journal' },
  { to: '/wall', icon: 'wall', words: 'nav.wall' },
  { to: '/sources', icon: 'sources', words: 'nav.sources' },
  { to: '/settings', icon: 'settings', words: 'nav.settings' },
]
const onThePhoneBar = 4

/** The menu at the left; narrow, it shows icons alone. */
export function Rail({ isNarrow, onToggle }: { readonly isNarrow: boolean; readonly onToggle: () => void }) {
  const say = useSay()
  const section = usePresent()
  return (
    <nav
      aria-label={say('shell.menu')}
      className={classes(
        'sticky top-0 hidden h-dvh shrink-0 flex-col gap-1 border-r border-line bg-surface p-2 sm:flex no-print',
        isNarrow ? 'w-14' : 'w-58',
      )}
    >
      <div className="flex h-9 items-center gap-2 px-2 pb-1">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        {!isNarrow && <span className="text-lg font-semibold">Hookswitch</span>}
      </div>
      {places.map(({ to, icon, words }) => {
        const link = (
          <Link
            key={to}
            to={to}
            aria-label={say(words)}
            aria-current={section === to ? 'page' : undefined}
            className={classes(
              'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 text-ink-soft hover:bg-sunken hover:text-ink',
              section === to && 'bg-accent-soft font-medium text-accent-ink hover:bg-accent-soft hover:text-accent-ink',
            )}
          >
            <Icon name={icon} size={18} />
            {!isNarrow && <span>{say(words)}</span>}
          </Link>
        )
        return isNarrow ? (
          <Tip key={to} text={say(words)}>
            {link}
          </Tip>
        ) : (
          link
        )
      })}
      <span className="flex-1" />
      <IconButton
        icon={isNarrow ? 'chevronRight' : 'chevronLeft'}
        label={say(isNarrow ? 'shell.expand' : 'shell.collapse')}
        onPress={onToggle}
      />
    </nav>
  )
}

/** On a phone the menu lies at the bottom, within reach of a thumb. */
export function BottomBar() {
  const say = useSay()
  const section = usePresent()
  const [isOpen, open] = useState(false)
  const look = 'flex min-w-0 flex-1 flex-col items-center gap-0.5 px-1 py-1.5 text-xs text-ink-soft'
  return (
    <nav
      aria-label={say('shell.menu')}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden no-print"
    >
      {places.slice(0, onThePhoneBar).map(({ to, icon, words }) => (
        <Link
          key={to}
          to={to}
          aria-current={section === to ? 'page' : undefined}
          className={classes(look, section === to && 'text-accent-ink')}
        >
          <Icon name={icon} size={20} />
          <span className="max-w-full truncate">{say(words)}</span>
        </Link>
      ))}
      <button type="button" className={look} onClick={() => open(true)}>
        <Icon name="menu" size={20} />
        <span>{say('nav.more')}</span>
      </button>
      <Drawer title={say('nav.more')} isOpen={isOpen} onClose={() => open(false)} closeLabel={say('common.close')}>
        {places.slice(onThePhoneBar).map(({ to, icon, words }) => (
          <Link
            key={to}
            to={to}
            onClick={() => open(false)}
            className="flex min-h-11 items-center gap-3 rounded-md px-2 text-lg"
          >
            <Icon name={icon} size={20} />
            {say(words)}
          </Link>
        ))}
      </Drawer>
    </nav>
  )
}

function usePresent(): string {
  return useRouterState({ select: ({ location }) => `/${location.pathname.split('/')[1] ?? ''}` })
}
