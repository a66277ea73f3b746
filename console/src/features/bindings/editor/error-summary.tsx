import { useEffect, useRef } from 'react'
import { readJsonObject } from '../../../parts/code/read-json.ts'
import { labelOf } from '../../../parts/conditions/summary.ts'
import { ProblemNote } from '../../../parts/loaded.tsx'
import { Note } from '../../../ui/feedback.tsx'
import { useLanguage, useSay } from '../../../words/words.tsx'
import { useTools } from './editor-tools.ts'
import { focusPath, sectionOf } from './focus-path.ts'

/** What keeps the binding from being saved; each line leads to its field. */
export function ErrorSummary() {
  const say = useSay()
  const nameOf = useFieldNames()
  const { save, faults, draft } = useTools()
  const frame = useRef<HTMLDivElement>(null)
  const isRefused = save.error !== null || save.isRefused
  useEffect(() => {
    if (save.error !== null) frame.current?.focus()
  }, [save.error])
  if (save.isRefused) {
    const text = draft.text ?? ''
    const finding = readJsonObject(text).findings.find(({ isError }) => isError)
    const line = text.slice(0, finding?.from ?? 0).split('\n').length
    const message = say(`json.${finding?.code ?? 'value'}`, { name: finding?.name ?? '' })
    return (
      <div className="mb-4">
        <Note tone="bad">
          <LinkButton onPress={() => focusPath('parameters')}>{say('json.fix_first', { line, message })}</LinkButton>
        </Note>
      </div>
    )
  }
  if (!isRefused || save.conflict) return null
  if (faults.length === 0) {
    // Everything that was refused has been mended since.
    if (save.error !== null && 'faults' in save.error && (save.error.faults as readonly unknown[]).length > 0)
      return null
    return (
      <div className="mb-4">
        <ProblemNote error={save.error} title={say('common.not_saved')} />
      </div>
    )
  }
  return (
    <div ref={frame} tabIndex={-1} className="mb-4 outline-none">
      <Note tone="bad" title={say('editor.errors', { count: faults.length })}>
        <ul className="flex flex-col gap-0.5">
          {faults.map(({ path, message }) => (
            <li key={path}>
              <LinkButton onPress={() => focusPath(path)}>{`${nameOf(path)}: ${message}`}</LinkButton>
            </li>
          ))}
        </ul>
      </Note>
    </div>
  )
}

function LinkButton({ onPress, children }: { readonly onPress: () => void; readonly children: string }) {
  return (
    <button type="button" onClick={onPress} className="text-left text-ink underline underline-offset-2">
      {children}
    </button>
  )
}

/** A field by the name that a person sees. */
export function useFieldNames(): (path: string) => string {
  const say = useSay()
  const language = useLanguage()
  const { kind, form, type } = useTools()
  return (path) => {
    const [group, name] = [path.split('.')[0]!, path.split(/[.[]/)[1] ?? '']
    if (group === 'parameters')
      return kind?.parameters.find((field) => field.name === name)?.label[language] ?? path.slice('parameters.'.length)
    if (group === 'options') return say('editor.more')
    const leaf = leafNamed(path, form.conditions)
    if (leaf) return labelOf(leaf, type?.parameters ?? [], language)
    if (path === 'name' || path === 'enabled') return say(`editor.field.${path}`)
    return say(`editor.section.${sectionOf(path) as 'name' | 'type' | 'integration' | 'conditions'}`)
  }
}

function leafNamed(path: string, root: unknown): string | null {
  if (!path.startsWith('conditions')) return null
  let here: unknown = root
  for (const [, at, name] of path.slice('conditions'.length).matchAll(/\[(\d+)\]|\.([a-z_]+)/g)) {
    const next = (here as Record<string, unknown> | null)?.[at ?? name!]
    if (typeof next !== 'object' || next === null) break
    here = next
  }
  const param = (here as { param?: unknown } | null)?.param
  return typeof param === 'string' && param !== '' ? param : null
}
