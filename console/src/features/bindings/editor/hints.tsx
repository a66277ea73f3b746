import type { Leaf } from '../../../api/bindings.ts'
import type { Warning } from '../../../api/rule-building.ts'
import { sayLeafAlone } from '../../../parts/conditions/summary.ts'
import { partAt, type Step, withLeaf, withPart } from '../../../parts/conditions/tree.ts'
import { Button } from '../../../ui/button.tsx'
import { Note } from '../../../ui/feedback.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useTools } from './editor-tools.ts'

const ofParameters = new Set(['unknown-variable', 'typographic-quotes'])

/** What is most often a mistake at a place, each with what mends it in one click. */
export function Hints({ under, isExact = false }: { readonly under: string; readonly isExact?: boolean }) {
  const { warnings } = useTools()
  const here = warnings.filter(
    ({ path, code }) =>
      !ofParameters.has(code) &&
      (path === under || (!isExact && (path.startsWith(`${under}.`) || path.startsWith(`${under}[`)))),
  )
  return here.map((warning, at) => <Hint key={`${warning.code} ${at}`} warning={warning} />)
}

function Hint({ warning }: { readonly warning: Warning }) {
  const words = useHintWords()
  const mend = useMending(warning)
  const { isReadOnly } = useTools()
  return (
    <Note
      tone={warning.code === 'never-holds' ? 'bad' : 'warn'}
      actions={
        mend &&
        !isReadOnly && (
          <Button size="small" onPress={mend.run}>
            {mend.label}
          </Button>
        )
      }
    >
      {words(warning)}
    </Note>
  )
}

function useHintWords(): (warning: Warning) => string {
  const say = useSay()
  return ({ code, per_day, by, failed, total, scanned, param }) => {
    switch (code) {
      case 'no-conditions':
        return say('editor.loud', { count: per_day ?? 0 })
      case 'function-without-state':
        return say('editor.stages')
      case 'never-holds':
        return say('editor.never_holds')
      case 'always-holds':
        return say('editor.always_holds')
      case 'parameter-not-seen':
        return say('editor.not_seen', { scanned: scanned ?? 0, name: param ?? '' })
      case 'integration-failing':
        return say('editor.integration_failing', { failed: failed ?? 0, total: total ?? 0 })
      case 'integration-paused':
        if (by === 'auth' || by === 'gone' || by === 'off') return say(`editor.integration_${by}`)
        return say('bindings.integration_paused')
      default:
        return code
    }
  }
}

function useMending({ code, path, param, value, suggestion }: Warning) {
  const say = useSay()
  const language = useLanguage()
  const { form, type, change } = useTools()
  if (code === 'function-without-state' && param && value) {
    const leaf: Leaf = { param, op: 'eq', value }
    return {
      label: say('editor.add_state', { condition: sayLeafAlone(leaf, type?.parameters ?? [], language) }),
      run: () => change({ conditions: withLeaf(form.conditions, leaf) }, null),
    }
  }
  if (code !== 'parameter-not-seen' || !suggestion || !form.conditions) return null
  const conditions = form.conditions
  return {
    label: say('variables.meant', { name: suggestion }),
    run: () => {
      const steps = stepsIn(path)
      const leaf = partAt(conditions, steps)
      if (leaf && 'param' in leaf)
        change({ conditions: withPart(conditions, steps, { ...leaf, param: suggestion }) }, null)
    },
  }
}

/** `conditions.all[1].not` as steps. */
function stepsIn(path: string): readonly Step[] {
  return [...path.matchAll(/\[(\d+)\]|\.(not)/g)].map(([, at, not]) => (not ? 'not' : Number(at)))
}
