import { useSay } from '../../../words/words.tsx'
import { useTools } from '../editor/editor-tools.ts'
import { BacktestPart } from './backtest-part.tsx'
import { EventPicker } from './event-picker.tsx'
import { PreviewPart } from './preview-part.tsx'
import { TestPart } from './test-part.tsx'
import { VerdictPart } from './verdict-part.tsx'

/** Tries the rule as it stands in the form: on one event, by a real message, and on the past. */
export function CheckPane() {
  const say = useSay()
  const { mayTest } = useTools()
  return (
    <div className="flex flex-col gap-4">
      <EventPicker />
      <VerdictPart />
      <Part title={say('bindings.preview')}>
        <PreviewPart />
      </Part>
      {mayTest && (
        <Part title={say('editor.test')}>
          <TestPart />
        </Part>
      )}
      <Part title={say('check.backtest')}>
        <BacktestPart />
      </Part>
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  )
}
