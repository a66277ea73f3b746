import type { IconName } from '../ui/icon.tsx'
import type { SentenceKey } from '../words/words.tsx'

/** A screen that the menu leads to. */
export interface Place {
  readonly to: string
  readonly icon: IconName
  readonly words: SentenceKey
  /** Shorter, for the bar of a phone. */
  readonly short: SentenceKey
  /** By its place on the keyboard: `g`, then this. */
  readonly key: string
}

/** What happens and where it goes; the records of the call center; what is set up once. A line stands between the groups. */
export const groups: readonly (readonly Place[])[] = [
  [
    { to: '/', icon: 'overview', words: 'nav.overview', short: 'nav.overview', key: 'KeyO' },
    { to: '/bindings', icon: 'bindings', words: 'nav.bindings', short: 'nav.bindings_short', key: 'KeyB' },
    {
      to: '/integrations',
      icon: 'integrations',
      words: 'nav.integrations',
      short: 'nav.integrations_short',
      key: 'KeyI',
    },
    { to: '/journal', icon: 'journal', words: 'nav.journal', short: 'nav.journal_short', key: 'KeyJ' },
    { to: '/wall', icon: 'wall', words: 'nav.wall', short: 'nav.wall', key: 'KeyW' },
  ],
  // Lists, dialers and people of the call center stand here once they have screens. An empty group draws nothing.
  [],
  [
    { to: '/sources', icon: 'sources', words: 'nav.sources', short: 'nav.sources', key: 'KeyS' },
    { to: '/settings', icon: 'settings', words: 'nav.settings', short: 'nav.settings', key: 'Comma' },
  ],
]

export const places: readonly Place[] = groups.flat()

/** The screen whose address begins so. */
export function placeOf(first: string): Place | undefined {
  return places.find(({ to }) => to === `/${first}`)
}
