import { Icon, type IconName } from '../../../ui/icon.tsx'
import { useSay } from '../../../words/words.tsx'
import { useTools } from './editor-tools.ts'
import { focusSection, sectionOf } from './focus-path.ts'
import { type SectionId, sectionIds } from './section.tsx'

type Mark = { readonly state: 'good' | 'open' | 'warnings' | 'errors'; readonly count: number }

const looks: Readonly<Record<Mark['state'], { readonly icon: IconName; readonly color: string }>> = {
  good: { icon: 'check', color: 'text-good' },
  open: { icon: 'minus', color: 'text-ink-faint' },
  warnings: { icon: 'warning', color: 'text-warn' },
  errors: { icon: 'warning', color: 'text-bad' },
}

/** Links to the six sections, each with its state. */
export function SectionRail({ onCheck }: { readonly onCheck: () => void }) {
  const say = useSay()
  const marks = useMarks()
  return (
    <nav
      aria-label={say('editor.sections')}
      className="relative flex min-w-0 gap-0.5 overflow-x-auto [scrollbar-width:none] 2xl:flex-col 2xl:gap-1"
    >
      {sectionIds.map((id) => {
        const mark = marks(id)
        return (
          <button
            key={id}
            type="button"
            onClick={() => (id === 'check' ? onCheck() : focusSection(id))}
            className="flex min-h-8 shrink-0 items-center gap-1.5 rounded-md px-2 text-left text-sm text-ink-soft hover:bg-sunken hover:text-ink"
          >
            {mark && <Icon name={looks[mark.state].icon} size={14} className={looks[mark.state].color} />}
            <span className="whitespace-nowrap">{say(`editor.section.${id}`)}</span>
            {mark && <span className="sr-only">{say(`editor.mark_${mark.state}`, { count: mark.count })}</span>}
            {mark?.state === 'errors' && (
              <span
                aria-hidden="true"
                className="rounded-full bg-bad-soft px-1.5 text-xs font-medium text-bad tabular-nums"
              >
                {mark.count}
              </span>
            )}
          </button>
        )
      })}
    </nav>
  )
}

function useMarks(): (id: SectionId) => Mark | null {
  const { faults, warnings, missing } = useTools()
  const within = (some: readonly { readonly path: string }[], id: SectionId) =>
    some.filter(({ path }) => sectionOf(path) === id).length
  return (id) => {
    if (id === 'check') return null
    const errors = within(faults, id)
    if (errors > 0) return { state: 'errors', count: errors }
    if (within(missing, id) > 0) return { state: 'open', count: 0 }
    const hints = within(warnings, id)
    return hints > 0 ? { state: 'warnings', count: hints } : { state: 'good', count: 0 }
  }
}
