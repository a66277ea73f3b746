import { Link, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icon.tsx'
import { Drawer } from '../ui/overlay.tsx'
import { Tip } from '../ui/tip.tsx'
import { useSay } from '../words/words.tsx'
import { groups, type Place, places } from './places.ts'

const onThePhoneBar = 4

/** The menu at the left; narrow, it shows icons alone. */
export function Rail({ isNarrow, onToggle }: { readonly isNarrow: boolean; readonly onToggle: () => void }) {
  const say = useSay()
  return (
    <nav
      aria-label={say('shell.menu')}
      className={classes(
        'sticky top-0 hidden h-dvh shrink-0 flex-col overflow-y-auto border-r border-line bg-surface p-2 sm:flex no-print',
        isNarrow ? 'w-14' : 'w-58',
      )}
    >
      <div className="flex h-9 shrink-0 items-center gap-2 px-2 pb-1">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        {!isNarrow && <span className="text-lg font-semibold">Hookswitch</span>}
      </div>
      {groups
        .filter((group) => group.length > 0)
        .map((group, at) => (
          <div
            key={group[0]!.to}
            className={classes('flex flex-col gap-1', at > 0 && 'mt-2 border-t border-line pt-2')}
          >
            {group.map((place) => (
              <RailLink key={place.to} place={place} isNarrow={isNarrow} />
            ))}
          </div>
        ))}
      <span className="flex-1" />
      <IconButton
        icon={isNarrow ? 'chevronRight' : 'chevronLeft'}
        label={say(isNarrow ? 'shell.expand' : 'shell.collapse')}
        onPress={onToggle}
      />
    </nav>
  )
}

function RailLink({ place: { to, icon, words }, isNarrow }: { readonly place: Place; readonly isNarrow: boolean }) {
  const say = useSay()
  const isHere = usePresent() === to
  const link = (
    <Link
      to={to}
      aria-label={say(words)}
      aria-current={isHere ? 'page' : undefined}
      className={classes(
        'flex min-h-9 items-center gap-2.5 rounded-md px-2.5 text-ink-soft hover:bg-sunken hover:text-ink',
        isHere && 'bg-accent-soft font-medium text-accent-ink hover:bg-accent-soft hover:text-accent-ink',
      )}
    >
      <Icon name={icon} size={18} />
      {!isNarrow && <span>{say(words)}</span>}
    </Link>
  )
  return isNarrow ? <Tip text={say(words)}>{link}</Tip> : link
}

/** On a phone the menu lies at the bottom, within reach of a thumb. */
export function BottomBar() {
  const say = useSay()
  const section = usePresent()
  const [isOpen, open] = useState(false)
  const look =
    'flex min-h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-1 py-1.5 text-xs text-ink-soft'
  const others = places.slice(onThePhoneBar)
  const isElsewhere = others.some(({ to }) => to === section)
  return (
    <nav
      aria-label={say('shell.menu')}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden no-print"
    >
      {places.slice(0, onThePhoneBar).map(({ to, icon, words, short }) => (
        <Link
          key={to}
          to={to}
          aria-label={say(words)}
          aria-current={section === to ? 'page' : undefined}
          className={classes(look, section === to && 'font-medium text-accent-ink')}
        >
          <Icon name={icon} size={20} />
          <span className="max-w-full truncate">{say(short)}</span>
        </Link>
      ))}
      <button
        type="button"
        aria-haspopup="dialog"
        className={classes(look, isElsewhere && 'font-medium text-accent-ink')}
        onClick={() => open(true)}
      >
        <Icon name="menu" size={20} />
        <span>{say('nav.more')}</span>
      </button>
      <Drawer title={say('nav.more')} isOpen={isOpen} onClose={() => open(false)} closeLabel={say('common.close')}>
        {others.map(({ to, icon, words }) => (
          <Link
            key={to}
            to={to}
            onClick={() => open(false)}
            aria-current={section === to ? 'page' : undefined}
            className={classes(
              'flex min-h-11 items-center gap-3 rounded-md px-2 text-lg',
              section === to && 'bg-accent-soft font-medium text-accent-ink',
            )}
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
